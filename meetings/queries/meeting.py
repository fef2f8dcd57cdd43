"""What the list of meetings and a meeting's own page show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear

from cooperation.models import Body, Role, User
from meetings.models import Case, Meeting, State
from meetings.rules.numbering import provisional_numbers


@dataclass(frozen=True)
class AgendaLine:
    """A case with the number it has, or would get if the meeting were called now."""

    case: Case
    number: str
    is_provisional: bool


@dataclass(frozen=True)
class MeetingList:
    """Coming meetings, soonest first, and the past ones of one year, newest first."""

    coming: list[Meeting]
    past: list[Meeting]
    years: list[int]
    year: int | None

    @property
    def next(self) -> Meeting | None:
        return self.coming[0] if self.coming else None


def meeting_list(user: User, *, today: date, year: int | None, body: Body | None = None) -> MeetingList:
    """The list of meetings as this user may see it. Without a year: the newest that has past meetings."""
    meetings = Meeting.objects.visible_to(user).select_related("body")
    if body is not None:
        meetings = meetings.filter(body=body)
    coming = meetings.filter(date__gte=today).in_order()
    past = meetings.filter(date__lt=today)
    years = list(past.order_by().annotate(past_year=ExtractYear("date")).values_list("past_year", flat=True).distinct())
    years.sort(reverse=True)
    shown = year if year in years else next(iter(years), None)
    of_year = past.filter(date__year=shown).order_by("-date", "-start", "-number") if shown else past.none()
    return MeetingList(coming=list(coming), past=list(of_year), years=years, year=shown)


def bodies_of(user: User) -> QuerySet[Body]:
    """The bodies whose meetings this user may read."""
    if user.has_role(Role.LEADER, Role.AUDITOR):
        return Body.objects.all()
    return Body.objects.filter(pk__in=user.bodies_as(Role.SECRETARY, Role.MEMBER))


def agenda(meeting: Meeting) -> list[AgendaLine]:
    """The cases of a meeting in their order, with frozen or provisional numbers."""
    cases = list(meeting.cases.on_agenda().select_related("approves"))
    for case in cases:
        case.meeting = meeting
    if meeting.has_frozen_numbers:
        return [AgendaLine(case, case.display_number, is_provisional=False) for case in cases]
    numbers = provisional_numbers(
        meeting.body.case_number_format,
        year=meeting.year,
        meeting=meeting.number,
        cases=len(cases),
        highest_running=numbered_from(meeting),
    )
    return [AgendaLine(case, number.display, is_provisional=True) for case, number in zip(cases, numbers, strict=True)]


def numbered_from(meeting: Meeting) -> int:
    """The running number that this meeting's provisional numbers follow; 0 where they show none."""
    if meeting.has_frozen_numbers or "{running" not in meeting.body.case_number_format:
        return 0
    return Case.objects.highest_running_number(meeting.body_id, meeting.year)


def shown_by(meeting: Meeting) -> tuple[object, ...]:
    """What decides how a meeting and its cases are shown, the register aside: the same as long as this is.

    The revision stands for the meeting with all that was written and recorded in it; other meetings of the body only
    count where provisional numbers follow theirs.
    """
    return meeting.pk, meeting.revision, numbered_from(meeting)


def meetings_to_put_cases_on(body: Body) -> QuerySet[Meeting]:
    """The body's meetings that a waiting case can be put on, soonest first."""
    return Meeting.objects.filter(body=body, state__in=(State.PLANNED, State.CALLED, State.STARTED)).in_order()
