"""Scenarios side by side; what has changed in one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.web import SignedInRequest, allow
from licensing.access import can_read_all_costs, can_read_costs, can_write_costs
from licensing.actions.scenario import keep_state
from licensing.models import Scenario
from licensing.queries.comparison import MOST_COMPARED, can_be_held_against, changes_since, compared


@allow(can_read_costs)
@require_GET
def scenario_compare(request: SignedInRequest) -> HttpResponse:
    """Two or more scenarios side by side: the first one chosen is what the others are held against."""
    scenarios = list(Scenario.objects.visible_to(request.user))
    by_pk = {str(scenario.pk): scenario for scenario in scenarios}
    chosen = [by_pk[pk] for pk in dict.fromkeys(request.GET.getlist("with")) if pk in by_pk][:MOST_COMPARED]
    context = {
        "scenarios": scenarios,
        "chosen": chosen,
        "chosen_pks": [scenario.pk for scenario in chosen],
        "comparison": compared(chosen, request.user),
        "most": MOST_COMPARED,
        "sees_all": can_read_all_costs(request.user),
    }
    return render(request, "licensing/scenario_compare.html", context)


@allow(can_read_costs)
@require_GET
def scenario_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """What has changed since a kept state, or from another scenario."""
    scenario = get_object_or_404(Scenario.objects.visible_to(request.user), pk=pk)
    choices = can_be_held_against(scenario, request.user)
    asked = request.GET.get("since")
    since = next((choice for choice in choices if choice.value == asked), None) if asked else next(iter(choices), None)
    if asked and since is None:
        raise Http404
    context = {
        "scenario": scenario,
        "choices": choices,
        "changes": changes_since(scenario, since, request.user) if since else None,
        "can_write": can_write_costs(request.user),
    }
    return render(request, "licensing/scenario_changes.html", context)


@allow(can_write_costs)
@require_POST
def scenario_keep_state(request: SignedInRequest, pk: int) -> HttpResponseBase:
    scenario = get_object_or_404(Scenario.objects.written_by(request.user), pk=pk)
    note = request.POST.get("note", "").strip()[:200]
    keep_state(scenario, by=request.user, on=timezone.localdate(), note=note)
    messages.success(request, _("The figures are kept as they are now."))
    return redirect("licensing:scenario_changes", scenario.pk)
