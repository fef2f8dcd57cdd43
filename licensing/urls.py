"""The addresses of licences and costs, sorted by noun."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from cooperation.web import NAVIGATION

from .access import can_read_costs
from .views import comparison, scenario

app_name = "licensing"
NAVIGATION.append(("licensing:scenario_list", lambda: _("Costs"), can_read_costs))

urlpatterns: list[URLPattern | URLResolver] = [
    # scenarios
    path("", scenario.scenario_list, name="scenario_list"),
    path("scenarios/compare/", comparison.scenario_compare, name="scenario_compare"),
    path("scenarios/new/", scenario.scenario_new, name="scenario_new"),
    path("scenarios/<int:pk>/", scenario.scenario_page, name="scenario_page"),
    path("scenarios/<int:pk>/edit/", scenario.scenario_edit, name="scenario_edit"),
    path("scenarios/<int:pk>/copy/", scenario.scenario_copy, name="scenario_copy"),
    path("scenarios/<int:pk>/delete/", scenario.scenario_delete, name="scenario_delete"),
    path("scenarios/<int:pk>/lines/", scenario.scenario_lines, name="scenario_lines"),
    path("scenarios/<int:pk>/lines/<int:product_pk>/", scenario.scenario_product, name="scenario_product"),
    path("scenarios/<int:pk>/changes/", comparison.scenario_changes, name="scenario_changes"),
    path("scenarios/<int:pk>/keep-state/", comparison.scenario_keep_state, name="scenario_keep_state"),
    path("scenarios/<int:pk>/count/", scenario.scenario_count, name="scenario_count"),
    path("scenarios/<int:pk>/what-if/", scenario.scenario_what_if, name="scenario_what_if"),
    path("scenarios/<int:pk>/what-if/keep/", scenario.scenario_keep_what_if, name="scenario_keep_what_if"),
]
