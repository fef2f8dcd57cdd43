"""Negotiations: what was promised, and what came of it."""

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
from licensing.access import can_read_all_costs, can_read_costs, can_write_costs
from licensing.actions.negotiation import save_negotiation
from licensing.actions.row import delete_row
from licensing.forms.negotiation import NegotiationForm
from licensing.models import Negotiation
from licensing.queries.negotiation import negotiation_page_of
from licensing.rules.money import format_amount


@allow(can_read_costs)
@require_GET
def negotiation_list(request: SignedInRequest) -> HttpResponse:
    context = {
        "negotiations": Negotiation.objects.select_related("product"),
        "sees_all": can_read_all_costs(request.user),
        "can_write": can_write_costs(request.user),
    }
    return render(request, "licensing/negotiation_list.html", context)


@allow(can_read_costs)
@require_GET
def negotiation_page(request: SignedInRequest, pk: int) -> HttpResponse:
    negotiation = get_object_or_404(Negotiation.objects.select_related("product"), pk=pk)
    context = {
        "negotiation": negotiation,
        "page": negotiation_page_of(negotiation, request.user),
        "price_before": format_amount(negotiation.price_before),
        "price_promised": format_amount(negotiation.price_promised),
        "can_write": can_write_costs(request.user),
    }
    return render(request, "licensing/negotiation_page.html", context)


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
def negotiation_new(request: SignedInRequest) -> HttpResponseBase:
    return _edit(request, None)


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def negotiation_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _edit(request, get_object_or_404(Negotiation, pk=pk))


def _edit(request: SignedInRequest, negotiation: Negotiation | None) -> HttpResponseBase:
    form = NegotiationForm(request.POST or None, instance=negotiation, places=Municipality.objects.all())
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        try:
            save_negotiation(saved, form.foreseen, by=request.user)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            return redirect(saved)
    context = {
        "form": form,
        "negotiation": get_object_or_404(Negotiation, pk=negotiation.pk) if negotiation else None,
    }
    return render(request, "licensing/negotiation_form.html", context, status=422 if form.errors else 200)


@allow(can_write_costs)
@require_POST
def negotiation_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    negotiation = get_object_or_404(Negotiation, pk=pk)
    delete_row(negotiation, by=request.user)
    messages.success(request, _("Deleted: %(name)s.") % {"name": negotiation})
    return redirect("licensing:negotiation_list")
