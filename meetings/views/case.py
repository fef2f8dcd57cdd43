"""A case: read, written, added, moved, taken to the queue, removed, withdrawn."""

from __future__ import annotations

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
from meetings.queries.action import actions_of_case
from meetings.queries.attendance import case_attendance, people_to_choose
from meetings.queries.case import editable_case, standard_texts
from meetings.queries.case_result import results_of
from meetings.queries.decision import meetings_after
from meetings.queries.meeting import AgendaLine, agenda

from .meeting import meeting_context


def _readable(request: SignedInRequest, pk: int) -> Case:
    return get_object_or_404(
        Case.objects.visible_to(request.user).select_related("body", "meeting__body", "approves"), pk=pk
    )


def _written(request: SignedInRequest, pk: int) -> Case:
    return get_object_or_404(
        Case.objects.written_by(request.user).select_related("body", "meeting__body", "approves"), pk=pk
    )


def _outline(case: Case) -> dict[str, object]:
    """The meeting's agenda, and the cases before and after this one."""
    lines: list[AgendaLine] = agenda(case.meeting) if case.meeting else []
    here = next((index for index, line in enumerate(lines) if line.case.pk == case.pk), None)
    return {
        "lines": lines,
        "line": lines[here] if here is not None else None,
        "previous": lines[here - 1] if here else None,
        "next": lines[here + 1] if here is not None and here + 1 < len(lines) else None,
    }


@allow(can_read_meetings)
@require_GET
def case_page(request: SignedInRequest, pk: int) -> HttpResponse:
    case = _readable(request, pk)
    writes = case.body_id in request.user.bodies_as(Role.SECRETARY)
    context = _outline(case) | {
        "case": case,
        "meeting": case.meeting,
        "can_read_log": writes or request.user.has_role(Role.AUDITOR),
        "shows_minutes": case.meeting.shows_minutes_to(request.user) if case.meeting else writes,
        "can_write": writes and (case.meeting is None or case.meeting.is_open_for_writing),
        "points": case.points.in_order(),
        "outcomes": dict(Outcome.choices),
        # Read only when the page does not have the minutes from before: they are kept by the meeting's revision.
        "happened": SimpleLazyObject(lambda: held_in(case)) if case.meeting else None,
        "attendance": case_attendance(case),
        "attachments": case.attachments.in_order(),
        "action_rows": actions_of_case(case, today=timezone.localdate()),
        "exhibits": case.exhibits.in_order(),
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
    context = _outline(case) | {
        "case": case,
        "meeting": case.meeting,
        "language": language,
        "can_write": True,
        "editor_media": editor_media(str(request.csp_nonce)),  # type: ignore[attr-defined]
        "editable": editable_case(case),
        "standard_texts": standard_texts(case, language),
        "kinds": CaseKind.choices,
        "outcomes": Outcome.choices,
        "attendance": case_attendance(case),
        "people": people_to_choose(),
        "attachments": case.attachments.in_order(),
        "removed_attachment": _removed_attachment(request, case),
        "action_rows": actions_of_case(case, today=timezone.localdate()),
        "exhibits": case.exhibits.in_order(),
        "meetings_to_come": meetings_after(case.meeting) if case.meeting else (),
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
        context = meeting_context(meeting, request.user) | {"form": form}
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
