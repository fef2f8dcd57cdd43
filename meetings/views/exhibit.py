"""Tables frozen with a case: attached from their own page, held against today's figures, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from economy.documents.tables import report_tables
from economy.models import Report
from licensing.documents.tables import printed_costs
from licensing.models import Scenario
from licensing.queries.scenario import scenario_inputs
from meetings.access import can_attach_tables, can_read_meetings
from meetings.actions.exhibit import freeze_report, freeze_scenario, remove_exhibit, restore_exhibit
from meetings.documents.exhibit import changes_since, report_since
from meetings.models import Case, Exhibit, ExhibitKind
from meetings.queries.exhibit import cases_to_attach_to, exhibits_kept_by, exhibits_of


@allow(can_attach_tables)
@require_http_methods(["GET", "POST"])
def scenario_attach(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Choose a case, and freeze the scenario's table with it."""
    scenario = get_object_or_404(Scenario.objects.visible_to(request.user), pk=pk)
    cases = cases_to_attach_to(request.user)
    reasons: list[str] = []
    if request.method == "POST":
        key = request.POST.get("case", "")
        case = get_object_or_404(cases, pk=int(key) if key.isdecimal() else 0)
        try:
            freeze_scenario(case, scenario, by=request.user)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("The table is frozen with “%(title)s”, as it is now.") % {"title": case.title})
            return redirect(case)
    context = {
        "scenario": scenario,
        "cases": cases,
        "table": printed_costs(scenario_inputs(scenario).table()),
        "reasons": reasons,
    }
    return render(request, "meetings/scenario_attach.html", context, status=422 if reasons else 200)


@allow(can_attach_tables)
@require_http_methods(["GET", "POST"])
def report_attach(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Choose a case, and freeze the report's tables with it."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    cases = cases_to_attach_to(request.user)
    reasons: list[str] = []
    if request.method == "POST":
        key = request.POST.get("case", "")
        case = get_object_or_404(cases, pk=int(key) if key.isdecimal() else 0)
        try:
            freeze_report(case, report, by=request.user)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("The report is frozen with “%(title)s”, as it is now.") % {"title": case.title})
            return redirect(case)
    context = {"report": report, "cases": cases, "tables": report_tables(report).values(), "reasons": reasons}
    return render(request, "meetings/report_attach.html", context, status=422 if reasons else 200)


@allow(can_read_meetings)
@require_GET
def exhibit_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """A frozen table beside today's figures, as far as the reader may see what it was taken from."""
    exhibit = get_object_or_404(exhibits_of(request.user), pk=pk)
    source: Scenario | Report | None = None
    changes = None
    if exhibit.kind == ExhibitKind.SCENARIO:
        source = scenario = Scenario.objects.visible_to(request.user).filter(pk=exhibit.source_pk).first()
        changes = changes_since(exhibit, scenario) if scenario else None
    elif exhibit.kind == ExhibitKind.REPORT:
        source = report = Report.objects.visible_to(request.user).filter(pk=exhibit.source_pk).first()
        changes = report_since(exhibit, report) if report else None
    context = {"exhibit": exhibit, "source": source, "changes": changes}
    return render(request, "meetings/exhibit_page.html", context)


@allow(can_attach_tables)
@require_POST
def exhibit_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    exhibit = get_object_or_404(exhibits_kept_by(request.user), pk=pk)
    remove_exhibit(exhibit, by=request.user)
    return _answer(request, exhibit.case, told=_("The table is removed."), removed=exhibit)


@allow(can_attach_tables)
@require_POST
def exhibit_restore(request: SignedInRequest, pk: int) -> HttpResponseBase:
    exhibit = get_object_or_404(exhibits_kept_by(request.user), pk=pk)
    restore_exhibit(exhibit, by=request.user)
    return _answer(request, exhibit.case, told=_("The table is back."))


def _answer(request: SignedInRequest, case: Case, *, told: str, removed: Exhibit | None = None) -> HttpResponseBase:
    if not request.headers.get("HX-Request"):
        messages.success(request, told)
        return redirect(case)
    context = {"case": case, "exhibits": case.exhibits.in_order(), "can_write": True, "told": told, "removed": removed}
    return render(request, "meetings/_case_exhibits.html", context)
