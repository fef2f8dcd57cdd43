"""What the benefits are worth, in the open: every factor shown, every assumption to be tried."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.models import Municipality
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from docs_vision.access import can_read_vision, can_write_vision
from docs_vision.actions.entry import save_entry
from docs_vision.actions.estimate import save_counts
from docs_vision.forms.estimate import AssumptionsForm
from docs_vision.models import Estimate
from docs_vision.queries.estimate import estimate_tables, table_with, whole_cooperation


@allow(can_read_vision)
@require_GET
def arithmetic_page(request: SignedInRequest) -> HttpResponse:
    tables = estimate_tables(request.user, today=timezone.localdate())
    context = {"tables": tables, "summary": whole_cooperation(tables), "can_write": can_write_vision(request.user)}
    return render(request, "docs_vision/arithmetic_page.html", context)


@allow(can_read_vision)
@require_GET
def estimate_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One estimate. Other assumptions in the address are worked out beside the kept ones, and kept nowhere."""
    estimate = get_object_or_404(Estimate.objects.select_related("benefit"), pk=pk)
    today = timezone.localdate()
    kept = table_with(estimate, request.user, today=today)
    form = AssumptionsForm(request.GET, instance=estimate) if request.GET else AssumptionsForm(instance=estimate)
    tried = table_with(form.instance, request.user, today=today) if form.is_bound and form.is_valid() else None
    context = {"table": kept, "estimate": kept.estimate, "tried": tried, "form": form}
    return render(request, "docs_vision/estimate_page.html", context | {"can_write": can_write_vision(request.user)})


@allow(can_write_vision)
@require_http_methods(["GET", "POST"])
def estimate_counts(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """How many each municipality counts in this estimate."""
    estimate = get_object_or_404(Estimate, pk=pk)
    counts = dict(estimate.shares.values_list("municipality__number", "count"))
    municipalities = list(Municipality.objects.all())
    typed = {one.number: str(counts.get(one.number, "")) for one in municipalities}
    reasons: list[str] = []
    if request.method == "POST":
        typed = {one.number: request.POST.get(one.number, "").strip() for one in municipalities}
        try:
            save_counts(estimate, typed, by=request.user)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("The counts are kept."))
            return redirect(estimate)
    rows = [(one, typed[one.number]) for one in municipalities]
    context = {"estimate": estimate, "rows": rows, "reasons": reasons}
    return render(request, "docs_vision/estimate_counts.html", context, status=422 if reasons else 200)


@allow(can_write_vision)
@require_POST
def estimate_keep(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Keep assumptions that were tried."""
    estimate = get_object_or_404(Estimate, pk=pk)
    form = AssumptionsForm(request.POST, instance=estimate)
    if not form.is_valid():
        raise Refused(
            [
                f"{form.fields[name].label}: {' '.join(str(fault) for fault in faults)}"
                for name, faults in form.errors.items()
            ]
        )
    save_entry(form.save(commit=False), links={}, by=request.user)
    messages.success(request, _("The new assumptions are kept."))
    return redirect(estimate)
