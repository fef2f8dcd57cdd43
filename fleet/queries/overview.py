"""Each municipality's figures at a glance, all counted by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from cooperation.models import Municipality, User
from fleet.models import STATUSES_HELD, Device, LicenceAssignment, Owner, Politician, Seat, Subsidy
from fleet.models.reach import municipalities_seen_by

from .device import silent_on
from .replacement import due_by


@dataclass(frozen=True)
class MunicipalityFigures:
    """What the registers hold of a municipality on a day."""

    municipality: Municipality
    politicians: int
    owned_devices: int
    private_devices: int
    enrolled: int
    silent: int
    due: int
    licences: int
    subsidies: Decimal


def municipality_figures(user: User, today: date) -> list[MunicipalityFigures]:
    """One line for each municipality that the user sees: six queries, however many there are."""
    held = Q(status__in=STATUSES_HELD)
    devices = {
        found["municipality"]: found
        for found in Device.objects.visible_to(user)
        .order_by()
        .values("municipality")
        .annotate(
            owned=Count("pk", filter=held & Q(owner=Owner.MUNICIPALITY)),
            private=Count("pk", filter=held & Q(owner=Owner.POLITICIAN)),
            enrolled=Count("pk", filter=held & Q(is_enrolled=True)),
            silent=Count("pk", filter=silent_on(today)),
            due=Count("pk", filter=due_by(today)),
        )
    }
    politicians = _counted(
        Politician.objects.visible_to(user)
        .filter(pk__in=Seat.objects.held_on(today).values("politician"))
        .order_by()
        .values("municipality")
        .annotate(count=Count("pk")),
        "municipality",
    )
    licences = _counted(
        LicenceAssignment.objects.visible_to(user)
        .open()
        .order_by()
        .values("account__municipality")
        .annotate(count=Count("pk")),
        "account__municipality",
    )
    subsidies = {
        found["politician__municipality"]: found["paid"]
        for found in Subsidy.objects.visible_to(user)
        .order_by()
        .values("politician__municipality")
        .annotate(paid=Sum("amount"))
    }
    none: dict[str, int] = {}
    return [
        MunicipalityFigures(
            municipality=one,
            politicians=politicians.get(one.pk, 0),
            owned_devices=devices.get(one.pk, none).get("owned", 0),
            private_devices=devices.get(one.pk, none).get("private", 0),
            enrolled=devices.get(one.pk, none).get("enrolled", 0),
            silent=devices.get(one.pk, none).get("silent", 0),
            due=devices.get(one.pk, none).get("due", 0),
            licences=licences.get(one.pk, 0),
            subsidies=subsidies.get(one.pk, Decimal(0)),
        )
        for one in municipalities_seen_by(user)
    ]


def _counted(found: object, name: str) -> dict[int, int]:
    return {one[name]: one["count"] for one in found}  # type: ignore[attr-defined]
