"""A case: read, written, added, moved, taken to the queue, removed, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.models import Role
from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_meetings, can_write_meetings
from meetings.actions.case import (
    add_case,
    describe_case,
    move_case,
    order_cases,
    put_on_meeting,
    remove_case,
    restore_case,
    take_to_queue,
    why_not_queue,
    why_not_remove,
    why_not_withdraw,
    withdraw_case,
)
from meetings.actions.decision import why_not_postpone
from meetings.documents.held import held_in
from meetings.forms.case import CaseForm
from meetings.forms.editor import editor_media
from meetings.models import Attachment, Case, CaseKind, Meeting, Outcome
from meetings.models.case import CaseQuerySet
from meetings.queries.action import actions_of_case
from meetings.queries.attendance import case_attendance, people_to_choose
from meetings.queries.case import editable_case, standard_texts
from meetings.queries.case_result import results_of
from meetings.queries.decision import meetings_after
from meetings.queries.meeting import AgendaLine, agenda, shown_by

from .meeting import meeting_context


def _found(cases: CaseQuerySet, pk: int) -> Case:
    case = get_object_or_404(cases.select_related("body", "meeting", "approves"), pk=pk)
    if case.meeting is not None:
        case.meeting.body = case.body  # a case is only put on a meeting of its own body
    return case


def _readable(request: SignedInRequest, pk: int) -> Case:
    return _found(Case.objects.visible_to(request.user), pk)


def _written(request: SignedInRequest, pk: int) -> Case:
    return _found(Case.objects.written_by(request.user), pk)


@dataclass(frozen=True)
class Outline:
    """The meeting's agenda, and in it this case and those before and after."""

    lines: list[AgendaLine]
    line: AgendaLine | None = None
    previous: AgendaLine | None = None
    next: AgendaLine | None = None


def _outline(case: Case) -> Outline:
    lines = agenda(case.meeting) if case.meeting else []
    here = next((index for index, line in enumerate(lines) if line.case.pk == case.pk), None)
    if here is None:
        return Outline(lines)
    return Outline(
        lines, lines[here], lines[here - 1] if here else None, lines[here + 1] if here + 1 < len(lines) else None
    )


def _around(case: Case) -> dict[str, object]:
    """The outline, read only when the page does not have its parts from before, and what decides those."""
    outline = cache(lambda: _outline(case))
    return {
        "case": case,
        "meeting": case.meeting,
        "shown_by": (case.pk, *shown_by(case.meeting)) if case.meeting else None,
        "lines": SimpleLazyObject(lambda: outline().lines),
        "line": SimpleLazyObject(lambda: outline().line),
        "previous": SimpleLazyObject(lambda: outline().previous),
        "next": SimpleLazyObject(lambda: outline().next),
        # An action is overdue from one day to the next.
        "today": timezone.localdate(),
        "action_rows": SimpleLazyObject(lambda: actions_of_case(case, today=timezone.localdate())),
        "attendance": SimpleLazyObject(lambda: case_attendance(case)),
        "attachments": SimpleLazyObject(case.attachments.in_order),
        "exhibits": SimpleLazyObject(case.exhibits.in_order),
    }


@allow(can_read_meetings)
@require_GET
def case_page(request: SignedInRequest, pk: int) -> HttpResponse:
    case = _readable(request, pk)
    writes = case.body_id in request.user.bodies_as(Role.SECRETARY)
    can_write = writes and (case.meeting is None or case.meeting.is_open_for_writing)
    can_read_log = writes or request.user.has_role(Role.AUDITOR)
    shows_minutes = case.meeting.shows_minutes_to(request.user) if case.meeting else writes
    context = _around(case) | {
        "shown_to": (writes, can_write, can_read_log, shows_minutes),
        "can_follow_up": writes,
        "can_read_log": can_read_log,
        "shows_minutes": shows_minutes,
        "can_write": can_write,
        "points": SimpleLazyObject(case.points.in_order),
        "outcomes": dict(Outcome.choices),
        "happened": SimpleLazyObject(lambda: held_in(case)) if case.meeting else None,
        "results": results_of(request.user, case),
    }
    return render(request, "meetings/case_page.html", context)


@allow(can_write_meetings)
@require_GET
def case_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    if case.meeting is not None and not case.meeting.is_open_for_writing:
        return redirect(case)
    language = case.meeting.language if case.meeting else case.body.language
    removed = _removed_attachment(request, case)
    around = _around(case)
    context = around | {
        "shown_by": None if removed else around["shown_by"],
        "language": language,
        "can_write": True,
        "editor_media": editor_media(str(request.csp_nonce)),  # type: ignore[attr-defined]
        "editable": SimpleLazyObject(lambda: editable_case(case)),
        "standard_texts": standard_texts(case, language),
        "kinds": CaseKind.choices,
        "outcomes": Outcome.choices,
        "people": SimpleLazyObject(people_to_choose),
        "removed_attachment": removed,
        "meetings_to_come": SimpleLazyObject(lambda: meetings_after(case.meeting) if case.meeting else []),
        "why_not": {
            "remove": why_not_remove(case),
            "queue": why_not_queue(case),
            "withdraw": why_not_withdraw(case),
            "postpone": why_not_postpone(case),
        },
    }
    return render(request, "meetings/case_edit.html", context)


def _removed_attachment(request: SignedInRequest, case: Case) -> Attachment | None:
    """The paper that was removed a moment ago, to undo it where there is no script."""
    key = request.GET.get("removed_attachment", "")
    return case.attachments.removed().filter(pk=int(key)).first() if key.isdecimal() else None


@allow(can_write_meetings)
@require_POST
def case_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Add a case to a meeting's agenda and go on to write it."""
    meeting = get_object_or_404(Meeting.objects.written_by(request.user).select_related("body"), pk=pk)
    form = CaseForm(request.POST)
    if not form.is_valid():
        context = meeting_context(meeting, request.user) | {"form": form, "blank_form": None}
        return render(request, "meetings/meeting_page.html", context, status=422)
    case = add_case(
        meeting.body,
        meeting=meeting,
        title=form.cleaned_data["title"],
        kind=form.cleaned_data["kind"],
        by=request.user,
    )
    return redirect("meetings:case_edit", case.pk)


@allow(can_write_meetings)
@require_POST
def case_describe(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the case's kind and outcome, as soon as one is chosen."""
    case = _written(request, pk)
    kind, outcome = request.POST.get("kind", case.kind), request.POST.get("outcome", case.outcome)
    describe_case(case, kind=kind, outcome=outcome, by=request.user)
    if not request.headers.get("HX-Request"):
        return redirect("meetings:case_edit", case.pk)
    language = case.meeting.language if case.meeting else case.body.language
    context = {
        "case": case,
        "standard_texts": standard_texts(case, language),
        "kinds": CaseKind.choices,
        "outcomes": Outcome.choices,
        "is_saved": True,
    }
    return render(request, "meetings/case_edit.html#description", context)


@allow(can_write_meetings)
@require_POST
def case_move(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Move a case one place up or down."""
    case = _written(request, pk)
    move_case(case, steps=-1 if request.POST.get("direction") == "up" else 1, by=request.user)
    return _agenda_answer(request, case)


@allow(can_write_meetings)
@require_POST
def case_order(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put the cases of a meeting in the order in which they were dragged."""
    meeting = get_object_or_404(Meeting.objects.written_by(request.user).select_related("body"), pk=pk)
    order_cases(meeting.body, meeting, _keys(request), by=request.user)
    return _meeting_answer(request, meeting)


def _keys(request: HttpRequest) -> list[int]:
    return [int(key) for key in request.POST.getlist("case") if key.isdecimal()]


@allow(can_write_meetings)
@require_POST
def case_to_queue(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    meeting = case.meeting
    take_to_queue(case, by=request.user)
    messages.success(request, _("“%(title)s” waits in the queue, with its texts.") % {"title": case.title})
    return redirect(meeting) if meeting else redirect("meetings:queue_page", case.body.slug)


@allow(can_write_meetings)
@require_POST
def case_put_on(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put a waiting case on a meeting."""
    case = _written(request, pk)
    key = request.POST.get("meeting", "")
    meeting = get_object_or_404(
        Meeting.objects.written_by(request.user).select_related("body"), pk=int(key) if key.isdecimal() else 0
    )
    put_on_meeting(case, meeting, by=request.user)
    messages.success(
        request, _("“%(title)s” is on the agenda of %(label)s.") % {"title": case.title, "label": meeting.label}
    )
    return redirect("meetings:queue_page", case.body.slug)


@allow(can_write_meetings)
@require_POST
def case_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    remove_case(case, by=request.user)
    messages.success(
        request, _("“%(title)s” is removed. It can be restored from the page of waiting cases.") % {"title": case.title}
    )
    return redirect(case.meeting) if case.meeting else redirect("meetings:queue_page", case.body.slug)


@allow(can_write_meetings)
@require_POST
def case_restore(request: SignedInRequest, pk: int) -> HttpResponseBase:
    removed = Case.objects.filter(body__in=request.user.bodies_as(Role.SECRETARY)).exclude(removed_at=None)
    case = get_object_or_404(removed.select_related("body", "meeting__body"), pk=pk)
    restore_case(case, by=request.user)
    messages.success(request, _("“%(title)s” is back.") % {"title": case.title})
    return redirect("meetings:case_edit", case.pk)


@allow(can_write_meetings)
@require_POST
def case_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    withdraw_case(case, by=request.user)
    messages.success(request, _("The case is withdrawn and stays listed with its number."))
    return redirect(case.meeting or case)


def _agenda_answer(request: SignedInRequest, case: Case) -> HttpResponseBase:
    if case.meeting is not None:
        return _meeting_answer(request, case.meeting)
    return redirect(reverse("meetings:queue_page", args=[case.body.slug]))


def _meeting_answer(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    if not request.headers.get("HX-Request"):
        return redirect(meeting)
    context = {"meeting": meeting, "lines": agenda(meeting), "can_write": True, "told": _("The order is saved.")}
    return render(request, "meetings/meeting_page.html#agenda", context)
