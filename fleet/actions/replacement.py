"""Confirm how many devices are due, so that the board sees a figure that the municipality stands by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from fleet.models import ReplacementCount
from fleet.queries.replacement import counted_list, judged_devices, lifetimes_in_force, list_sha256, price_of


def why_not_confirm(municipality: Municipality, *, seen: int, counted: int, by: User) -> list[str]:
    reasons = []
    if municipality.pk not in by.municipalities_as_contact():
        reasons.append(_("Only the municipality's own contact confirms its count."))
    if seen != counted:
        reasons.append(
            _("The register has changed since you looked: %(now)d devices are due now, not %(seen)d.")
            % {"now": counted, "seen": seen}
        )
    return reasons


@transaction.atomic
def confirm_count(municipality: Municipality, *, as_of: date, seen: int, by: User, note: str = "") -> ReplacementCount:
    """Keep the count as it is now, with every device and its reason. `seen` is the count that the contact saw."""
    judged = judged_devices(municipality, as_of)
    due = [one for one in judged if one.judgement.counts]
    if reasons := why_not_confirm(municipality, seen=seen, counted=len(due), by=by):
        raise Refused(reasons)
    lifetimes = lifetimes_in_force()
    devices = counted_list(judged)
    count = ReplacementCount.objects.create(
        municipality=municipality,
        as_of=as_of,
        count=len(due),
        cost=sum((price_of(one.judgement.device, lifetimes) for one in due), start=Decimal(0)),
        devices=devices,
        devices_sha256=list_sha256(devices),
        note=note.strip(),
        confirmed_by=by,
    )
    log_change(count, "confirm", by=by, after={"count": count.count, "as_of": as_of.isoformat()})
    return count
