from datetime import date

import pytest

from meetings.rules.action_line import read_action_line, stage_due

TODAY = date(2026, 11, 23)
NAMES = {
    "aukra": ["municipality:4"],
    "molde": ["municipality:1"],
    "kari": ["person:1", "person:2"],
    "kari nord": ["person:1"],
}


def read(line):
    found = read_action_line(line, NAMES, today=TODAY)
    return found.text, found.assignees, found.due_on, found.faults


def test_the_line_of_the_guide():
    assert read("@Aukra tjeneste for politikere innen 1.3.") == (
        "tjeneste for politikere",
        ("municipality:4",),
        date(2027, 3, 1),
        (),
    )


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("@Aukra svare innan 24.11", date(2026, 11, 24)),
        ("@Aukra svare frist: 23. 11.", date(2026, 11, 23)),
        ("@Aukra svare innen 1.3.2028", date(2028, 3, 1)),
        ("@Aukra svare innen 1.3.28.", date(2028, 3, 1)),
        ("@Aukra answer by 2027-02-01", date(2027, 2, 1)),
        ("@Aukra svare innen 29.2.", date(2028, 2, 29)),
        ("@Aukra svare", None),
    ],
)
def test_dates(line, due):
    text, _who, found, faults = read(line)
    assert (text in ("svare", "answer"), found, faults) == (True, due, ())


def test_several_and_the_same_twice():
    assert read("Kontakt leverandøren @Molde, @Aukra og @Molde")[:2] == (
        "Kontakt leverandøren og",
        ("municipality:1", "municipality:4"),
    )


def test_the_longest_name_wins():
    assert read("@Kari Nord ringe") == ("ringe", ("person:1",), None, ())


def test_every_fault_at_once():
    assert read("@Kari @Oslo innen 31.2.")[3] == (
        ("date", "innen 31.2."),
        ("ambiguous", "Kari"),
        ("unknown", "Oslo"),
        ("text", ""),
    )


def test_nobody():
    assert read("ringe")[3] == (("nobody", ""),)


def test_a_version_number_is_no_date():
    assert read("@Molde bytte by versjon 1.3.2")[2] is None


@pytest.mark.parametrize(
    ("due", "stage"),
    [(None, ""), (date(2026, 12, 1), ""), (date(2026, 11, 30), "soon"), (TODAY, "due"), (date(2026, 11, 17), "due"),
     (date(2026, 11, 16), "late")],
)  # fmt: skip
def test_reminders_have_stages(due, stage):
    assert stage_due(due, TODAY) == stage


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("@Aukra svare innen 1. mars", date(2027, 3, 1)),
        ("@Aukra svare innan 15 desember.", date(2026, 12, 15)),
        ("@Aukra svare frist: 1. mai 2028", date(2028, 5, 1)),
        ("@Aukra svare by 3. March", date(2027, 3, 3)),
    ],
)
def test_a_month_may_be_named(line, due):
    assert read(line) == ("svare", ("municipality:4",), due, ())


def test_an_address_names_nobody():
    assert read("@Aukra skrive til post@example.org") == ("skrive til post@example.org", ("municipality:4",), None, ())
