"""The addresses of reports and of the table checker."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from cooperation.web import NAVIGATION

from .access import can_read_reports
from .views import budget, output, report

app_name = "economy"
NAVIGATION.append(("economy:report_list", lambda: _("Economy and activity"), can_read_reports))

urlpatterns: list[URLPattern | URLResolver] = [
    path("", report.report_list, name="report_list"),
    path("check/", budget.table_check, name="table_check"),
    path("figures/<int:pk>/", report.figure_page, name="figure_page"),
    path("new/", report.report_new, name="report_new"),
    path("<int:pk>/", report.report_page, name="report_page"),
    path("<int:pk>/edit/", report.report_edit, name="report_edit"),
    path("<int:pk>/delete/", report.report_delete, name="report_delete"),
    path("<int:pk>/figures/", report.figures_draw, name="figures_draw"),
    path("<int:pk>/budget/", budget.budget_edit, name="budget_edit"),
    path("<int:pk>/budget/import/", budget.budget_import, name="budget_import"),
    path("<int:pk>/slides/", output.report_deck, name="report_deck"),
    path("<int:pk>/slides.pdf", output.report_deck_pdf, name="report_deck_pdf"),
    path("<int:pk>/report.pdf", output.report_pdf, name="report_pdf"),
    path("<int:pk>/report.xlsx", output.report_workbook, name="report_workbook"),
]
