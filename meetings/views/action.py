"""Actions to follow up: written on their case, listed, answered."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.access import anyone
from cooperation.models import User
from cooperation.rules.links import facts_in
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_meetings, can_see_actions, can_write_meetings
from meetings.actions.follow_up import (
    ACTION_LINK,
    add_action,
    add_action_line,
    answer_action,
    ask_about_action,
    change_action,
    key_of,
    remove_action,
    restore_action,
    unreachable,
    why_not_ask,
)
from meetings.forms.action import ActionFilterForm, ActionForm, AnswerForm
from meetings.models import Action, ActionAssignee, Case
from meetings.queries.action import ActionFilter, action_list, actions_of_case, case_told, history_of, rows_of

VALID_FOR = timedelta(days=400)
ROWS_ON_A_PAGE = 50


def case_actions_context(
    case: Case, *, can_write: bool, reasons: list[str] | None = None, line: str = ""
) -> dict[str, object]:
    """What the part of a case's page with its actions shows."""
    return {
        "case": case,
        "can_write": can_write,
        "action_rows": actions_of_case(case, today=timezone.localdate()),
        "action_reasons": reasons or [],
        "action_line": line,
    }


@allow(can_write_meetings)
@require_POST
def action_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Add an action in one line. A line that is not understood stays in its field, with what to do."""
    case = get_object_or_404(Case.objects.written_by(request.user).select_related("meeting__body", "body"), pk=pk)
    line = request.POST.get("line", "")
    reasons: list[str] = []
    try:
        add_action_line(case, line, by=request.user, today=timezone.localdate())
    except Refused as refused:
        if not request.htmx:  # type: ignore[attr-defined]
            raise
        reasons = refused.reasons
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("The action is added."))
        return redirect("meetings:case_edit", case.pk)
    context = case_actions_context(case, can_write=True, reasons=reasons, line=line if reasons else "")
    return render(request, "meetings/_case_actions.html", context, status=422 if reasons else 200)


def _written(request: SignedInRequest, pk: int, *, removed: bool = False) -> Action:
    cases = Case.objects.written_by(request.user)
    found = Action.objects.filter(case__in=cases, removed_at__isnull=not removed)
    return get_object_or_404(found.select_related("case__meeting__body", "case__body"), pk=pk)


@allow(can_write_meetings)
@require_http_methods(["GET", "POST"])
def action_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    action = _written(request, pk)
    initial = {
        "text": action.text,
        "due_on": action.due_on,
        "assignees": [key_of(one) for one in action.assignees.all()],
    }
    form = ActionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_action(action, by=request.user, **form.cleaned_data)
        messages.success(request, _("The action is saved."))
        return redirect(action.case)
    context = {
        "form": form,
        "action": action,
        "case": action.case,
        "why_not_ask": why_not_ask(action),
        "unreachable": unreachable(list(action.assignees.not_ended().select_related("person", "municipality"))),
    }
    return render(request, "meetings/action_edit.html", context, status=422 if form.errors else 200)


@allow(can_write_meetings)
@require_http_methods(["GET", "POST"])
def action_new(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Add an action by form, where one line is not enough."""
    case = get_object_or_404(Case.objects.written_by(request.user).select_related("meeting__body", "body"), pk=pk)
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_action(case, by=request.user, **form.cleaned_data)
        messages.success(request, _("The action is added."))
        return redirect("meetings:case_edit", case.pk)
    context = {"form": form, "action": None, "case": case}
    return render(request, "meetings/action_edit.html", context, status=422 if form.errors else 200)


@allow(can_write_meetings)
@require_POST
def action_ask(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Write to those who have not ended it."""
    action = _written(request, pk)
    count = ask_about_action(action, by=request.user)
    told = ngettext(
        "%(count)s of those answerable is written to.", "%(count)s of those answerable are written to.", count
    )
    messages.success(request, told % {"count": count})
    return redirect("meetings:action_edit", pk)


@allow(can_write_meetings)
@require_POST
def action_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    action = _written(request, pk)
    remove_action(action, by=request.user)
    messages.success(request, _("The action is taken away. The change log keeps it."))
    return redirect(action.case)


@allow(can_write_meetings)
@require_POST
def action_restore(request: SignedInRequest, pk: int) -> HttpResponseBase:
    action = _written(request, pk, removed=True)
    restore_action(action, by=request.user)
    return redirect(action.case)


@allow(can_see_actions)
@require_GET
def action_list_page(request: SignedInRequest) -> HttpResponse:
    """What is to be done: by municipality, person and date."""
    form = ActionFilterForm(request.GET, user=request.user)
    chosen = ActionFilter(**form.cleaned_data) if form.is_valid() else ActionFilter()
    page = Paginator(action_list(request.user, chosen), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(page.object_list, today=timezone.localdate())
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "query": asked.urlencode(),
        "can_open_cases": can_read_meetings(request.user),
        "answered_by_me": set(
            ActionAssignee.objects.answered_by(request.user)
            .filter(action__in=[row.action for row in rows])
            .values_list("pk", flat=True)
        ),
    }
    return render(request, "meetings/action_list.html", context)


def _answer(request: HttpRequest, one: ActionAssignee, back: str) -> HttpResponseBase:
    form = AnswerForm(request.POST or None, initial={"status": one.status, "answer": one.answer})
    if request.method == "POST" and form.is_valid():
        by = request.user if isinstance(request.user, User) else None
        answer_action(one, form.cleaned_data["status"], form.cleaned_data["answer"], by=by, today=timezone.localdate())
        messages.success(request, _("Thank you. The answer is kept, and can be changed."))
        return redirect(back)
    context = {
        "form": form,
        "one": one,
        "action": one.action,
        "history": history_of(one),
        "case_told": case_told(one.action.case),
    }
    return render(request, "meetings/action_answer.html", context, status=422 if form.errors else 200)


@allow(anyone)
@never_cache
@require_http_methods(["GET", "POST"])
def action_answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer by a signed link, without an account. Opening it changes nothing."""
    try:
        [pk] = facts_in(ACTION_LINK, token, valid_for=VALID_FOR)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    found = ActionAssignee.objects.filter(action__removed_at=None).select_related(
        "action__case", "person", "municipality"
    )
    return _answer(request, get_object_or_404(found, pk=pk), request.path)


@allow(can_see_actions)
@require_http_methods(["GET", "POST"])
def action_report(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Answer with an account: for oneself, one's municipality, or as the secretary for anybody."""
    found = ActionAssignee.objects.answered_by(request.user).select_related("action__case", "person", "municipality")
    return _answer(request, get_object_or_404(found, pk=pk), "meetings:action_list_page")
