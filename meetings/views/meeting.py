"""The meetings: their list, each one's page, and the steps of its life."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.merging import one_at_a_time
from cooperation.models import Body, Role, User
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_meetings, can_write_meetings
from meetings.actions.meeting import (
    call_meeting,
    change_meeting,
    end_meeting,
    plan_meeting,
    proposed_number,
    start_meeting,
    why_not_call,
    why_not_end,
    why_not_start,
)
from meetings.documents.source import meeting_source
from meetings.forms.case import CaseForm
from meetings.forms.meeting import MeetingForm
from meetings.models import Case, Meeting, Outcome, State
from meetings.queries.action import open_actions_of
from meetings.queries.attendance import attendance_list
from meetings.queries.meeting import agenda, bodies_of, meeting_list, shown_by
from meetings.queries.room import short_of_answers

BEFORE_START = (State.PLANNED, State.CALLED)
NEXT_STEP: dict[str, tuple[str, Callable[[Meeting], list[str]]]] = {
    State.PLANNED: ("meetings:meeting_call", why_not_call),
    State.CALLED: ("meetings:meeting_start", why_not_start),
    State.STARTED: ("meetings:meeting_end", why_not_end),
}


@allow(can_read_meetings)
@require_GET
def meeting_list_page(request: SignedInRequest) -> HttpResponse:
    bodies = list(bodies_of(request.user))
    body = next((body for body in bodies if body.slug == request.GET.get("body")), None)
    year = request.GET.get("year", "")
    meetings = meeting_list(
        request.user, today=timezone.localdate(), year=int(year) if year.isdecimal() else None, body=body
    )
    written = [body for body in bodies if body.pk in request.user.bodies_as(Role.SECRETARY)]
    reads_all = request.user.has_role(Role.LEADER, Role.AUDITOR)
    context = {
        "meetings": meetings,
        "bodies": bodies,
        "body": body,
        "written_bodies": written,
        "audited_bodies": (bodies if reads_all else written) if meetings.years or meetings.coming else [],
    }
    return render(request, "meetings/meeting_list.html", context)


@allow(can_read_meetings)
@require_GET
def meeting_page(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("body"), pk=pk)
    context = meeting_context(meeting, request.user)
    return render(request, "meetings/meeting_page.html", context)


def meeting_context(meeting: Meeting, user: User) -> dict[str, object]:
    """What the meeting's page shows this user."""
    writes_body = meeting.body_id in user.bodies_as(Role.SECRETARY)
    can_write = writes_body and meeting.is_open_for_writing
    can_read_log = writes_body or user.has_role(Role.AUDITOR)
    shows_minutes = meeting.shows_minutes_to(user)
    step, why_not = NEXT_STEP.get(meeting.state, ("", None))
    # Read only when the page does not have its parts from before.
    lines = SimpleLazyObject(lambda: agenda(meeting))
    source = SimpleLazyObject(lambda: meeting_source(meeting, lines=list(lines)))
    return {
        "meeting": meeting,
        "shown_by": shown_by(meeting),
        "shown_to": (writes_body, can_write, can_read_log, shows_minutes),
        "lines": lines,
        "can_write": can_write,
        "can_read_log": can_read_log,
        "writes_body": writes_body,
        "is_short_of_answers": can_write
        and meeting.state == State.CALLED
        and short_of_answers(meeting, today=timezone.localdate()),
        "shows_minutes": shows_minutes,
        "source": source if shows_minutes else None,
        "outcomes": dict(Outcome.choices),
        "attendance": SimpleLazyObject(lambda: attendance_list(meeting)),
        "open_actions": SimpleLazyObject(lambda: open_actions_of(meeting.body, before=meeting)),
        "is_before_start": meeting.state in BEFORE_START,
        "next_step": step if can_write else "",
        "why_not": SimpleLazyObject(lambda: why_not(meeting) if can_write and why_not else []),
        "queue_size": Case.objects.waiting_in_queue(meeting.body).count() if can_write else 0,
        "form": CaseForm() if can_write else None,
        "blank_form": True,
    }


@allow(can_write_meetings)
@require_http_methods(["GET", "POST"])
def meeting_new(request: SignedInRequest) -> HttpResponseBase:
    written = Body.objects.filter(pk__in=request.user.bodies_as(Role.SECRETARY))
    body = get_object_or_404(written, slug=request.GET["body"]) if "body" in request.GET else written[0]
    form = MeetingForm(request.POST or None, body=body, instance=_proposed_meeting(body))
    if request.method == "POST" and form.is_valid():
        try:
            meeting = plan_meeting(form.save(commit=False), by=request.user)
        except Refused as refused:
            form.refuse(refused.reasons)
        else:
            messages.success(request, _("The meeting is planned, with the body's standing cases on its agenda."))
            return redirect(meeting)
    context = {"form": form, "body": body, "meeting": None}
    return render(request, "meetings/meeting_form.html", context, status=422 if form.errors else 200)


def _proposed_meeting(body: Body) -> Meeting:
    today = timezone.localdate()
    return Meeting(
        body=body,
        year=today.year,
        number=proposed_number(body, today.year),
        start=body.usual_start,
        end=body.usual_end,
        place=body.usual_place,
        language=body.language,
    )


@allow(can_write_meetings)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def meeting_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    meeting = get_object_or_404(Meeting.objects.written_by(request.user).select_related("body"), pk=pk)
    form = MeetingForm(request.POST or None, body=meeting.body, instance=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            change_meeting(form.save(commit=False), by=request.user)
        except Refused as refused:
            form.refuse(refused.reasons)
        else:
            messages.success(request, _("The meeting is saved."))
            return redirect(meeting)
    context = {"form": form, "body": meeting.body, "meeting": Meeting.objects.get(pk=pk)}
    return render(request, "meetings/meeting_form.html", context, status=422 if form.errors else 200)


@allow(can_write_meetings)
@require_POST
def meeting_call(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _take_step(request, pk, call_meeting, _("The meeting is called. Its case numbers are now frozen."))


@allow(can_write_meetings)
@require_POST
def meeting_start(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _take_step(request, pk, start_meeting, _("The meeting has started."))


@allow(can_write_meetings)
@require_POST
def meeting_end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _take_step(request, pk, end_meeting, _("The meeting has ended. Its minutes are now a draft."))


def _take_step(request: SignedInRequest, pk: int, step: Callable[..., None], told: str) -> HttpResponseBase:
    meeting = get_object_or_404(Meeting.objects.written_by(request.user).select_related("body"), pk=pk)
    step(meeting, by=request.user)
    messages.success(request, told)
    return redirect(meeting)
