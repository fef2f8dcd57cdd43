"""The register of devices as it is listed: which, in which order, each with who has it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from cooperation.models import Alphabetical, User
from fleet.models import STATUSES_HELD, Device, DeviceAssignment

from .replacement import due_by

SILENT_DAYS = 90
SORTS: dict[str, tuple[Alphabetical | F, ...]] = {
    "municipality": (F("municipality_id"), F("serial")),
    "serial": (F("serial"),),
    "model": (Alphabetical("manufacturer"), Alphabetical("model")),
    "purchased": (F("purchased_on"),),
    "check_in": (F("last_check_in"),),
    "status": (F("status"),),
}


def silent_since(today: date) -> datetime:
    """A device that has not checked in since then is silent."""
    return timezone.make_aware(datetime.combine(today - timedelta(days=SILENT_DAYS), time.min))


def silent_on(today: date) -> Q:
    """Enrolled devices in the municipality's keeping that have not checked in for a long time."""
    return Q(is_enrolled=True, status__in=STATUSES_HELD) & (
        Q(last_check_in=None) | Q(last_check_in__lt=silent_since(today))
    )


def devices_found(user: User, wanted: dict[str, Any], *, today: date) -> QuerySet[Device]:
    """The devices that the user sees and that fit what is wanted."""
    found = Device.objects.visible_to(user)
    for name in ("municipality", "kind", "owner", "status"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    if held := wanted.get("held"):
        is_held = Exists(DeviceAssignment.objects.open().filter(device=OuterRef("pk")))
        found = found.filter(is_held) if held == "yes" else found.filter(~is_held)
    if management := wanted.get("management"):
        conditions = {"yes": Q(is_enrolled=True), "no": Q(is_enrolled=False), "silent": silent_on(today)}
        found = found.filter(conditions[management])
    if wanted.get("due"):
        found = found.filter(due_by(wanted["due"]))
    for word in (wanted.get("q") or "").split():
        found = found.filter(_named(word))
    return found


def _named(word: str) -> Q:
    holders = DeviceAssignment.objects.open().filter(
        Q(politician__family_name__icontains=word)
        | Q(politician__given_name__icontains=word)
        | Q(politician__email__icontains=word)
    )
    return (
        Q(serial__icontains=word)
        | Q(name__icontains=word)
        | Q(model__icontains=word)
        | Q(manufacturer__icontains=word)
        | Q(note__icontains=word)
        | Q(primary_upn__icontains=word)
        | Q(pk__in=holders.values("device"))
    )


def in_order(devices: QuerySet[Device], sort: str) -> QuerySet[Device]:
    """Sorted by one of SORTS, the other way round with a dash before it."""
    facts = SORTS.get(sort.removeprefix("-"), SORTS["municipality"])
    return devices.order_by(*(fact.desc() if sort.startswith("-") else fact.asc() for fact in facts), "pk")


def with_holders(devices: QuerySet[Device]) -> QuerySet[Device]:
    """Each with its municipality and, as `open_assignments`, with whom it is."""
    holders = DeviceAssignment.objects.open().select_related("politician")
    return devices.select_related("municipality").prefetch_related(
        Prefetch("assignments", holders, to_attr="open_assignments")
    )
