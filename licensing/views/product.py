"""Products, their prices and the municipalities' holdings, with history."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.merging import one_at_a_time
from cooperation.models import Municipality
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from licensing.access import can_read_all_costs, can_read_costs, can_write_costs
from licensing.actions.holding import record_holdings
from licensing.actions.row import delete_row, save_row
from licensing.forms.price_list import HoldingsForm, PriceForm, ProductForm
from licensing.models import Holding, Price, Product
from licensing.queries.price_list import price_list, product_page_of


@allow(can_read_costs)
@require_GET
def product_list(request: SignedInRequest) -> HttpResponse:
    context = {
        "page": price_list(request.user, on=timezone.localdate()),
        "sees_all": can_read_all_costs(request.user),
        "can_write": can_write_costs(request.user),
    }
    return render(request, "licensing/product_list.html", context)


@allow(can_read_costs)
@require_GET
def product_page(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Product, pk=pk))


def _page(
    request: SignedInRequest,
    product: Product,
    *,
    price_form: PriceForm | None = None,
    holdings_form: HoldingsForm | None = None,
) -> HttpResponse:
    """The product's page; a form that was refused stands where it was filled in."""
    writes = can_write_costs(request.user)
    refused = any(form is not None for form in (price_form, holdings_form))
    page = product_page_of(product, request.user, on=timezone.localdate())
    context = {
        "product": product,
        "page": page,
        "can_write": writes,
        "price_form": price_form or (PriceForm(prefix="price") if writes else None),
        "holdings_form": holdings_form
        or (HoldingsForm(prefix="holdings", places=page.municipalities) if writes else None),
    }
    return render(request, "licensing/product_page.html", context, status=422 if refused else 200)


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
def product_new(request: SignedInRequest) -> HttpResponseBase:
    return _edit(request, None)


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def product_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _edit(request, get_object_or_404(Product, pk=pk))


def _edit(request: SignedInRequest, product: Product | None) -> HttpResponseBase:
    form = ProductForm(request.POST or None, instance=product)
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        save_row(saved, by=request.user)
        return redirect(saved)
    context = {"form": form, "product": get_object_or_404(Product, pk=product.pk) if product else None}
    return render(request, "licensing/product_form.html", context, status=422 if form.errors else 200)


@allow(can_write_costs)
@require_POST
def product_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    product = get_object_or_404(Product, pk=pk)
    delete_row(product, by=request.user)
    messages.success(request, _("Deleted: %(name)s.") % {"name": product})
    return redirect("licensing:product_list")


@allow(can_write_costs)
@require_POST
def price_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    product = get_object_or_404(Product, pk=pk)
    form = PriceForm(request.POST, instance=Price(product=product), prefix="price")
    if form.is_valid():
        try:
            save_row(form.save(commit=False), by=request.user)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("The price is in the list."))
            return redirect(product)
    return _page(request, product, price_form=form)


@allow(can_write_costs)
@require_POST
def price_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    price = get_object_or_404(Price.objects.select_related("product"), pk=pk)
    delete_row(price, by=request.user)
    messages.success(request, _("The price is taken out of the list."))
    return redirect(price.product)


@allow(can_write_costs)
@require_POST
def holdings_record(request: SignedInRequest, pk: int) -> HttpResponseBase:
    product = get_object_or_404(Product, pk=pk)
    form = HoldingsForm(request.POST, prefix="holdings", places=Municipality.objects.all())
    if not form.is_valid():
        return _page(request, product, holdings_form=form)
    given = form.cleaned_data
    record_holdings(product, form.counts, since=given["since"], note=given["note"], by=request.user)
    messages.success(request, _("The holdings are written down."))
    return redirect(product)


@allow(can_write_costs)
@require_POST
def holding_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    holding = get_object_or_404(Holding.objects.select_related("product", "municipality"), pk=pk)
    delete_row(holding, by=request.user)
    messages.success(request, _("Deleted: %(name)s.") % {"name": holding})
    return redirect(holding.product)
