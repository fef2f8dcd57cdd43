"""A scenario: listed, read, written, copied, its lines, what if."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.merging import one_at_a_time
from cooperation.models import Municipality, Role
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from licensing.access import can_read_all_costs, can_read_costs, can_write_costs
from licensing.actions.scenario import (
    copy_scenario,
    count_by_register,
    delete_scenario,
    keep_what_if,
    save_product_lines,
    save_scenario,
)
from licensing.forms.scenario import LineFormSet, ProductChoiceForm, ScenarioForm, ScenarioNameForm, line_rows
from licensing.forms.what_if import WhatIfForm
from licensing.models import Product, RegisterKind, Scenario
from licensing.queries.scenario import scenario_inputs
from licensing.queries.scenario_page import ScenarioPage, own_municipalities, scenario_page_of
from licensing.queries.what_if import effect, kept_footing_of, what_may_be_supposed
from licensing.rules.comparison import ComparedRow

MOST_SHOWN = 40


def _readable(request: SignedInRequest, pk: int) -> Scenario:
    found = Scenario.objects.visible_to(request.user).select_related("key", "copied_from")
    return get_object_or_404(found, pk=pk)


def _written(request: SignedInRequest, pk: int) -> Scenario:
    return get_object_or_404(Scenario.objects.written_by(request.user).select_related("key"), pk=pk)


@allow(can_read_costs)
@require_GET
def scenario_list(request: SignedInRequest) -> HttpResponse:
    scenarios = Scenario.objects.visible_to(request.user).select_related("copied_from")
    context = {
        "scenarios": scenarios,
        "can_write": can_write_costs(request.user),
        "sees_all": can_read_all_costs(request.user),
    }
    return render(request, "licensing/scenario_list.html", context)


@allow(can_read_costs)
@require_GET
def scenario_page(request: SignedInRequest, pk: int) -> HttpResponse:
    scenario = _readable(request, pk)
    page = scenario_page_of(scenario, request.user)
    return render(request, "licensing/scenario_page.html", _page_context(request, page))


def _page_context(request: SignedInRequest, page: ScenarioPage) -> dict[str, object]:
    writes = can_write_costs(request.user)
    own = None if page.sees_all else {row.number for row in page.table.municipalities}
    offer = what_may_be_supposed(page.scenario, page.table, own=own)
    return {
        "scenario": page.scenario,
        "page": page,
        "exact": request.GET.get("show") == "exact",
        "can_write": writes,
        "can_attach": page.sees_all and request.user.has_role(Role.LEADER, Role.SECRETARY),
        "what_if_form": WhatIfForm(offer=offer, table=page.table),
        "copy_form": ScenarioNameForm(prefix="copy") if writes else None,
        "others": Scenario.objects.visible_to(request.user).exclude(pk=page.scenario.pk) if page.sees_all else [],
        "owned_devices": RegisterKind.OWNED_DEVICES,
    }


@allow(can_read_costs)
@require_POST
def scenario_what_if(request: SignedInRequest, pk: int) -> HttpResponse:
    """The effect of what is supposed. Nothing is saved."""
    scenario = get_object_or_404(Scenario.objects.visible_to(request.user), pk=pk)
    own = own_municipalities(request.user)
    footing = kept_footing_of(scenario, own)
    in_part = bool(request.headers.get("HX-Request"))
    form = WhatIfForm(request.POST, offer=footing.offer, table=footing.table, only_told=in_part)
    comparison = effect(footing.ground, footing.table, form.what_if, own=own) if form.is_valid() else None
    shown, others = comparison.most_changed(MOST_SHOWN) if comparison else ((), None)
    products = comparison.products if comparison else ()
    context = {
        "scenario": scenario,
        "what_if_form": form,
        "comparison": comparison,
        "what_if": form.what_if if comparison else None,
        "shown": _effect_rows(shown),
        "products_shown": _effect_rows(products, kind="of-which"),
        "others": others,
        "can_write": can_write_costs(request.user),
    }
    status = 200 if comparison else 422
    if in_part:
        return render(request, "licensing/scenario_page.html#effect", context, status=status)
    page = scenario_page_of(scenario, request.user)
    return render(request, "licensing/scenario_page.html", _page_context(request, page) | context, status=status)


def _effect_rows(rows: Iterable[ComparedRow], kind: str = "") -> SafeString:
    """The rows of the effect's table: sixty of them are put together in a fifth of the time that a template takes."""
    cells = '<tr class="{}"><th scope="row">{}</th><td class="num">{}</td><td class="num">{}</td><td class="num">{}</td></tr>'
    return format_html_join("", cells, ((kind, *row.printed) for row in rows))


@allow(can_write_costs)
@require_POST
def scenario_keep_what_if(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Keep what is supposed as a new scenario."""
    scenario = _written(request, pk)
    table = scenario_inputs(scenario).table()
    form = WhatIfForm(request.POST, offer=what_may_be_supposed(scenario, table), table=table)
    if not form.is_valid():
        raise Refused([str(error) for errors in form.errors.values() for error in errors])
    made = keep_what_if(scenario, form.what_if, name=form.cleaned_data["name"], by=request.user)
    messages.success(request, _("Kept as a new scenario. %(name)s is as it was.") % {"name": scenario})
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": made.get_absolute_url()})
    return redirect(made)


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
def scenario_new(request: SignedInRequest) -> HttpResponseBase:
    return _edit(request, None)


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def scenario_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _edit(request, _written(request, pk))


def _edit(request: SignedInRequest, scenario: Scenario | None) -> HttpResponseBase:
    form = ScenarioForm(
        request.POST or None, instance=scenario, initial=None if scenario else {"year": timezone.localdate().year}
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.save(commit=False)
            save_scenario(saved, by=request.user, on=timezone.localdate())
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            return redirect(saved) if scenario else redirect("licensing:scenario_lines", saved.pk)
    context = {
        "form": form,
        "scenario": get_object_or_404(Scenario, pk=scenario.pk) if scenario else None,
    }
    return render(request, "licensing/scenario_form.html", context, status=422 if form.errors else 200)


@allow(can_write_costs)
@require_POST
def scenario_copy(request: SignedInRequest, pk: int) -> HttpResponseBase:
    scenario = _written(request, pk)
    made = copy_scenario(scenario, name=request.POST.get("copy-name", ""), by=request.user)
    messages.success(request, _("Copied. Only you and auditors see the copy until you share it."))
    return redirect(made)


@allow(can_write_costs)
@require_POST
def scenario_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    scenario = _written(request, pk)
    delete_scenario(scenario, by=request.user)
    messages.success(request, _("Deleted: %(name)s.") % {"name": scenario})
    return redirect("licensing:scenario_list")


@allow(can_write_costs)
@require_GET
def scenario_lines(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The products of a scenario, each to be opened and changed."""
    scenario = _written(request, pk)
    form = ProductChoiceForm(request.GET or None)
    if form.is_valid():
        return redirect("licensing:scenario_product", scenario.pk, form.cleaned_data["product"].pk)
    context = {
        "scenario": scenario,
        "page": scenario_page_of(scenario, request.user),
        "products": Product.objects.filter(scenario_lines__scenario=scenario).distinct(),
        "form": form,
    }
    return render(request, "licensing/scenario_lines.html", context)


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
def scenario_product(request: SignedInRequest, pk: int, product_pk: int) -> HttpResponseBase:
    """All lines of one product, a row each."""
    scenario, product = _written(request, pk), get_object_or_404(Product, pk=product_pk)
    places = list(Municipality.objects.all())
    reasons: list[str] = []
    formset = LineFormSet(
        request.POST or None,
        initial=line_rows(scenario, product, places),
        form_kwargs={"places": places},
    )
    if request.method == "POST" and formset.is_valid():
        lines = [form.line() for form in formset if form.is_line]
        try:
            save_product_lines(scenario, product, lines=lines, by=request.user, on=timezone.localdate())
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": product})
            return redirect("licensing:scenario_lines", scenario.pk)
    refused_ = bool(reasons or (formset.is_bound and not formset.is_valid()))
    context = {
        "scenario": scenario,
        "product": product,
        "formset": formset,
        "reasons": reasons,
        "prices": product.prices.all(),
    }
    return render(request, "licensing/scenario_product.html", context, status=422 if refused_ else 200)


@allow(can_write_costs)
@require_POST
def scenario_count(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let the register of devices decide the quantities of a product."""
    scenario = _written(request, pk)
    product = get_object_or_404(Product, name=request.POST.get("product", ""))
    count_by_register(scenario, product, kind=RegisterKind.OWNED_DEVICES, by=request.user, on=timezone.localdate())
    messages.success(
        request, _("%(product)s is now counted by devices that the municipality owns.") % {"product": product}
    )
    return redirect(scenario)
