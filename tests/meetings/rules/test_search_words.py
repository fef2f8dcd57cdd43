import pytest

from meetings.rules.search_words import asked_for, highlighted, indexed, number_words, stem


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("anskaffelse", "anskaffelsen"),
        ("anskaffelse", "anskaffelsene"),
        ("møte", "møtene"),
        ("kommune", "kommunane"),
        ("lisens", "lisenser"),
        ("politiker", "politikerne"),
        ("politikere", "politikeren"),
        ("kostnadsfordelinga", "kostnadsfordelingen"),
        ("politikernes", "politiker"),
        ("politikarane", "politikar"),
        ("medlemmene", "medlem"),
        ("programmet", "program"),
        ("digitalt", "digitale"),
        ("tenestene", "teneste"),
        ("vedtaka", "vedtaket"),
        ("rekneskapen", "rekneskap"),
    ],
)
def test_endings_of_bokmal_and_nynorsk_go(word, other):
    assert stem(word) == stem(other)


def test_a_number_is_known_in_every_way_it_is_said():
    assert number_words("2023/M6-003") == [
        "2023", "m6", "003", "2023", "2023xm6", "2023xm6x3", "m6", "m6x3", "3",
    ]  # fmt: skip


def test_the_index_holds_each_stem_once():
    assert indexed(["Møtet og møtene", "og MØTER"], numbers=["M1-002"]) == "m1 002 m1x2 2 møt og"


def test_the_index_is_bounded():
    many = " ".join(f"ord{number}" for number in range(30_000))
    assert len(indexed([many]).encode()) <= 80_000


def test_a_long_word_is_cut():
    assert indexed(["å" * 100]) == "å" * 64


def ways(query):
    return [[[(one.stem, one.is_beginning) for one in way] for way in ways] for ways in asked_for(query)]


def test_words_are_beginnings_and_numbers_are_whole():
    assert ways("Anskaffelsen M6-003 av – E1") == [
        [[("anskaff", True)]],
        [[("m6x3", False)], [("m6", False), ("003", False)]],
        [[("av", False)]],
        [[("e1", False)]],
    ]


def test_words_with_a_hyphen_are_all_wanted():
    assert ways("e-post") == [[[("e", False), ("post", True)]]]


def marked(text, query, **more):
    return [(part.text, part.is_hit) for part in highlighted(text, asked_for(query), **more)]


def test_found_words_are_marked_where_they_stand():
    assert marked("Om kostnadsfordeling i rådet", "kostnader i") == [
        ("Om ", False),
        ("kostnadsfordeling", True),
        (" ", False),
        ("i", True),
        (" rådet", False),
    ]


def test_a_text_without_the_words_gives_nothing_unless_it_is_wanted_whole():
    assert marked("Innkalling", "kostnad") == []
    assert marked("Innkalling", "kostnad", whole=True) == [("Innkalling", False)]


def test_a_long_text_is_cut_between_words():
    text = "ord " * 100 + "anskaffelsen " + "hale " * 100
    parts = marked(text, "anskaffelse")
    assert parts[0] == ("… ", False)
    assert parts[1][0].startswith("ord ")
    assert parts[2] == ("anskaffelsen", True)
    assert parts[3][0].endswith("hale …")


def test_a_text_without_spaces_is_cut_too():
    parts = marked("x" * 300 + " " + "y" * 400, "yyy")
    assert [len(text) for text, _hit in parts] == [2, 160, 2]


def test_a_word_found_again_far_away_is_left_out():
    parts = marked("anskaffelse " + "ord " * 100 + "anskaffelse", "anskaffelse")
    assert [text for text, is_hit in parts if is_hit] == ["anskaffelse"]
