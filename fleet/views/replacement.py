"""What is to be replaced: counts open to their devices, confirmed by contacts, and a plan for the coming years."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.models import Municipality
from cooperation.web import SignedInRequest, allow
from fleet.access import can_lead_fleet, can_read_fleet, can_write_fleet
from fleet.actions.replacement import confirm_count
from fleet.documents.registers import replacement_file, verdict_told
from fleet.models import Lifetime, ReplacementCount
from fleet.models.reach import kept_by, seen_by
from fleet.queries.replacement import (
    judged_devices,
    lifetimes_in_force,
    price_of,
    replacement_counts,
    replacement_plan,
)
from fleet.rules.replacement import Verdict

from .paging import file_response

YEARS = 5


def _as_of(request: SignedInRequest) -> date:
    """The day that is asked for, else the end of this year."""
    written = request.POST.get("as_of") or request.GET.get("as_of", "")
    try:
        found = parse_date(written)
    except ValueError:
        found = None
    return found or date(timezone.localdate().year, 12, 31)


@allow(can_read_fleet)
@require_GET
def replacement_page(request: SignedInRequest) -> HttpResponse:
    as_of = _as_of(request)
    counts = replacement_counts(request.user, as_of)
    plan = replacement_plan(request.user, first=as_of.year, years=YEARS)
    context = {
        "as_of": as_of,
        "counts": counts,
        "counted": sum(one.counted for one in counts),
        "cost": sum(one.cost for one in counts),
        "plan": plan,
        "years": [year.year for year in plan[0][1]] if plan else [],
        "plan_sums": [
            {"count": sum(year.count for year in years), "cost": sum(year.cost for year in years)}
            for years in zip(*(years for _one, years in plan), strict=True)
        ],
        "lifetimes": Lifetime.objects.visible_to(request.user).select_related("municipality"),
        "can_lead": can_lead_fleet(request.user),
    }
    return render(request, "fleet/replacement_page.html", context)


@allow(can_read_fleet)
@require_GET
def replacement_devices(request: SignedInRequest, number: str) -> HttpResponse:
    municipality = get_object_or_404(Municipality.objects.filter(seen_by(request.user, "pk")), number=number)
    as_of = _as_of(request)
    judged = judged_devices(municipality, as_of)
    lifetimes = lifetimes_in_force()
    due = [one for one in judged if one.judgement.counts]
    groups = [
        (verdict_told(verdict), verdict == Verdict.DUE, found)
        for verdict in Verdict
        if (found := [one for one in judged if one.judgement.verdict == verdict])
    ]
    context = {
        "municipality": municipality,
        "as_of": as_of,
        "groups": groups,
        "count": len(due),
        "cost": sum(price_of(one.judgement.device, lifetimes) for one in due),
        "confirmed": ReplacementCount.objects.filter(municipality=municipality, as_of=as_of).select_related(
            "confirmed_by"
        ),
        "can_confirm": municipality.pk in request.user.municipalities_as_contact(),
    }
    return render(request, "fleet/replacement_devices.html", context)


@allow(can_write_fleet)
@require_POST
def replacement_confirm(request: SignedInRequest, number: str) -> HttpResponseBase:
    municipality = get_object_or_404(Municipality.objects.filter(kept_by(request.user, "pk")), number=number)
    as_of, seen = _as_of(request), request.POST.get("seen", "")
    count = confirm_count(
        municipality,
        as_of=as_of,
        seen=int(seen) if seen.isdecimal() else -1,
        note=request.POST.get("note", "")[:300],
        by=request.user,
    )
    messages.success(request, _("Confirmed: %(count)d devices are due.") % {"count": count.count})
    return redirect(f"{reverse('fleet:replacement_devices', args=[number])}?as_of={as_of.isoformat()}")


@allow(can_read_fleet)
@require_GET
def replacement_export(request: SignedInRequest, number: str, suffix: str) -> HttpResponse:
    municipality = get_object_or_404(Municipality.objects.filter(seen_by(request.user, "pk")), number=number)
    as_of = _as_of(request)
    file = replacement_file(municipality, judged_devices(municipality, as_of), lifetimes_in_force(), as_of=as_of)
    return file_response(file, suffix)


@allow(can_read_fleet)
@require_GET
def replacement_confirmed(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a contact confirmed, with its devices as they were at that moment."""
    counts = ReplacementCount.objects.visible_to(request.user).select_related("municipality", "confirmed_by")
    count = get_object_or_404(counts, pk=pk)
    devices = [one | {"told": verdict_told(one["verdict"])} for one in count.devices]
    return render(request, "fleet/replacement_confirmed.html", {"count": count, "devices": devices})
