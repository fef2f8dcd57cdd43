"""What the page about a meeting's minutes shows: versions, remarks, who they went to, what is in the way."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cooperation.models import OutgoingMail
from meetings.models import ApprovedMinutes, Case, Circulation, Meeting, Remark
from meetings.models.text_version import TextField
from meetings.rules.minutes_comparison import Part, compare_minutes

FIELD_NAMES = {
    "date": _("Date"),
    "start": _("Start"),
    "end": _("End"),
    "place": _("Place"),
    "mode": _("Form"),
    "present": _("Present"),
    "apologies": _("Apologies"),
    "absent": _("Absent"),
    "guests": _("Guests"),
    "number": _("Case number"),
    "title": _("Title"),
    "outcome": _("Outcome"),
    "participants": _("Took part"),
    "notes": _("What happened in the case"),
    "votes": _("Vote"),
    "exhibits": _("Tables"),
    "actions": _("To be followed up"),
    "left": _("Not present in this case"),
    "attachments": _("Attachments"),
    "points": _("Point of orientation"),
    **{
        field: TextField(field).label for field in ("background", "assessment", "recommendation", "minutes", "decision")
    },
}


@dataclass(frozen=True)
class Version:
    """One version of the minutes: sent out, approved, or both."""

    number: int
    circulation: Circulation | None
    approved: ApprovedMinutes | None

    @property
    def file(self) -> Circulation | ApprovedMinutes:
        found = self.approved or self.circulation
        assert found is not None
        return found

    @property
    def url(self) -> str:
        return self.file.get_absolute_url()


def versions_of_minutes(meeting: Meeting) -> list[Version]:
    """Every version, newest first."""
    sent = {one.number: one for one in meeting.circulations.select_related("made_by")}
    approved = {
        one.number: one
        for one in meeting.approvals.select_related("approved_by", "approved_in__meeting", "reopened_by", "circulation")
    }
    numbers = sorted({*sent, *approved}, reverse=True)
    return [Version(number, sent.get(number), approved.get(number)) for number in numbers]


def remarks_of(meeting: Meeting) -> list[Remark]:
    """All remarks to any version, in the order of the cases."""
    remarks = Remark.objects.filter(circulation__meeting=meeting)
    return list(
        remarks.select_related("case", "person", "user", "circulation", "answered_by").order_by(
            "circulation__number", "case__position", "made_at", "pk"
        )
    )


def mails_of(circulation: Circulation | None) -> list[OutgoingMail]:
    """To whom it was sent, and how far each mail has come."""
    if circulation is None:
        return []
    return list(OutgoingMail.objects.about(circulation).select_related("person").order_by("pk"))


def differences(older: Version, newer: Version) -> list[Part]:
    return compare_minutes(older.file.source, newer.file.source)


def cases_about(meeting: Meeting) -> list[Case]:
    """The cases that are to approve these minutes, or have."""
    cases = Case.objects.filter(approves=meeting, removed_at=None).select_related("meeting__body", "approves_version")
    return list(cases.exclude(meeting=None).order_by("meeting__date", "pk"))
