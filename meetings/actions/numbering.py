"""Draw the numbers of cases. The caller holds the body's row, so that no two draw the same."""

from __future__ import annotations

from meetings.models import Case, Meeting
from meetings.rules.numbering import CaseNumber, case_number, next_number, provisional_numbers


def freeze_numbers(meeting: Meeting) -> None:
    """Give every case on the agenda the number that its place says. They never change after this."""
    cases = list(meeting.cases.on_agenda())
    numbers = provisional_numbers(
        meeting.body.case_number_format,
        year=meeting.year,
        meeting=meeting.number,
        cases=len(cases),
        highest_running=Case.objects.highest_running_number(meeting.body_id, meeting.year),
    )
    for case, number in zip(cases, numbers, strict=True):
        give_number(case, meeting, number)


def number_late_case(case: Case, meeting: Meeting) -> None:
    """Give a case that came after the notice the next free number, and mark it as late."""
    taken = meeting.cases.exclude(number=None).values_list("number", flat=True)
    number = case_number(
        meeting.body.case_number_format,
        year=meeting.year,
        meeting=meeting.number,
        number=next_number(number for number in taken if number is not None),
        running=Case.objects.highest_running_number(meeting.body_id, meeting.year) + 1,
    )
    case.is_late = True
    give_number(case, meeting, number)


def give_number(case: Case, meeting: Meeting, number: CaseNumber) -> None:
    case.number, case.display_number, case.running_number = number.number, number.display, number.running
    case.year = meeting.year
    case.save(update_fields=["number", "display_number", "running_number", "year", "is_late"])
