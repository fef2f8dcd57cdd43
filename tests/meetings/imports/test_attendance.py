from __future__ import annotations

import pytest

from meetings.imports.lines import MinutesText
from meetings.imports.minutes import parse_minutes

CASE = "\n\nPS 1/24 Budsjett\nVedtak: Ja.\n"


def met(text: str) -> tuple[list[str], list[str]]:
    meeting = parse_minutes(MinutesText(f"Dato: 12.03.2024\n{text}{CASE}")).meeting
    return [str(person) for person in meeting.present], [str(person) for person in meeting.apologies]


def test_a_column_says_who_met_and_who_did_not():
    parsed = parse_minutes(
        MinutesText(
            "Dato: 12.03.2024\nNavn\tKommune\tMøtt\nVigdis Aune\tStorelv\tJa\nMorten Eide\tFuruset\tx\n"
            f"Randi Tangen\tGranåsen\tNei\nAnne Li\tØvre Dal\tForfall{CASE}"
        )
    )
    assert [(str(person), person.note) for person in parsed.meeting.present] == [
        ("Aune, Vigdis", "Storelv"),
        ("Eide, Morten", "Furuset"),
    ]
    assert [str(person) for person in parsed.meeting.apologies] == ["Tangen, Randi", "Li, Anne"]
    assert [(problem.line, problem.message) for problem in parsed.problems if problem.line > 1] == [
        (5, "Randi Tangen is marked as not having met, and is listed under apologies.")
    ]


@pytest.mark.parametrize("heading", ["Møtt", "Møtte", "Møtt (ja/nei)", "Til stede", "Til stades", "Oppmøte", "Deltok"])
def test_names_of_the_column(heading):
    assert met(f"Namn\t{heading}\nVigdis Aune\tJa\nRandi Tangen\tNei") == (["Aune, Vigdis"], ["Tangen, Randi"])


def test_a_column_for_apologies_alone():
    assert met("Medlem\tForfall\nVigdis Aune\t\nRandi Tangen\tx") == (["Aune, Vigdis"], ["Tangen, Randi"])


def test_what_is_neither_yes_nor_no_is_not_guessed_at():
    parsed = parse_minutes(MinutesText(f"Dato: 12.03.2024\nNavn\tMøtt\nKari Moe\tJa\nVigdis Aune\tDelvis{CASE}"))
    assert [str(person) for person in parsed.meeting.present] == ["Moe, Kari"]
    assert [(entry.line, entry.text) for entry in parsed.unplaced] == [(4, "Vigdis Aune Delvis")]
    assert [problem.message for problem in parsed.problems if problem.line == 4] == [
        "Whether Vigdis Aune met could not be read."
    ]


def test_tables_under_their_labels_with_function_and_whom_they_represent():
    text = (
        "Faste medlemmer som møtte:\nNavn                Funksjon   Representerer\n"
        "Ingrid Vågen        Leder      Solvik kommune\n\n"
        "Faste medlemmer som ikke møtte:\nNavn                Funksjon   Representerer\n"
        "Bjørn Fossum        Medlem     Tveit kommune\n\n"
        "Varamedlemmer som møtte:\nNavn                Møtte for      Representerer\n"
        "Guri Holmen         Bjørn Fossum   Tveit kommune\n\n"
        "Fra administrasjonen møtte:\nNavn          Stilling\nLasse Kvam    daglig leder"
    )
    meeting = parse_minutes(MinutesText(f"Dato: 12.03.2024\n{text}{CASE}")).meeting
    assert [(str(person), person.note) for person in meeting.present] == [
        ("Vågen, Ingrid", "Leder, Solvik kommune"),
        ("Holmen, Guri", "for Bjørn Fossum, Tveit kommune"),
        ("Kvam, Lasse", "daglig leder"),
    ]
    assert [str(person) for person in meeting.apologies] == ["Fossum, Bjørn"]


def test_a_table_without_answers_and_label_is_not_taken():
    parsed = parse_minutes(
        MinutesText(f"Dato: 12.03.2024\nTil stede: Kari Moe\n\nMottakere\n\nNavn\tStilling\nVigdis Aune\tjurist{CASE}")
    )
    assert [str(person) for person in parsed.meeting.present] == ["Moe, Kari"]
    assert [entry.line for entry in parsed.unplaced] == [4, 6, 7]


@pytest.mark.parametrize(
    ("label", "present", "apologies"),
    [
        ("Følgende faste medlemmer møtte", ["Moe, Kari"], []),
        ("Møtende medlemmer", ["Moe, Kari"], []),
        ("Møtende varamedlemmer", ["Moe, Kari"], []),
        ("Frå administrasjonen", ["Moe, Kari"], []),
        ("Desse hadde meldt forfall", [], ["Moe, Kari"]),
        ("Medlemmer som ikke møtte", [], ["Moe, Kari"]),
        ("Ikke tilstede", [], ["Moe, Kari"]),
        ("Fråfall", [], ["Moe, Kari"]),
    ],
)
def test_more_labels_of_people(label, present, apologies):
    assert met(f"{label}: Kari Moe") == (present, apologies)


@pytest.mark.parametrize("label", ["Møteleder", "Referent", "Andre", "Habilitet", "Kontakt"])
def test_another_label_ends_a_list_of_people(label):
    parsed = parse_minutes(MinutesText(f"Dato: 12.03.2024\nForfall: Kari Moe\n{label}: Per Li{CASE}"))
    assert [str(person) for person in parsed.meeting.apologies] == ["Moe, Kari"]
    assert [entry.text for entry in parsed.unplaced] == [f"{label}: Per Li"]


def test_people_of_a_municipality_a_line():
    assert met("Til stede:\nNordvik: Kari Moe\nStorvik: Per Li")[0] == ["Moe, Kari", "Li, Per"]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("Anne Moen, styreleder\nIda Berntsen, Vestby", [("Moen, Anne", "styreleder"), ("Berntsen, Ida", "Vestby")]),
        ("Anne Moen, leder, Vik kommune\nPer Li", [("Moen, Anne", "leder, Vik kommune"), ("Li, Per", "")]),
        ("Lunde, Eva (leder), Aas, Grete", [("Lunde, Eva", "leder"), ("Aas, Grete", "")]),
        ("Vik, Roger for Moen, Turid, Aas, Grete", [("Vik, Roger", "for Moen, Turid"), ("Aas, Grete", "")]),
        ("Roger Vik for Turid Moen, Grete Aas", [("Vik, Roger", "for Turid Moen"), ("Aas, Grete", "")]),
        ("ordfører Hege Sand, rådmann Kari Moe", [("Sand, Hege", "ordfører"), ("Moe, Kari", "rådmann")]),
    ],
)
def test_roles_and_deputies_beside_names(people, expected):
    meeting = parse_minutes(MinutesText(f"Dato: 12.03.2024\nTil stede:\n{people}{CASE}")).meeting
    assert [(str(person), person.note) for person in meeting.present] == expected


def test_given_names_alone_are_not_put_together_in_pairs():
    parsed = parse_minutes(MinutesText(f"Dato: 12.03.2024\nTil stede: Geir, Mona, Hilde og Sverre{CASE}"))
    assert [str(person) for person in parsed.meeting.present] == ["Geir", "Mona", "Hilde", "Sverre"]
    assert [problem.line for problem in parsed.problems if "pairs" in problem.message] == [2]


def test_family_and_given_names_in_columns_of_their_own():
    text = "Etternavn\tFornavn\tMøtt\nVågen\tIngrid Anne\tJa\nMoe\tPer\tNei"
    assert met(text) == (["Vågen, Ingrid Anne"], ["Moe, Per"])


def test_a_second_column_of_names_tells_more_of_the_person():
    parsed = parse_minutes(MinutesText(f"Dato: 12.03.2024\nNavn\tMedlem\tMøtt\nKari Moe\tfast\tJa{CASE}"))
    assert [(str(person), person.note) for person in parsed.meeting.present] == [("Moe, Kari", "fast")]


def test_people_side_by_side_with_wide_spaces():
    text = "Til stede:      Rita Lund (Skjær)      Odd Ås (Holm)\n                Per-Erik Strand      Sund"
    meeting = parse_minutes(MinutesText(f"Dato: 12.03.2024\n{text}{CASE}")).meeting
    assert [(str(person), person.note) for person in meeting.present] == [
        ("Lund, Rita", "Skjær"),
        ("Ås, Odd", "Holm"),
        ("Strand, Per-Erik", "Sund"),
    ]


@pytest.mark.parametrize("label", ["Desse møtte ikkje", "Disse møtte ikke", "Faste medlemmer som ikke møtte"])
def test_those_who_did_not_meet_are_not_present(label):
    assert met(f"Desse møtte: Kari Moe\n{label}: Jon Lid\nElles møtte: Eva Bø") == (
        ["Moe, Kari", "Bø, Eva"],
        ["Lid, Jon"],
    )
