"""A pasted list of a council."""

from fleet.rules.council import ListedPolitician, ListFault, read_list

ROLES = {"vara": "deputy", "kommunestyre": "council"}


def read(text):
    return read_list(text, ROLES, "council")


def test_a_line_is_a_name_and_what_follows_in_any_order():
    text = "Nordnes, Kari Anne; kari.nordnes@example.no; Bygdelista; Vara\nOla Dahl\tOLA@example.no\n\nMoen, Liv"
    assert read(text).politicians == (
        ListedPolitician(1, "Nordnes", "Kari Anne", "kari.nordnes@example.no", "Bygdelista", "deputy"),
        ListedPolitician(2, "Dahl", "Ola", "ola@example.no", "", "council"),
        ListedPolitician(4, "Moen", "Liv", "", "", "council"),
    )


def test_a_line_without_a_name_and_one_told_twice_are_named():
    text = "kari@example.no\n1234; x\n, Kari\nMoen, Liv\nMOEN, liv"
    assert read(text).faults == (
        (1, "kari@example.no", ListFault.NO_NAME),
        (2, "1234; x", ListFault.NO_NAME),
        (3, ", Kari", ListFault.NO_NAME),
        (5, "MOEN, liv", ListFault.TWICE),
    )


def test_a_part_that_is_too_long_is_named_and_not_cut():
    lines = [f"{'x' * 81}, Kari", f"Moen, {'x' * 81}", f"Moen, Kari; {'x' * 61}", f"Moen, Kari; {'x' * 255}@example.no"]
    assert [fault for _line, _text, fault in read("\n".join(lines)).faults] == [ListFault.TOO_LONG] * 4


def test_one_word_is_a_family_name():
    assert read("Moen").politicians == (ListedPolitician(1, "Moen", "", "", "", "council"),)
