from __future__ import annotations

from datetime import time

import pytest

from meetings.imports.lines import MinutesText
from meetings.imports.minutes import parse_minutes

HEADER = "Dato: 12.03.2024\nTil stede: Anne Moen (leder), Per Li\n"


def parse(ending: str, *, hours: str = ""):
    return parse_minutes(
        MinutesText(f"{HEADER}{hours}\nPS 1/24 Budsjett\n\nSaken ble drøftet.\n\nVedtak: Ja.\n\n{ending}\n")
    )


@pytest.mark.parametrize(
    "written",
    ["Møtet hevet kl. 11.05", "Møtet ble hevet kl 11:05.", "Møtet vart heva kl. 11.05", "Møtet slutt: kl. 1105"],
)
def test_the_closing_hour_is_the_end_of_the_meeting_and_no_part_of_the_decision(written):
    parsed = parse(written, hours="Møtestart: 09.00\n")
    assert (parsed.meeting.end, parsed.cases[0].decision) == (time(11, 5), "Ja.")
    assert [entry.text for entry in parsed.unplaced] == [written]


def test_another_hour_than_the_headers_is_named_and_does_not_replace_it():
    parsed = parse("Møtet hevet kl. 11.05", hours="Tid: 09.00-11.30\n")
    assert parsed.meeting.end == time(11, 30)
    assert [problem.message for problem in parsed.problems if problem.line == 11] == [
        "The meeting was closed at 11:05; its header says that it ended at 11:30."
    ]


@pytest.mark.parametrize(
    "sentence", ["Møtet ble hevet kl. 10.00 for lunsj.", "Møtet ble avsluttet med en omvisning.", "Møtet 3. mai utgår."]
)
def test_a_sentence_about_a_meeting_closes_nothing(sentence):
    parsed = parse(sentence)
    assert (parsed.meeting.end, parsed.unplaced) == (None, ())


@pytest.mark.parametrize(
    "signed",
    [
        "Nordvik, 12.03.2024\n\n____________    ____________\nAnne Moen       Per Li",
        "Underskrift:\n\nAnne Moen",
        "Anne Moen       Per Li\nleder           medlem",
    ],
)
def test_signatures_are_no_part_of_the_last_decision(signed):
    parsed = parse(signed)
    assert parsed.cases[0].decision == "Ja."
    assert len(parsed.unplaced) == len([line for line in signed.splitlines() if line])


def test_a_name_alone_stays_in_the_decision():
    assert parse("Anne Moen").cases[0].decision == "Ja.\n\nAnne Moen"


def test_a_header_below_the_closing_is_still_read():
    parsed = parse_minutes(
        MinutesText(
            "SAK 12/24 Ymse\nIngen saker.\n\nMøtet vart heva kl. 11.40\n\nMøteleiar: Anne Moen\nTil stades: Anne Moen, Per Li\n"
            "Dato: 19. mars 2024\nTid: kl. 10.00\n"
        )
    )
    assert (parsed.meeting.start, parsed.meeting.end, len(parsed.meeting.present)) == (time(10), time(11, 40), 2)
    assert [entry.line for entry in parsed.unplaced] == [4, 6]


def test_who_led_the_meeting_and_kept_the_minutes_is_no_part_of_the_last_case():
    parsed = parse("Møteleder: Anne Moen\nReferent: Per Li")
    assert (parsed.cases[0].decision, [entry.line for entry in parsed.unplaced]) == ("Ja.", [10, 11])
