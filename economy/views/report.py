"""Reports: the list, one report, its facts, and the figures drawn for it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.merging import one_at_a_time
from cooperation.models import Role
from cooperation.web import SignedInRequest, allow
from economy.access import can_read_reports, can_write_reports
from economy.actions.report import delete_report, draw_figures, save_report
from economy.documents.tables import budget_parts, net_cells, sign_rule
from economy.forms.report import ReportForm
from economy.models import ActivityFigure, FigureKind, Report
from economy.queries.report import activity_of, budget_of
from fleet.access import can_read_fleet


@allow(can_read_reports)
@require_GET
def report_list(request: SignedInRequest) -> HttpResponse:
    context = {
        "reports": Report.objects.visible_to(request.user),
        "can_write": can_write_reports(request.user),
    }
    return render(request, "economy/report_list.html", context)


@allow(can_read_reports)
@require_GET
def report_page(request: SignedInRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    budget, activity = budget_of(report), activity_of(report)
    context = {
        "report": report,
        "parts": budget_parts(budget),
        "net": net_cells(budget),
        "activity": activity,
        "sign_rule": sign_rule(),
        "can_write": can_write_reports(request.user),
        "can_attach": request.user.has_role(Role.LEADER, Role.SECRETARY),
    }
    return render(request, "economy/report_page.html", context)


@allow(can_write_reports)
@require_http_methods(["GET", "POST"])
def report_new(request: SignedInRequest) -> HttpResponseBase:
    today = timezone.localdate()
    form = ReportForm(request.POST or None, initial={"year": today.year, "as_of": today})
    if request.method == "POST" and form.is_valid():
        report = form.save(commit=False)
        save_report(report, by=request.user)
        return redirect(report)
    return render(request, "economy/report_form.html", {"form": form}, status=422 if form.errors else 200)


@allow(can_write_reports)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def report_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    report = get_object_or_404(Report.objects.written_by(request.user), pk=pk)
    form = ReportForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        save_report(form.save(commit=False), by=request.user)
        messages.success(request, _("The report is saved."))
        return redirect(report)
    context = {"form": form, "report": report}
    return render(request, "economy/report_form.html", context, status=422 if form.errors else 200)


@allow(can_write_reports)
@require_POST
def report_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    delete_report(get_object_or_404(Report.objects.written_by(request.user), pk=pk), by=request.user)
    messages.success(request, _("The report is deleted."))
    return redirect("economy:report_list")


@allow(can_write_reports)
@require_POST
def figures_draw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Count the registers for the report, at its day."""
    report = get_object_or_404(Report.objects.written_by(request.user), pk=pk)
    draw_figures(report, by=request.user, now=timezone.now())
    messages.success(request, _("The figures are drawn from the registers."))
    return redirect(f"{report.get_absolute_url()}#activity")


@allow(can_read_reports)
@require_GET
def figure_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is behind one figure."""
    reports = Report.objects.visible_to(request.user)
    figures = ActivityFigure.objects.filter(report__in=reports).select_related("report", "municipality")
    figure = get_object_or_404(figures, pk=pk)
    context = {
        "figure": figure,
        "counted": [one for one in figure.behind if one["counts"]],
        "left_out": [one for one in figure.behind if not one["counts"]],
        "opens_register": can_read_fleet(request.user),
        "is_due": figure.kind == FigureKind.DUE,
    }
    return render(request, "economy/figure_page.html", context)
