from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from django.utils import translation

from cooperation.models import Person
from cooperation.rules.refusal import Refused
from meetings.actions.minutes_import import (
    Difference,
    MinutesSource,
    differences,
    import_minutes,
    is_brought_in,
    kind_of,
    outcome_of,
    replace_with_minutes,
    stored_meeting,
    why_not_import,
    with_proposed_numbers,
)
from meetings.imports.lines import MinutesText
from meetings.imports.minutes import parse_minutes
from meetings.imports.parsed_minutes import ParsedMeeting, ParsedMinutes, ParsedPerson
from meetings.models import Case, CaseKind, Meeting, MinutesImport, Outcome, State, TextVersion
from tests.factories import make_case, make_meeting, make_membership, make_person

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parents[1] / "imports" / "files"


def read(name: str) -> tuple[ParsedMinutes, MinutesSource]:
    data = (FILES / name).read_bytes()
    text = data.decode()
    return parse_minutes(MinutesText(text)), MinutesSource.of(name, data, text)


@pytest.fixture
def parsed():
    return read("header_in_the_middle.txt")[0]


@pytest.fixture
def source():
    return read("header_in_the_middle.txt")[1]


@pytest.fixture
def meeting(parsed, source, body, secretary):
    return import_minutes(parsed, body=body, source=source, by=secretary)


def test_import_makes_the_meeting_as_draft_minutes(meeting):
    assert (meeting.label, meeting.state, meeting.date, meeting.start, meeting.end, meeting.place) == (
        "2024/M3",
        State.DRAFT_MINUTES,
        date(2024, 5, 15),
        time(9, 0),
        time(11, 30),
        "",
    )


def test_import_keeps_the_numbers_of_the_file(meeting):
    rows = meeting.cases.on_agenda().values_list("position", "number", "display_number", "running_number", "kind")
    assert list(rows) == [
        (1, 1, "2024/M3-001", 1, CaseKind.APPROVE_AGENDA),
        (2, 2, "2024/M3-002", 2, CaseKind.REPORT),
        (3, 3, "2024/M3-003", 3, CaseKind.ORIENTATION),
    ]


def test_import_keeps_texts_with_their_first_version(meeting):
    case = meeting.cases.get(number=3)
    assert case.decision == "<p>Saken tas til orientering.</p>"
    assert case.outcome == Outcome.NOTED
    assert [point.heading for point in case.points.in_order()][:2] == ["Status nettverk", "Status ny e-post-løsning"]
    versions = TextVersion.objects.filter(case=case, point=None).values_list("field", "number")
    assert sorted(versions) == [("decision", 1), ("minutes", 1), ("title", 1)]


def test_import_records_who_was_there(meeting):
    assert meeting.attendance.filter(status="present").count() == 7
    joined = meeting.cases.get(number=3).attendance.all()
    assert [row.person.list_name for row in joined] == ["Fjellheim, Anne Berit", "Strand, Jo Petter"]


def test_import_finds_the_bodys_member_before_another_of_the_same_name(parsed, source, body, secretary):
    make_person(family_name="Nordmann", given_name="Kari")
    membership = make_membership(body=body, person=make_person(family_name="Nordmann", given_name="Kari"))
    meeting = import_minutes(parsed, body=body, source=source, by=secretary)
    assert meeting.attendance.get(person=membership.person).membership == membership
    assert Person.objects.named("Nordmann", "Kari").count() == 2


def test_import_keeps_the_file_and_what_was_not_placed(meeting, source):
    kept = MinutesImport.objects.get(meeting=meeting)
    assert (kept.file_name, kept.sha256, kept.text) == ("header_in_the_middle.txt", source.sha256, source.text)
    assert [entry["line"] for entry in kept.unplaced] == [75, 76, 78, 79]


def test_the_same_file_finds_the_same_meeting_without_differences(meeting, parsed, source, body):
    assert stored_meeting(parsed, body=body, source=source) == meeting
    assert is_brought_in(meeting, source)
    assert differences(parsed, meeting) == []


@translation.override("en")
def test_another_file_about_the_meeting_shows_what_it_says_otherwise(meeting, parsed, body):
    changed_case = replace(parsed.cases[0], decision="Utsatt.")
    other = replace(
        parsed,
        meeting=replace(parsed.meeting, place="Rådhuset", present=parsed.meeting.present[1:]),
        cases=(changed_case, *parsed.cases[1:]),
    )
    found = differences(other, meeting)
    assert [difference.what for difference in found] == ["Place", "Present", "Decision of 2024/M3-001"]
    assert found[0] == Difference("Place", "", "Rådhuset")


def test_a_case_that_only_one_of_them_has_is_a_difference(meeting, parsed):
    other = replace(parsed, cases=(*parsed.cases[:2], replace(parsed.cases[2], number="2024/M3-004")))
    found = differences(other, meeting)
    assert [(entry.stored, entry.in_file) for entry in found] == [("", "Orienteringssaker"), ("Orienteringssaker", "")]


def test_replacing_keeps_the_earlier_texts_among_the_versions(meeting, parsed, secretary):
    other = replace(parsed, cases=(replace(parsed.cases[0], decision="Utsatt."), *parsed.cases[1:]))
    replace_with_minutes(meeting, other, source=MinutesSource("ny.txt", "f" * 64, "ny"), by=secretary)
    versions = TextVersion.objects.filter(case__display_number="2024/M3-001", field="decision").order_by("number")
    assert [version.text for version in versions] == ["<p>Innkalling og saksliste godkjent.</p>", "<p>Utsatt.</p>"]
    assert differences(other, meeting) == []


def test_replacing_fills_a_planned_meeting(parsed, source, body, secretary):
    planned = make_meeting(body=body, year=2024, number=3, date=date(2024, 5, 15), cases=["Orienteringssaker"])
    replace_with_minutes(planned, parsed, source=source, by=secretary)
    assert planned.state == State.DRAFT_MINUTES
    assert sorted(planned.cases.values_list("display_number", flat=True)) == [
        "2024/M3-001",
        "2024/M3-002",
        "2024/M3-003",
    ]
    assert planned.cases.get(title="Orienteringssaker").points.count() == 4


def test_replacing_keeps_the_stored_number(meeting, parsed, source, secretary):
    nameless = replace(parsed, meeting=replace(parsed.meeting, number="", place="Rådhuset"))
    replace_with_minutes(meeting, nameless, source=source, by=secretary)
    assert (meeting.label, meeting.place) == ("2024/M3", "Rådhuset")


def test_replacing_is_refused_when_the_minutes_are_closed(meeting, parsed, source, secretary):
    meeting.state = State.APPROVED
    meeting.save()
    with pytest.raises(Refused):
        replace_with_minutes(meeting, parsed, source=source, by=secretary)


def test_yearly_numbers_become_running_numbers_and_the_meeting_gets_a_proposed_one(body, secretary):
    make_meeting(body=body, year=2023, number=4, cases=[])
    parsed, source = read("header_last_nynorsk.txt")
    numbered = with_proposed_numbers(parsed, body=body, source=source)
    meeting = import_minutes(numbered, body=body, source=source, by=secretary)
    assert meeting.label == "2023/M5"
    rows = meeting.cases.on_agenda().values_list("number", "display_number", "running_number")
    assert list(rows) == [(1, "PS 12/23", 12), (2, "PS 13/23", 13), (3, "PS 14/23", 14)]
    assert stored_meeting(parsed, body=body, source=replace(source, sha256="0" * 64)) == meeting


def test_no_number_is_proposed_before_the_date_is_known(body):
    parsed = ParsedMinutes(ParsedMeeting())
    assert with_proposed_numbers(parsed, body=body, source=MinutesSource("a.txt", "0" * 64, "")) == parsed


def test_every_reason_is_given_at_once(body):
    person = ParsedPerson("Nordmann", "Kari")
    empty = ParsedMinutes(ParsedMeeting(present=(person,), apologies=(person,)))
    assert len(why_not_import(empty, body=body)) == 4


def test_what_stands_beside_a_name_is_refused_when_too_long_and_not_cut(parsed, body):
    told = ParsedPerson("Nordmann", "Kari", note="x" * 201)
    longer = replace(parsed, meeting=replace(parsed.meeting, present=(*parsed.meeting.present, told)))
    assert [len(why_not_import(one, body=body)) for one in (parsed, longer)] == [0, 1]


def test_a_case_number_of_another_meeting_is_refused_and_nothing_is_written(parsed, source, body, secretary):
    other = make_meeting(body=body, year=2024, number=9, cases=[])
    make_case(meeting=other, number=1, display_number="2024/M3-001", year=2024, running_number=1)
    with pytest.raises(Refused):
        import_minutes(parsed, body=body, source=source, by=secretary)
    assert (Meeting.objects.count(), Case.objects.count(), Person.objects.count()) == (1, 1, 0)


def test_two_spellings_of_one_number_are_refused(parsed, source, body, secretary):
    other = replace(parsed, cases=(parsed.cases[0], replace(parsed.cases[1], number="2024/M3-01")))
    with pytest.raises(Refused):
        import_minutes(other, body=body, source=source, by=secretary)
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Godkjenning av innkalling og sakliste", CaseKind.APPROVE_AGENDA),
        ("Godkjenning av møtereferat", CaseKind.APPROVE_MINUTES),
        ("Orienteringssaker", CaseKind.ORIENTATION),
        ("Økonomi- og aktivitetsrapport", CaseKind.REPORT),
        ("Eventuelt", CaseKind.OTHER_BUSINESS),
        ("Ny avtale", CaseKind.DECISION),
    ],
)
def test_kinds_by_title(title, kind):
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        ("Saken tas til orientering.", Outcome.NOTED),
        ("Saka vert utsett.", Outcome.POSTPONED),
        ("Godkjent.", Outcome.ADOPTED),
        ("Rådet ber om mer.", Outcome.NONE),
    ],
)
def test_outcomes_by_decision(decision, outcome):
    assert outcome_of(decision) == outcome
