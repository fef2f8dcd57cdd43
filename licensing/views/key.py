"""Allocation keys: listed, tried on a cost, written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.merging import one_at_a_time
from cooperation.models import Municipality
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from licensing.access import can_read_all_costs, can_write_costs
from licensing.actions.key import delete_key, save_key
from licensing.forms.key import KeyForm, PartFormSet, SimulatorForm, part_rows
from licensing.models import AllocationKey, Product, Scenario
from licensing.queries.simulator import simulation


@allow(can_read_all_costs)
@require_GET
def key_list(request: SignedInRequest) -> HttpResponse:
    """The keys, and one cost shared by each of them."""
    keys = list(AllocationKey.objects.with_parts())
    scenarios = Scenario.objects.visible_to(request.user)
    form = SimulatorForm(request.GET if "amount" in request.GET else None, scenarios=scenarios)
    tried = form.cleaned_data if form.is_bound and form.is_valid() else None
    context = {
        "keys": keys,
        "form": form,
        "simulation": simulation(tried["amount"], _chosen(request, keys), tried["scenario"]) if tried else None,
        "chosen": request.GET.getlist("key"),
        "can_write": can_write_costs(request.user),
    }
    return render(request, "licensing/key_list.html", context)


def _chosen(request: SignedInRequest, keys: list[AllocationKey]) -> list[AllocationKey]:
    """The keys asked for, in that order; without a choice: all."""
    by_pk = {str(key.pk): key for key in keys}
    chosen = [by_pk[pk] for pk in dict.fromkeys(request.GET.getlist("key")) if pk in by_pk]
    return chosen or keys


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
def key_new(request: SignedInRequest) -> HttpResponseBase:
    return _edit(request, None)


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def key_page(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _edit(request, get_object_or_404(AllocationKey.objects.with_parts(), pk=pk))


def _edit(request: SignedInRequest, key: AllocationKey | None) -> HttpResponseBase:
    places = list(Municipality.objects.all())
    form = KeyForm(request.POST or None, instance=key)
    formset = PartFormSet(
        request.POST or None,
        initial=part_rows(key),
        form_kwargs={"places": places, "products": list(Product.objects.all())},
    )
    reasons: list[str] = []
    valid = request.method == "POST" and form.is_valid() and formset.is_valid()
    if valid:
        parts = [part for each in formset if (part := each.part())]
        try:
            save_key(form.save(commit=False), parts, by=request.user)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": form.instance})
            return redirect("licensing:key_list")
    context = {
        "form": form,
        "formset": formset,
        "key": get_object_or_404(AllocationKey, pk=key.pk) if key else None,
        "places": places,
        "reasons": reasons,
    }
    refused_ = request.method == "POST"
    return render(request, "licensing/key_page.html", context, status=422 if refused_ else 200)


@allow(can_write_costs)
@require_POST
def key_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    key = get_object_or_404(AllocationKey, pk=pk)
    delete_key(key, by=request.user)
    messages.success(request, _("Deleted: %(name)s.") % {"name": key})
    return redirect("licensing:key_list")
