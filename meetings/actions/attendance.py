"""Record who was there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.actions.register import add_person
from cooperation.models import Membership, Person, User
from cooperation.rules.refusal import Refused
from meetings.models import Answer, Attendance, AttendanceStatus, Case, CaseAttendance, CaseAttendanceKind, Meeting
from meetings.queries.attendance import seats_of
from meetings.rules.rich_text import clean_line

from .revision import changed

SEAT_STATUSES = (AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT)


def why_not_record(meeting: Meeting) -> list[str]:
    if not meeting.is_open_for_writing:
        return [_("The minutes of this meeting are closed, so attendance cannot be changed.")]
    return []


def _hold(meeting: Meeting) -> list[str]:
    """Wait until nobody else records at this meeting, and tell why nothing may be recorded as it stands now."""
    return why_not_record(Meeting.objects.select_for_update().get(pk=meeting.pk))


@transaction.atomic
def record_attendance(meeting: Meeting, seat: Membership, status: str, *, note: str | None = None, by: User) -> None:
    """Record a member as present, with apologies, or absent. A deputy of a member who came is taken away.

    `note` None keeps the note there is. Recording the same again changes nothing.
    """
    reasons = _hold(meeting)
    if status not in SEAT_STATUSES:
        reasons.append(_("Choose present, apologies or absent."))
    if seat.body_id != meeting.body_id:
        reasons.append(_("The member belongs to another body."))
    elif seat not in seats_of(meeting):
        reasons.append(_("%(name)s has no seat in the body on the day of the meeting.") % {"name": seat.person})
    if reasons:
        raise Refused(reasons)
    row = meeting.attendance.filter(person=seat.person).first() or Attendance(meeting=meeting, person=seat.person)
    before = _facts(row)
    row.status, row.membership, row.stands_in_for = status, seat, None
    if note is not None:
        row.note = clean_line(note)[:200]
    if row.pk and before == _facts(row):
        return
    row.save()
    if status == AttendanceStatus.PRESENT:
        meeting.attendance.filter(stands_in_for=seat).delete()
    changed(meeting)
    log_change(meeting, "attendance", by=by, before=before if before["status"] else None, after=_facts(row))


def _facts(row: Attendance) -> dict[str, object]:
    """What the change log tells of a row."""
    return {
        "person": row.person_id,
        "status": row.status,
        "seat": row.membership_id,
        "for": row.stands_in_for_id,
        "note": row.note,
    }


@transaction.atomic
def record_all_present(meeting: Meeting, *, by: User) -> int:
    """Record every member of whom nothing is recorded as present. Returns how many that were."""
    if reasons := _hold(meeting):
        raise Refused(reasons)
    recorded = set(meeting.attendance.values_list("person_id", flat=True))
    seats = {seat.person_id: seat for seat in seats_of(meeting) if seat.person_id not in recorded}
    if not seats:
        return 0
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
    reasons = _hold(meeting)
    if deputy is not None:
        reasons += _why_not_send(meeting, seat, deputy)
    if reasons:
        raise Refused(reasons)
    before = meeting.attendance.filter(stands_in_for=seat).values_list("person_id", flat=True).first()
    if before == (deputy.pk if deputy else None):
        return
    meeting.attendance.filter(stands_in_for=seat).delete()
    if deputy is not None:
        Attendance.objects.update_or_create(
            meeting=meeting,
            person=deputy,
            defaults={"status": AttendanceStatus.PRESENT, "stands_in_for": seat, "membership": None},
        )
    changed(meeting)
    log_change(
        meeting,
        "deputy",
        by=by,
        before={"seat": seat.pk, "deputy": before},
        after={"seat": seat.pk, "deputy": deputy.pk if deputy else None},
    )


def _why_not_send(meeting: Meeting, seat: Membership, deputy: Person) -> list[str]:
    reasons = []
    if not meeting.attendance.filter(person=seat.person).exclude(status=AttendanceStatus.PRESENT).exists():
        reasons.append(_("A deputy meets only for a member who is away. Record the apologies first."))
    if any(deputy.pk == other.person_id for other in seats_of(meeting)):
        reasons.append(_("%(name)s has a seat in the body and meets for that seat.") % {"name": deputy})
    taken = meeting.attendance.filter(person=deputy).exclude(stands_in_for=None).exclude(stands_in_for=seat)
    if taken.exists():
        reasons.append(_("%(name)s already meets for another member.") % {"name": deputy})
    return reasons


@transaction.atomic
def send_deputy_by_name(meeting: Meeting, seat: Membership, name: str, *, by: User) -> None:
    """Record somebody who is not among the member's deputies, written “Family, Given”."""
    send_deputy(meeting, seat, person_by_name(name, by=by), by=by)


@transaction.atomic
def add_guest(meeting: Meeting, person: Person, *, note: str = "", by: User) -> None:
    """Record somebody without a seat as a guest of the whole meeting. The same guest again changes nothing."""
    reasons = _hold(meeting)
    note = clean_line(note)[:200]
    row = meeting.attendance.filter(person=person).first()
    if row and not reasons and (row.status, row.note) == (AttendanceStatus.GUEST, note):
        return
    if row:
        reasons.append(_("%(name)s is already on the list.") % {"name": person})
    if any(person.pk == seat.person_id for seat in seats_of(meeting)):
        reasons.append(_("%(name)s is a member of the body, not a guest.") % {"name": person})
    if reasons:
        raise Refused(reasons)
    Attendance.objects.create(meeting=meeting, person=person, status=AttendanceStatus.GUEST, note=note)
    changed(meeting)
    log_change(meeting, "guest", by=by, after={"person": person.pk, "note": note})


@transaction.atomic
def add_guest_by_name(meeting: Meeting, name: str, *, note: str = "", by: User) -> Person:
    """Record a guest written “Family, Given”, who is put in the register when it has nobody of that name."""
    person = person_by_name(name, by=by)
    add_guest(meeting, person, note=note, by=by)
    return person


@transaction.atomic
def remove_attendance(row: Attendance, *, by: User) -> None:
    """Take away what was recorded of one person."""
    if reasons := _hold(row.meeting):
        raise Refused(reasons)
    log_change(row.meeting, "attendance_removed", by=by, before=_facts(row))
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
    row = case.attendance.filter(person=person).first()
    if row and row.kind == kind:
        return
    CaseAttendance.objects.update_or_create(case=case, person=person, defaults={"kind": kind})
    changed(case.meeting)
    log_change(
        case,
        "attendance",
        by=by,
        before={"person": person.pk, "kind": row.kind} if row else None,
        after={"person": person.pk, "kind": kind},
    )


@transaction.atomic
def record_case_attendance_by_name(case: Case, name: str, kind: str, *, by: User) -> None:
    """The same of somebody written “Family, Given”."""
    record_case_attendance(case, person_by_name(name, by=by), kind, by=by)


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
    return _hold(case.meeting)


@transaction.atomic
def person_by_name(text: str, *, by: User) -> Person:
    """The person of the register with this name, written “Family, Given”; a new one when there is none.

    Raises Refused when the name is not written so, or when several people share it.
    """
    family, comma, given = (part.strip() for part in clean_line(text).partition(","))
    if not comma or not family or not given:
        raise Refused([_("Write the name as family name, comma, given names: Nordmann, Kari.")])
    family, given = family[:80], given[:80]
    found = list(Person.objects.named(family, given)[:2])
    if len(found) > 1:
        raise Refused(
            [_("Several people are called %(name)s. Tell them apart in the register first.") % {"name": text}]
        )
    if found:
        return found[0]
    person = add_person(family_name=family, given_name=given)
    log_change(person, "save", by=by, after={"family_name": family, "given_name": given})
    return person


@transaction.atomic
def record_replies(meeting: Meeting, *, by: User) -> None:
    """When the meeting starts: those who said that they cannot come have sent apologies, and their deputies meet.

    Who said that they come is not recorded as present: an answer is no proof of that.
    """
    seats = {seat.pk: seat for seat in seats_of(meeting)}
    recorded = set(meeting.attendance.values_list("person_id", flat=True))
    for reply in meeting.replies.exclude(answer=Answer.COMING).select_related("deputy__person"):
        seat = seats.get(reply.membership_id)
        if seat is None or seat.person_id in recorded:
            continue
        record_attendance(meeting, seat, AttendanceStatus.APOLOGIES, by=by)
        declined = reply.deputy and meeting.replies.filter(membership=reply.deputy, answer=Answer.DECLINED).exists()
        if reply.deputy is not None and not declined:
            send_deputy(meeting, seat, reply.deputy.person, by=by)
