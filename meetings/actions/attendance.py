"""Record who was there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Membership, Person, User
from cooperation.rules.refusal import Refused
from meetings.models import Attendance, AttendanceStatus, Case, CaseAttendance, CaseAttendanceKind, Meeting
from meetings.queries.attendance import seats_of

from .revision import changed

SEAT_STATUSES = (AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT)


def why_not_record(meeting: Meeting) -> list[str]:
    if not meeting.is_open_for_writing:
        return [_("The minutes of this meeting are closed, so attendance cannot be changed.")]
    return []


@transaction.atomic
def record_attendance(meeting: Meeting, seat: Membership, status: str, *, by: User) -> None:
    """Record a member as present, with apologies, or absent. A deputy of a member who came is taken away."""
    reasons = why_not_record(meeting)
    if status not in SEAT_STATUSES:
        reasons.append(_("Choose present, apologies or absent."))
    if seat.body_id != meeting.body_id:
        reasons.append(_("The member belongs to another body."))
    if reasons:
        raise Refused(reasons)
    Attendance.objects.update_or_create(
        meeting=meeting,
        person=seat.person,
        defaults={"status": status, "membership": seat, "stands_in_for": None},
    )
    if status == AttendanceStatus.PRESENT:
        meeting.attendance.filter(stands_in_for=seat).delete()
    changed(meeting)
    log_change(meeting, "attendance", by=by, after={"person": seat.person_id, "status": status})


@transaction.atomic
def record_all_present(meeting: Meeting, *, by: User) -> int:
    """Record every member of whom nothing is recorded as present. Returns how many that were."""
    if reasons := why_not_record(meeting):
        raise Refused(reasons)
    recorded = set(meeting.attendance.values_list("person_id", flat=True))
    seats = {seat.person_id: seat for seat in seats_of(meeting) if seat.person_id not in recorded}
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person=seat.person, membership=seat, status=AttendanceStatus.PRESENT)
        for seat in seats.values()
    )
    changed(meeting)
    log_change(meeting, "attendance", by=by, after={"all_present": sorted(seats)})
    return len(seats)


@transaction.atomic
def send_deputy(meeting: Meeting, seat: Membership, deputy: Person | None, *, by: User) -> None:
    """Record who met for a member who sent apologies; nobody when `deputy` is None."""
    reasons = why_not_record(meeting)
    away = meeting.attendance.filter(person=seat.person).exclude(status=AttendanceStatus.PRESENT).exists()
    if deputy is not None and not away:
        reasons.append(_("A deputy meets only for a member who is away. Record the apologies first."))
    if deputy is not None and any(deputy.pk == other.person_id for other in seats_of(meeting)):
        reasons.append(_("%(name)s has a seat in the body and meets for that seat.") % {"name": deputy})
    taken = meeting.attendance.filter(person=deputy).exclude(stands_in_for=None).exclude(stands_in_for=seat)
    if deputy is not None and taken.exists():
        reasons.append(_("%(name)s already meets for another member.") % {"name": deputy})
    if reasons:
        raise Refused(reasons)
    meeting.attendance.filter(stands_in_for=seat).exclude(person=deputy).delete()
    if deputy is not None:
        Attendance.objects.update_or_create(
            meeting=meeting,
            person=deputy,
            defaults={"status": AttendanceStatus.PRESENT, "stands_in_for": seat, "membership": None},
        )
    changed(meeting)
    log_change(meeting, "deputy", by=by, after={"seat": seat.pk, "deputy": deputy.pk if deputy else None})


@transaction.atomic
def add_guest(meeting: Meeting, person: Person, *, note: str = "", by: User) -> None:
    """Record somebody without a seat as a guest of the whole meeting."""
    reasons = why_not_record(meeting)
    if meeting.attendance.filter(person=person).exists():
        reasons.append(_("%(name)s is already on the list.") % {"name": person})
    if any(person.pk == seat.person_id for seat in seats_of(meeting)):
        reasons.append(_("%(name)s is a member of the body, not a guest.") % {"name": person})
    if reasons:
        raise Refused(reasons)
    Attendance.objects.create(meeting=meeting, person=person, status=AttendanceStatus.GUEST, note=note[:200])
    changed(meeting)
    log_change(meeting, "guest", by=by, after={"person": person.pk})


@transaction.atomic
def remove_attendance(row: Attendance, *, by: User) -> None:
    """Take away what was recorded of one person."""
    if reasons := why_not_record(row.meeting):
        raise Refused(reasons)
    log_change(row.meeting, "attendance_removed", by=by, before={"person": row.person_id, "status": row.status})
    row.delete()
    changed(row.meeting)


@transaction.atomic
def record_case_attendance(case: Case, person: Person, kind: str, *, by: User) -> None:
    """Record that somebody took part in this case only, or was not present in it."""
    reasons = _why_not_record_case(case)
    if kind not in CaseAttendanceKind.values:
        reasons.append(_("Choose whether the person took part or was not present."))
    if reasons:
        raise Refused(reasons)
    CaseAttendance.objects.update_or_create(case=case, person=person, defaults={"kind": kind})
    changed(case.meeting)
    log_change(case, "attendance", by=by, after={"person": person.pk, "kind": kind})


@transaction.atomic
def remove_case_attendance(row: CaseAttendance, *, by: User) -> None:
    if reasons := _why_not_record_case(row.case):
        raise Refused(reasons)
    log_change(row.case, "attendance_removed", by=by, before={"person": row.person_id, "kind": row.kind})
    row.delete()
    changed(row.case.meeting)


def _why_not_record_case(case: Case) -> list[str]:
    if case.meeting is None:
        return [_("The case is not on a meeting yet.")]
    return why_not_record(case.meeting)


def person_by_name(text: str) -> Person:
    """The person of the register with this name, written “Family, Given”; a new one when there is none.

    Raises Refused when the name is not written so, or when several people share it.
    """
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma or not family or not given:
        raise Refused([_("Write the name as family name, comma, given names: Nordmann, Kari.")])
    found = list(Person.objects.named(family, given)[:2])
    if len(found) > 1:
        raise Refused(
            [_("Several people are called %(name)s. Tell them apart in the register first.") % {"name": text}]
        )
    return found[0] if found else Person.objects.create(family_name=family[:80], given_name=given[:80])
