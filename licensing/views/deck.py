"""A scenario on the projector: slides of its figures, what if, and the same slides as PDF."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cooperation.documents.html import print_html
from cooperation.models import Cooperation
from cooperation.web import SignedInRequest, allow, pdf_of, workbook_answer
from licensing.access import can_read_all_costs, can_write_costs
from licensing.documents.cost_pdf import cost_html
from licensing.documents.deck import Presented, YearFigures, cost_deck, effect_chart, effect_told
from licensing.documents.tables import printed_difference
from licensing.documents.workbook import about_scenario, cost_workbook
from licensing.forms.what_if import WhatIfForm
from licensing.models import Scenario
from licensing.queries.presentation import both_courses, tables_beside
from licensing.queries.scenario import scenario_inputs
from licensing.queries.what_if import Footing, effect, footing_of, kept_footing_of
from licensing.rules.cost_table import CostTable

FIELDS = ("on-", "price-", "count-", "quantity-")


@dataclass(frozen=True)
class Supposed:
    """A scenario's panel, its table as saved and as supposed: the same table when nothing is."""

    form: WhatIfForm
    costs: CostTable
    supposed: CostTable

    @property
    def is_something(self) -> bool:
        return self.supposed is not self.costs


def suppose(request: SignedInRequest, footing: Footing, *, only_told: bool = False) -> Supposed:
    """Work out what the address supposes. Nothing is saved. `only_told`: for an answer that shows no panel."""
    costs = footing.table
    sent = request.GET if any(name.startswith(FIELDS) for name in request.GET) else None
    form = WhatIfForm(sent, offer=footing.offer, table=costs, only_told=only_told)
    what_if = form.what_if if form.is_bound and form.is_valid() else None
    return Supposed(form, costs, effect(footing.ground, costs, what_if).tables[1] if what_if else costs)


def answer_context(request: SignedInRequest, scenario: Scenario, found: Supposed) -> dict[str, object]:
    """What the what-if panel's answer shows."""
    lead, under_lead = effect_told(found.costs, found.supposed)
    query = request.GET.urlencode()
    return {
        "scenario": scenario,
        "what_if_form": found.form,
        "lead": lead,
        "under_lead": under_lead,
        "is_something": found.is_something,
        "difference": printed_difference(found.costs, found.supposed),
        "chart": effect_chart(found.costs, found.supposed),
        "query": f"?{query}" if query else "",
        "sent": [(name, value) for name, values in request.GET.lists() for value in values],
        "can_write": can_write_costs(request.user),
    }


def presented(request: SignedInRequest, scenario: Scenario, found: Supposed) -> Presented:
    years = both_courses(scenario_inputs(scenario), scenario.years) if scenario.years > 1 else []
    return Presented(
        costs=found.costs,
        assumptions=scenario.assumptions,
        others=tables_beside(scenario, request.user),
        years=[YearFigures(foretold.index.year, foretold.table, came.table) for foretold, came in years],
        supposed=found.supposed if found.is_something else None,
    )


def _scenario(request: SignedInRequest, pk: int) -> Scenario:
    return get_object_or_404(Scenario.objects.visible_to(request.user), pk=pk)


@allow(can_read_all_costs)
@require_GET
def scenario_deck(request: SignedInRequest, pk: int) -> HttpResponse:
    scenario = _scenario(request, pk)
    found = suppose(request, footing_of(scenario))
    context = answer_context(request, scenario, found)
    context |= {
        "deck": cost_deck(presented(request, scenario, found), what_if_template="licensing/_deck_what_if.html"),
        "deck_pdf": reverse("licensing:scenario_deck_pdf", args=[pk]) + str(context["query"]),
        "deck_back": scenario.get_absolute_url(),
    }
    return render(request, "licensing/scenario_deck.html", context)


@allow(can_read_all_costs)
@require_GET
def deck_what_if(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The answer to what is supposed on the panel. Without a script: the slides, with the panel as it was left."""
    scenario = _scenario(request, pk)
    if not request.headers.get("HX-Request"):
        deck = reverse("licensing:scenario_deck", args=[pk])
        return redirect(f"{deck}?{request.GET.urlencode()}#slide-what-if")
    context = answer_context(request, scenario, suppose(request, kept_footing_of(scenario), only_told=True))
    return render(request, "licensing/_deck_what_if_answer.html", context)


@allow(can_read_all_costs)
@require_http_methods(["GET", "POST"])
def scenario_deck_pdf(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The slides as PDF, with what the address supposes."""
    scenario = _scenario(request, pk)
    deck = cost_deck(presented(request, scenario, suppose(request, footing_of(scenario))))
    language = request.LANGUAGE_CODE
    context = {
        "deck": deck,
        "title": deck.title,
        "author": Cooperation.objects.current().name,
        "dated": timezone.localdate(scenario.changed_at),
    }
    return pdf_of(
        request,
        print_html("cooperation/print/deck.html", context, language=language, style="cooperation/print/deck.css"),
        kind="licensing.deck",
        subject=f"{pk}-{request.user.pk}",
        name=f"slides-{scenario.year}-{scenario.pk}.pdf",
        heading=_("Slides of %(name)s") % {"name": scenario.name},
        back=reverse("licensing:scenario_deck", args=[pk]),
    )


@allow(can_read_all_costs)
@require_http_methods(["GET", "POST"])
def scenario_pdf(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The cost table as PDF, to hand out."""
    scenario = _scenario(request, pk)
    html = cost_html(
        suppose(request, footing_of(scenario)).supposed, about_scenario(scenario), language=request.LANGUAGE_CODE
    )
    return pdf_of(
        request,
        html,
        kind="licensing.costs",
        subject=f"{pk}-{request.user.pk}",
        name=f"costs-{scenario.year}-{scenario.pk}.pdf",
        heading=_("Cost table of %(name)s") % {"name": scenario.name},
        back=scenario.get_absolute_url(),
    )


@allow(can_read_all_costs)
@require_GET
def scenario_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """The workbook, with what the address supposes."""
    scenario = _scenario(request, pk)
    content = cost_workbook(suppose(request, footing_of(scenario)).supposed, about_scenario(scenario))
    return workbook_answer(content, f"costs-{scenario.year}-{scenario.pk}.xlsx")
