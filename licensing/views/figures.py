"""Population and index figures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.models import Municipality
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from licensing.access import can_read_all_costs, can_write_costs
from licensing.actions.figures import record_index, record_populations
from licensing.forms.figures import IndexForm, PopulationForm
from licensing.models import IndexKind
from licensing.queries.figures import index_rows, population_rows


@allow(can_read_all_costs)
@require_GET
def figures_page(request: SignedInRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: SignedInRequest, *, population_form: PopulationForm | None = None, index_form: IndexForm | None = None
) -> HttpResponse:
    """The figures; a form that was refused stands where it was filled in."""
    municipalities = list(Municipality.objects.all())
    writes = can_write_costs(request.user)
    refused = population_form is not None or index_form is not None
    context = {
        "municipalities": municipalities,
        "populations": population_rows(municipalities),
        "indexes": index_rows(),
        "can_write": writes,
        "population_form": population_form
        or (PopulationForm(prefix="population", places=municipalities) if writes else None),
        "index_form": index_form or (IndexForm(prefix="index") if writes else None),
    }
    return render(request, "licensing/figures_page.html", context, status=422 if refused else 200)


@allow(can_write_costs)
@require_POST
def population_record(request: SignedInRequest) -> HttpResponseBase:
    form = PopulationForm(request.POST, prefix="population", places=Municipality.objects.all())
    if not form.is_valid():
        return _page(request, population_form=form)
    given = form.cleaned_data
    record_populations(form.figures, year=given["year"], source=given["source"], by=request.user)
    messages.success(request, _("The figures are written down."))
    return redirect("licensing:figures_page")


@allow(can_write_costs)
@require_POST
def index_record(request: SignedInRequest) -> HttpResponseBase:
    form = IndexForm(request.POST, prefix="index")
    if form.is_valid():
        given = form.cleaned_data
        try:
            record_index(
                year=given["year"],
                kind=IndexKind(given["kind"]),
                percent=given["percent"],
                source=given["source"],
                by=request.user,
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("percent", reason)
        else:
            messages.success(request, _("The figures are written down."))
            return redirect("licensing:figures_page")
    return _page(request, index_form=form)
