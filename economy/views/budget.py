"""A report's operating budget: typed in a grid, or taken from a table that is checked first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cooperation.web import SignedInRequest, allow
from economy.access import can_check_tables, can_read_reports, can_write_reports
from economy.actions.report import save_budget
from economy.documents.tables import sign_rule
from economy.forms.budget import BudgetForm
from economy.forms.table import TableForm
from economy.models import Report
from economy.queries.report import budget_of
from economy.rules.budget_table import lines_to_take
from economy.rules.table_check import Checked, check_table


@allow(can_write_reports)
@require_http_methods(["GET", "POST"])
def budget_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    report = get_object_or_404(Report.objects.written_by(request.user), pk=pk)
    budget = budget_of(report)
    if request.method == "POST":
        form = BudgetForm.sent(request.POST)
        if form.is_valid():
            save_budget(report, form.lines, by=request.user)
            messages.success(request, _("The budget is saved. Deviations and sums are worked out."))
            return redirect(report)
    else:
        form = BudgetForm.of(budget)
    context = {
        "report": report,
        "form": form,
        "groups": [group.name for group in budget.groups],
        "sign_rule": sign_rule(),
        "has_errors": any(row.errors for row in form.rows),
    }
    return render(request, "economy/budget_edit.html", context, status=422 if context["has_errors"] else 200)


@allow(can_write_reports)
@require_http_methods(["GET", "POST"])
def budget_import(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A table is read and checked; then budget and accounts are taken from it, and the rest is worked out."""
    report = get_object_or_404(Report.objects.written_by(request.user), pk=pk)
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"report": report, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        checked = check_table(form.cleaned_data["rows"])
        lines = lines_to_take(checked, rest=_("Other"))
        if lines and "take" in request.POST:
            save_budget(report, lines, by=request.user)
            told = ngettext("%(count)d line is taken over.", "%(count)d lines are taken over.", len(lines))
            messages.success(request, told % {"count": len(lines)})
            return redirect(report)
        context |= {
            "checked": checked,
            "without_result": form.cleaned_data.get("without_result"),
            "lines": lines,
            "as_text": form.cleaned_data["as_text"],
            "sign_rule": sign_rule(),
        }
        status = 200 if lines else 422
    elif request.method == "POST":
        status = 422
    return render(request, "economy/budget_import.html", context, status=status)


@allow(can_check_tables)
@require_http_methods(["GET", "POST"])
def table_check(request: SignedInRequest) -> HttpResponse:
    """Check any table. Nothing is saved."""
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "reads_reports": can_read_reports(request.user)}
    if request.method == "POST" and form.is_valid():
        checked = check_table(form.cleaned_data["rows"])
        context |= {
            "checked": checked,
            "marked": marked_lines(checked),
            "without_result": form.cleaned_data.get("without_result"),
        }
        # A file is shown as text, so that it can be mended on the page and checked again.
        context["form"] = TableForm(initial={"text": form.cleaned_data["as_text"]})
    return render(request, "economy/table_check.html", context, status=422 if form.errors else 200)


def marked_lines(checked: Checked) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """The table's lines as they stand, each cell with its mark: `wrong` where a contradiction states it, else ``."""
    wrong = {(one.line.number, one.column.index) for one in checked.contradictions}
    mend = {
        (change.line.number, change.column.index)
        for conflict in checked.conflicts
        for change in (conflict.mended_by[:1] or conflict.steps)
    }
    return [
        (
            line.number,
            line.label,
            [
                (
                    line.cells[column.index],
                    "mend" if (key := (line.number, column.index)) in mend else "wrong" if key in wrong else "",
                )
                for column in checked.shape.columns
            ],
        )
        for line in checked.shape.lines
    ]
