"""Read a body's numbers of a year for their audit, and say what was found."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cooperation.models import Body, Role, User
from meetings.models import Case, Meeting, MinutesImport, Outcome, State
from meetings.rules.numbering import case_number
from meetings.rules.series_audit import CaseNumbers, Finding, Kind, MeetingNumber, Reason, Series, SeriesAudit, audit

SERIES = {
    Series.MEETINGS: _("Meetings of the year"),
    Series.CASES: _("Cases of a meeting"),
    Series.RUNNING: _("Running numbers of the year"),
}
KINDS = {
    Kind.GAP: _("Gap"),
    Kind.DUPLICATE: _("Duplicate"),
    Kind.RESET: _("New start"),
    Kind.KEPT: _("Number kept"),
    Kind.FORM: _("Another form"),
}
REASONS = {
    Reason.UNKNOWN: _("No reason is known."),
    Reason.BROUGHT_IN: _("The minutes were brought in from a file with these numbers."),
    Reason.BEFORE_THE_FIRST: _("These numbers were used before the body kept its numbers here."),
    Reason.NEW_YEAR: _("A new year begins its own series."),
    Reason.CANCELLED: _("The meeting is cancelled; its numbers are not used again."),
    Reason.WITHDRAWN: _("The case is withdrawn and stays listed."),
    Reason.POSTPONED: _("The case is postponed and gets a new number in its new meeting."),
    Reason.REMOVED: _("The case is removed; its number is not used again."),
    Reason.LATE: _("The case came after the notice and got the next free number."),
    Reason.OTHER_FORM: _("The body's format of case numbers was another one then."),
}


@dataclass(frozen=True)
class Line:
    """A finding in words."""

    finding: Finding

    @property
    def series(self) -> str:
        return str(SERIES[self.finding.series])

    @property
    def kind(self) -> str:
        return str(KINDS[self.finding.kind])

    @property
    def reason(self) -> str:
        return str(REASONS[self.finding.reason])


def bodies_audited_by(user: User) -> QuerySet[Body]:
    """All bodies for leader and auditor, else those whose secretary the user is: a number may tell of a planned meeting."""
    if user.has_role(Role.LEADER, Role.AUDITOR):
        return Body.objects.all()
    return Body.objects.filter(pk__in=user.bodies_as(Role.SECRETARY))


def years_with_numbers(body: Body) -> list[int]:
    return sorted(set(Meeting.objects.filter(body=body).values_list("year", flat=True)), reverse=True)


def series_audit(body: Body, year: int) -> SeriesAudit:
    """The audit of a body's year, in five queries however many numbers there are."""
    of_body = Meeting.objects.filter(body=body)
    brought_in = set(MinutesImport.objects.filter(meeting__body=body).values_list("meeting", flat=True))
    meetings = [
        MeetingNumber(
            number=meeting.number,
            label=meeting.label,
            is_cancelled=meeting.state == State.CANCELLED,
            brought_in=meeting.pk in brought_in,
        )
        for meeting in of_body.filter(year=year).order_by("number")
    ]
    cases = [
        CaseNumbers(
            meeting=case.meeting.number,
            number=case.number or 0,
            running=case.running_number or 0,
            display=case.display_number,
            expected=case_number(
                body.case_number_format,
                year=year,
                meeting=case.meeting.number,
                number=case.number or 0,
                running=case.running_number or 0,
            ).display,
            title=case.title,
            is_removed=case.removed_at is not None,
            is_withdrawn=case.is_withdrawn,
            is_postponed=case.outcome == Outcome.POSTPONED,
            is_late=case.is_late,
        )
        for case in Case.objects.filter(body=body, year=year).select_related("meeting").order_by("running_number")
        if case.meeting is not None
    ]
    return audit(
        meetings,
        cases,
        highest_running_before=Case.objects.highest_running_number(body.pk, year - 1),
        is_first_year=not of_body.filter(year__lt=year).exists(),
    )
