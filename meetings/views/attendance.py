"""Who was there, at the meeting and in each case."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.models import Membership, Person, Role
from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_meetings, can_write_meetings
from meetings.actions.attendance import (
    add_guest_by_name,
    record_all_present,
    record_attendance,
    record_case_attendance_by_name,
    remove_attendance,
    remove_case_attendance,
    send_deputy,
    send_deputy_by_name,
)
from meetings.models import Attendance, AttendanceStatus, Case, CaseAttendance, Meeting
from meetings.queries.attendance import (
    attendance_list,
    case_attendance,
    others_recorded,
    people_to_choose,
    seat_rows,
)


def _written(request: SignedInRequest, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.written_by(request.user).select_related("body"), pk=pk)


@allow(can_read_meetings)
@require_GET
def attendance_page(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("body"), pk=pk)
    can_write = meeting.body_id in request.user.bodies_as(Role.SECRETARY) and meeting.is_open_for_writing
    context = {"meeting": meeting, "can_write": can_write, "attendance": attendance_list(meeting)}
    if can_write:
        context |= _secretarys_context(meeting)
    return render(request, "meetings/attendance_page.html", context)


def _secretarys_context(meeting: Meeting) -> dict[str, object]:
    return {
        "rows": seat_rows(meeting),
        "others": others_recorded(meeting),
        "statuses": [AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT],
        "people": people_to_choose(),
    }


def _answer(request: SignedInRequest, meeting: Meeting, told: str) -> HttpResponseBase:
    if not request.headers.get("HX-Request"):
        return redirect("meetings:attendance_page", meeting.pk)
    context = {"meeting": meeting, "can_write": True, "told": told, "attendance": attendance_list(meeting)}
    return render(request, "meetings/attendance_page.html#register", context | _secretarys_context(meeting))


@allow(can_write_meetings)
@require_POST
def attendance_save(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record one member, and perhaps who met instead."""
    meeting = _written(request, pk)
    key = request.POST.get("seat", "")
    seat = get_object_or_404(
        Membership.objects.filter(body=meeting.body).select_related("person"), pk=int(key) if key.isdecimal() else 0
    )
    if "deputy" in request.POST:
        _save_deputy(request, meeting, seat)
    else:
        status, note = request.POST.get("status", ""), request.POST.get("note")
        record_attendance(meeting, seat, status, note=note, by=request.user)
    return _answer(request, meeting, _("Saved: %(name)s.") % {"name": seat.person})


def _save_deputy(request: SignedInRequest, meeting: Meeting, seat: Membership) -> None:
    key, name = request.POST["deputy"], request.POST.get("deputy_name", "").strip()
    if name:
        send_deputy_by_name(meeting, seat, name, by=request.user)
    else:
        person = get_object_or_404(Person, pk=int(key)) if key.isdecimal() else None
        send_deputy(meeting, seat, person, by=request.user)


@allow(can_write_meetings)
@require_POST
def attendance_all_present(request: SignedInRequest, pk: int) -> HttpResponseBase:
    meeting = _written(request, pk)
    count = record_all_present(meeting, by=request.user)
    return _answer(request, meeting, _("Recorded as present: %(count)s.") % {"count": count})


@allow(can_write_meetings)
@require_POST
def attendance_guest_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    meeting = _written(request, pk)
    name, note = request.POST.get("name", ""), request.POST.get("note", "")
    person = add_guest_by_name(meeting, name, note=note, by=request.user)
    return _answer(request, meeting, _("%(name)s is on the list.") % {"name": person})


@allow(can_write_meetings)
@require_POST
def attendance_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    mine = Attendance.objects.filter(meeting__body__in=request.user.bodies_as(Role.SECRETARY))
    row = get_object_or_404(mine.select_related("meeting__body", "person"), pk=pk)
    remove_attendance(row, by=request.user)
    return _answer(request, row.meeting, _("%(name)s is taken off the list.") % {"name": row.person})


@allow(can_write_meetings)
@require_POST
def case_attendance_save(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = get_object_or_404(Case.objects.written_by(request.user).select_related("meeting__body"), pk=pk)
    name, kind = request.POST.get("name", ""), request.POST.get("kind", "")
    record_case_attendance_by_name(case, name, kind, by=request.user)
    return _case_answer(request, case, _("Saved: %(name)s.") % {"name": name})


@allow(can_write_meetings)
@require_POST
def case_attendance_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    mine = CaseAttendance.objects.filter(case__in=Case.objects.written_by(request.user))
    row = get_object_or_404(mine.select_related("case__meeting", "person"), pk=pk)
    remove_case_attendance(row, by=request.user)
    return _case_answer(request, row.case, _("%(name)s is taken off the list.") % {"name": row.person})


def _case_answer(request: SignedInRequest, case: Case, told: str) -> HttpResponseBase:
    if not request.headers.get("HX-Request"):
        return redirect("meetings:case_edit", case.pk)
    context = {"case": case, "can_write": True, "attendance": case_attendance(case), "people": people_to_choose()}
    return render(request, "meetings/_case_attendance.html", context | {"told": told})
