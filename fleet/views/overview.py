"""The front page of the registers: each municipality's figures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.web import SignedInRequest, allow
from fleet.access import can_lead_fleet, can_read_fleet, can_write_fleet
from fleet.actions.counts import hand_over_counts
from fleet.models import Term
from fleet.queries.overview import municipality_figures


@allow(can_read_fleet)
@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    figures = municipality_figures(request.user, today)
    names = ("politicians", "owned_devices", "private_devices", "enrolled", "silent", "due", "licences")
    context = {
        "figures": figures,
        "sums": {name: sum(getattr(one, name) for one in figures) for name in names},
        "term": Term.objects.on(today),
        "today": today,
        "can_write": can_write_fleet(request.user),
        "can_lead": can_lead_fleet(request.user),
    }
    return render(request, "fleet/overview.html", context)


@allow(can_lead_fleet)
@require_POST
def counts_hand_over(request: SignedInRequest) -> HttpResponseBase:
    """Give the counts of today to the cost scenarios."""
    hand_over_counts(by=request.user, on=timezone.localdate())
    messages.success(request, _("The cost scenarios now have the registers’ counts of today."))
    return redirect("fleet:overview")
