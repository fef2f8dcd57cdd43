import pytest

from fleet.rules.survey import Practice, Said, moved, practices_of, practices_said


def test_answers_that_differ_in_case_and_spaces_are_one_practice():
    answers = [("Molde", "Nettbrett "), ("Aukra", "Egen  PC"), ("Vestnes", "nettbrett"), ("Rauma", " ")]
    assert practices_of(answers) == [
        Practice("Nettbrett", ("Molde", "Vestnes")),
        Practice("Egen PC", ("Aukra",)),
    ]


def test_no_answers_are_no_practices():
    assert practices_of([]) == []


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("Kartleggingen viser ulik praksis idag – 4 ulike prinsipper i de 5 kommunene.", 4, "4 ulike prinsipper"),
        ("Det er tre ulike løysingar i dei fem kommunane.", 3, "tre ulike løysingar"),
        ("Fem\u00a0forskjellige\nordninger", 5, "Fem forskjellige ordninger"),
        ("There are two different practices.", 2, "two different practices"),
        ("Tolv ulike måtar", 12, "Tolv ulike måtar"),
    ],
)
def test_a_text_that_says_a_number_of_practices_is_understood(text, number, words):
    assert practices_said(text) == [Said(number, words)]


@pytest.mark.parametrize(
    "text", ["", "4 prinsipper", "ulike løsninger i de 5 kommunene", "124 ulike løsninger", "4 ulike saker"]
)
def test_other_numbers_are_left_in_peace(text):
    assert practices_said(text) == []


@pytest.mark.parametrize(
    ("one", "steps", "after"),
    [(2, -1, [2, 1, 3]), (2, 1, [1, 3, 2]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3])],
)
def test_one_moves_within_its_order(one, steps, after):
    assert moved([1, 2, 3], one, steps) == after
