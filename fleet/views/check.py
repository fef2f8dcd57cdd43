"""The three-way check of a municipality's tenant."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cooperation.models import Municipality
from cooperation.web import SignedInRequest, allow
from fleet.access import can_read_fleet
from fleet.models import ImportBatch, ImportKind, ImportState
from fleet.models.reach import municipalities_seen_by, seen_by
from fleet.queries.check import check_of


@allow(can_read_fleet)
@require_GET
def check_page(request: SignedInRequest, number: str = "") -> HttpResponse:
    municipalities = municipalities_seen_by(request.user)
    municipality: Municipality | None
    if number:
        municipality = get_object_or_404(Municipality.objects.filter(seen_by(request.user, "pk")), number=number)
    else:
        municipality = municipalities[0] if municipalities else None
    context = {
        "municipalities": municipalities,
        "municipality": municipality,
        "check": check_of(municipality, timezone.localdate()) if municipality else None,
        "read": _last_read(municipality) if municipality else {},
    }
    return render(request, "fleet/check_page.html", context)


def _last_read(municipality: Municipality) -> dict[str, ImportBatch]:
    """The last file of each kind that was applied: the check is no newer than they are."""
    applied = ImportBatch.objects.filter(municipality=municipality, state=ImportState.APPLIED).order_by("applied_at")
    found = {batch.kind: batch for batch in applied}
    return {str(kind.label): found[kind] for kind in ImportKind if kind in found}
