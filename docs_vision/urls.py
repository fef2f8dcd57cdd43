"""The addresses of the vision."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from cooperation.web import NAVIGATION
from meetings.queries.case_result import SOURCES as CASE_RESULTS

from .access import can_read_vision
from .queries.case_result import solutions_of_case
from .views import benefit, entry, estimate, report, standing, vision

app_name = "docs_vision"
NAVIGATION.append(("docs_vision:vision_page", lambda: _("Vision"), can_read_vision))
CASE_RESULTS.append(lambda user, case: solutions_of_case(case) if can_read_vision(user) else [])

urlpatterns: list[URLPattern | URLResolver] = [
    path("", vision.vision_page, name="vision_page"),
    path("challenges/<int:pk>/", vision.challenge_page, name="challenge_page"),
    path("goals/<int:pk>/", vision.goal_page, name="goal_page"),
    path("solutions/<int:pk>/", vision.solution_page, name="solution_page"),
    # benefits and their measurements
    path("benefits/<int:pk>/", benefit.benefit_page, name="benefit_page"),
    path("benefits/<int:pk>/measurements/", benefit.measurement_add, name="measurement_add"),
    path("measurements/<int:pk>/remove/", benefit.measurement_remove, name="measurement_remove"),
    path("measurements/work-out/", benefit.measurement_compute, name="measurement_compute"),
    path("measurements/import/", benefit.measurement_import, name="measurement_import"),
    path("measurements/import/confirm/", benefit.measurement_import_confirm, name="measurement_import_confirm"),
    # what they are worth
    path("arithmetic/", estimate.arithmetic_page, name="arithmetic_page"),
    path("arithmetic/<int:pk>/", estimate.estimate_page, name="estimate_page"),
    path("arithmetic/<int:pk>/counts/", estimate.estimate_counts, name="estimate_counts"),
    path("arithmetic/<int:pk>/keep/", estimate.estimate_keep, name="estimate_keep"),
    # where each municipality stands
    path("municipalities/", standing.state_page, name="state_page"),
    path("municipalities/<slug:number>/", standing.state_edit, name="state_edit"),
    # presented and reported
    path("report/", report.report_page, name="report_page"),
    path("report/attach/", report.report_attach, name="report_attach"),
    path("report/pdf/", report.report_pdf, name="report_pdf"),
    path("deck/", report.deck_page, name="deck_page"),
    path("deck/pdf/", report.deck_pdf, name="deck_pdf"),
    # what it is made of
    path("contents/", entry.contents, name="contents"),
    path("contents/<slug:noun>/", entry.entry_list, name="entry_list"),
    path("contents/<slug:noun>/new/", entry.entry_edit, name="entry_new"),
    path("contents/<slug:noun>/<int:pk>/", entry.entry_edit, name="entry_edit"),
    path("contents/<slug:noun>/<int:pk>/delete/", entry.entry_delete, name="entry_delete"),
    path("contents/<slug:noun>/<int:pk>/move/", entry.entry_move, name="entry_move"),
]
