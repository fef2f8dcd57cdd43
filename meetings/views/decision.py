"""Decisions: the register, what applies now, a subject over time; postponed, replaced and amended."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.models import Role
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_meetings, can_write_meetings
from meetings.actions.decision import decide_as_recommended, link_decisions, postpone_case, unlink_decisions
from meetings.actions.search import catch_up_search
from meetings.forms.decision import RegisterForm
from meetings.models import Case, DecisionLink, DecisionLinkKind, Meeting
from meetings.models.decision import OUTCOMES_IN_FORCE
from meetings.queries import decision as queries
from meetings.queries.search import choices_for

ON_A_PAGE = 25


def _written(request: SignedInRequest, pk: int) -> Case:
    return get_object_or_404(Case.objects.written_by(request.user).select_related("body", "meeting", "approves"), pk=pk)


@allow(can_read_meetings)
@require_GET
def decision_register(request: SignedInRequest) -> HttpResponse:
    """Every decision, by words, year, body, kind and outcome, and whether it still applies."""
    return _register(request, "meetings/decision_register.html")


@allow(can_read_meetings)
@require_GET
def decisions_in_force(request: SignedInRequest) -> HttpResponse:
    """What applies now, about anything that is asked for."""
    return _register(request, "meetings/decisions_in_force.html", only_in_force=True)


def _register(request: SignedInRequest, template: str, *, only_in_force: bool = False) -> HttpResponse:
    form = RegisterForm(request.GET, can_choose=choices_for(request.user))
    today = timezone.localdate()
    asked = form.asked
    if asked.words:
        catch_up_search()
    found = queries.decisions(request.user, asked)
    applies = "yes" if only_in_force else form.cleaned_data.get("in_force")
    if applies == "yes":
        found = queries.in_force(found, today)
    elif applies == "no":
        found = queries.not_in_force(found, today)
    page = Paginator(queries.with_changes(found, request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    applying = set(
        queries.in_force(found, today).filter(pk__in=[case.pk for case in page]).values_list("pk", flat=True)
    )
    context = {"form": form, "page": page, "kept": kept.urlencode(), "today": today, "applying": applying}
    return render(request, template, context)


@allow(can_read_meetings)
@require_GET
def case_thread(request: SignedInRequest, pk: int) -> HttpResponse:
    """A subject from meeting to meeting, and for the secretary what this decision replaces or amends."""
    cases = Case.objects.visible_to(request.user).select_related("body", "meeting")
    case = get_object_or_404(cases, pk=pk)
    writes = case.body_id in request.user.bodies_as(Role.SECRETARY)
    can_link = writes and case.meeting is not None and case.outcome in OUTCOMES_IN_FORCE
    context = {
        "case": case,
        "steps": queries.thread_of(case, request.user),
        "writes": writes,
        "earlier_decisions": queries.decisions_before(case, request.user)[:200] if can_link else (),
        "kinds": DecisionLinkKind.choices,
        "today": timezone.localdate(),
    }
    return render(request, "meetings/case_thread.html", context)


@allow(can_write_meetings)
@require_POST
def decision_from_recommendation(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    decide_as_recommended(case, by=request.user)
    messages.success(request, _("The recommendation is taken over as the decision."))
    return redirect("meetings:case_edit", case.pk)


@allow(can_write_meetings)
@require_POST
def case_postpone(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Postpone a case to a later meeting, or to the queue."""
    case = _written(request, pk)
    key = request.POST.get("meeting", "")
    to = get_object_or_404(Meeting.objects.written_by(request.user), pk=int(key)) if key.isdecimal() else None
    postpone_case(case, to=to, by=request.user)
    told = _("The case is postponed to %(label)s.") % {"label": to.label} if to else _("The case waits in the queue.")
    messages.success(request, told)
    return redirect("meetings:case_thread", case.pk)


@allow(can_write_meetings)
@require_POST
def decision_link_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Note that this decision replaces or amends an earlier one."""
    case = _written(request, pk)
    key = request.POST.get("earlier", "")
    earlier = get_object_or_404(
        Case.objects.written_by(request.user).select_related("meeting"), pk=int(key) if key.isdecimal() else 0
    )
    link_decisions(
        case, earlier, kind=request.POST.get("kind", ""), from_on=_day(request.POST.get("from_on", "")), by=request.user
    )
    messages.success(request, _("It is noted which decision this one changes."))
    return redirect("meetings:case_thread", case.pk)


def _day(written: str) -> date:
    try:
        day = parse_date(written)
    except ValueError:
        day = None
    if day is None:
        raise Refused([_("Choose from which day it applies.")])
    return day


@allow(can_write_meetings)
@require_POST
def decision_link_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    links = DecisionLink.objects.filter(later__in=Case.objects.written_by(request.user)).select_related("later")
    link = get_object_or_404(links, pk=pk)
    later = link.later_id
    unlink_decisions(link, by=request.user)
    messages.success(request, _("The note is taken away."))
    return redirect("meetings:case_thread", later)
