from meetings.rules.text_comparison import MAX_WORDS, Part, Row, compare


def test_equal_texts_have_no_differences():
    assert compare("<p>a</p>", "<p>a</p>") == [Row((Part("a", differs=False),), (Part("a", differs=False),))]


def test_the_changed_word_is_marked_on_both_sides():
    [row] = compare("<p>Saken utsettes.</p>", "<p>Saken vedtas.</p>")
    assert row.differs
    assert [part for part in row.left if part.differs] == [Part("utsettes", differs=True)]
    assert [part for part in row.right if part.differs] == [Part("vedtas", differs=True)]


def test_a_line_that_one_side_lacks_stands_alone():
    assert compare("<p>a</p>", "<p>a</p><p>b</p>")[1] == Row(None, (Part("b", differs=True),))
    assert compare("<p>b</p>", "") == [Row((Part("b", differs=True),), None)]


def test_a_very_long_line_is_compared_as_a_whole():
    long = "ord " * (MAX_WORDS + 1)
    [row] = compare(f"<p>{long}</p>", f"<p>{long}mer</p>")
    assert [part.differs for part in row.left + row.right] == [True, True]


def test_many_long_lines_are_compared_word_by_word_only_as_far_as_it_may_cost():
    left, right = ("".join(f"<p>{'ord ' * 900}{n} {side}</p>" for n in range(20)) for side in ("a", "b"))
    rows = compare(left, right)
    marked = [sum(part.differs for part in row.left) == len(row.left) for row in rows]
    assert marked == sorted(marked)
    assert set(marked) == {False, True}


def test_an_added_word_marks_only_the_side_that_has_it():
    [row] = compare("<p>en to</p>", "<p>en to tre</p>")
    assert [part.differs for part in row.left] == [False]
    assert [part for part in row.right if part.differs] == [Part(" tre", differs=True)]
