from docs_vision.rules.benefit_map import (
    MOST_CHAINS,
    Node,
    chains,
    crossings,
    followed,
    lay_out,
    untangled,
    wrapped,
)

NODES = [
    Node(f"{column}-{pk}", column, f"{column} {pk}", "/")
    for column in ("challenge", "solution", "benefit", "goal")
    for pk in (1, 2)
]
EDGES = [
    ("challenge-1", "solution-1"),
    ("solution-1", "benefit-1"),
    ("solution-1", "benefit-2"),
    ("benefit-1", "goal-1"),
    ("challenge-2", "solution-2"),
]


def test_everything_on_a_line_is_followed_both_ways():
    assert followed(EDGES, "benefit-1") == {"challenge-1", "solution-1", "benefit-1", "goal-1"}


def test_each_line_is_told_from_its_first_column_to_its_last():
    assert chains(EDGES, "solution-1") == [
        ("challenge-1", "solution-1", "benefit-1", "goal-1"),
        ("challenge-1", "solution-1", "benefit-2"),
    ]
    assert chains(EDGES, "goal-2") == [("goal-2",)]


def test_columns_stand_beside_each_other_and_boxes_do_not_overlap():
    drawn = lay_out(NODES, [*EDGES, ("solution-1", "gone-9")], follow="benefit-1")
    places = {box.node.key: (box.x, box.y, box.height) for box in drawn.boxes}
    assert [places[f"{column}-1"][0] for column in ("challenge", "solution", "benefit", "goal")] == [0, 340, 680, 1020]
    assert places["goal-2"][1] >= places["goal-1"][1] + places["goal-1"][2]
    assert (len(drawn.links), sum(link.is_followed for link in drawn.links), drawn.is_following) == (5, 3, True)


def test_a_node_that_is_not_there_is_not_followed():
    assert lay_out(NODES, EDGES, follow="benefit-9").is_following is False


def test_words_are_wrapped_and_a_long_one_is_cut():
    assert wrapped("ett to tre", 6) == ("ett to", "tre")
    assert wrapped("dokumentasjon", 6) == ("dokum-", "entas-", "jon")
    assert wrapped("") == ("",)


def test_lines_beyond_counting_are_not_all_told():
    edges = [(f"{first}-{one}", f"{second}-{two}") for first, second in (("challenge", "solution"), ("solution", "benefit"))
             for one in range(60) for two in range(60)]  # fmt: skip
    assert len(chains(edges, "solution-1")) == MOST_CHAINS + 1


def test_boxes_are_ordered_so_that_fewer_lines_cross():
    columns = [["a", "b", "c"], ["d", "e", "f"], ["g", "h"]]
    edges = [("a", "f"), ("b", "e"), ("c", "d"), ("f", "g"), ("d", "h")]
    assert crossings(columns, edges) == 4
    assert untangled(columns, edges) == [["a", "b", "c"], ["f", "e", "d"], ["g", "h"]]


def test_the_given_order_is_kept_where_nothing_crosses_less():
    for columns, edges in (
        ([["a", "b"], ["c", "d"]], [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]),
        ([["a", "b", "c"], ["d", "e"]], []),
        ([["a", "b"], ["c", "d", "e"]], [("a", "c"), ("b", "d")]),
        ([[], []], []),
    ):
        assert untangled(columns, edges) == columns


def test_lines_from_or_to_one_box_do_not_cross():
    assert crossings([["a"], ["b", "c"], ["d"]], [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]) == 0


def test_the_map_is_drawn_in_the_order_that_crosses_least():
    edges = [("challenge-1", "solution-2"), ("challenge-2", "solution-1")]
    solutions = [box.node.key for box in lay_out(NODES, edges).boxes if box.node.column == "solution"]
    assert solutions == ["solution-2", "solution-1"]
