"""The front page of the registers: each municipality's figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cooperation.web import SignedInRequest, allow
from fleet.access import can_lead_fleet, can_read_fleet, can_write_fleet
from fleet.models import ReplacementCount, Term
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
        "confirmed": ReplacementCount.objects.visible_to(request.user).select_related("municipality")[:5],
    }
    return render(request, "fleet/overview.html", context)
