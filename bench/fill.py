"""Fill a database with the demo and with as many older meetings as a long life gives."""

from __future__ import annotations

from datetime import date

from django.core.management import call_command
from django.db import transaction

from cooperation.models import Body, User
from meetings.actions.approval import reopen_minutes
from meetings.models import Case, Meeting, State
from ror_board.demo import build_demo

TODAY = date(2026, 11, 23)
MEETINGS_A_YEAR = 12
CASES_A_MEETING = 8
PARAGRAPH = "<p>Rådet drøftet saken og ba om at tallene legges fram for hver kommune til neste møte.</p>"


def prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    build_demo(today=TODAY)
    open_december_again()


def open_december_again() -> None:
    """The demo's minutes of December are approved: read-only, and served as the file that was approved.

    What is measured is work on a draft; while the approval is in force, no minutes would be set at all.
    """
    secretary = User.objects.get(email="secretary@example.no")
    reopen_minutes(meeting_of_december(), reason="To measure work on a draft.", by=secretary)


@transaction.atomic
def fill_up_to(wanted: int) -> None:
    """Add older meetings with cases and minutes, until the database holds that many."""
    body = Body.objects.get()
    missing = wanted - Meeting.objects.count()
    older = Meeting.objects.filter(year__lt=2023).count()
    meetings = Meeting.objects.bulk_create(
        Meeting(
            body=body,
            year=2022 - index // MEETINGS_A_YEAR,
            number=index % MEETINGS_A_YEAR + 1,
            date=date(2022 - index // MEETINGS_A_YEAR, index % MEETINGS_A_YEAR + 1, 10),
            place="Molde rådhus",
            state=State.DRAFT_MINUTES,
        )
        for index in range(older, older + missing)
    )
    Case.objects.bulk_create(
        Case(
            body=body,
            meeting=meeting,
            position=place,
            number=place,
            display_number=f"{meeting.label}-{place:03}",
            year=meeting.year,
            running_number=(meeting.number - 1) * CASES_A_MEETING + place,
            title=f"Sak {place}",
            background=PARAGRAPH * 3,
            minutes=PARAGRAPH * 3,
            decision="<p>Saken tas til orientering.</p>",
        )
        for meeting in meetings
        for place in range(1, CASES_A_MEETING + 1)
    )


def meeting_of_december() -> Meeting:
    """The real meeting: four cases, five points, seven present."""
    return Meeting.objects.get(year=2023, number=6)
