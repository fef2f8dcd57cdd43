"""The register of politicians as it is listed: who, in which order, with seats, device and licences."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from cooperation.models import Alphabetical, Municipality, User
from fleet.models import Account, DeviceAssignment, LicenceAssignment, Politician, Seat
from fleet.rules.email_domain import other_spellings

NAME = (Alphabetical("family_name"), Alphabetical("given_name"))
SORTS: dict[str, tuple[Alphabetical | F, ...]] = {
    "name": NAME,
    "municipality": (F("municipality__number"), *NAME),
    "party": (Alphabetical("party"), *NAME),
    "email": (Alphabetical("email"),),
}


def politicians_found(user: User, wanted: dict[str, Any], *, today: date) -> QuerySet[Politician]:
    """The politicians that the user sees and that fit what is wanted."""
    found: QuerySet[Politician] = Politician.objects.visible_to(user)
    if wanted.get("municipality"):
        found = found.filter(municipality=wanted["municipality"])
    if wanted.get("party"):
        found = found.filter(party__iexact=wanted["party"].strip())
    found = _seated(found, wanted, today)
    if device := wanted.get("device"):
        has_device = Exists(DeviceAssignment.objects.open().filter(politician=OuterRef("pk")))
        found = found.filter(has_device) if device == "yes" else found.filter(~has_device)
    if licence := wanted.get("licence"):
        has_licence = Exists(LicenceAssignment.objects.open().filter(account__politician=OuterRef("pk")))
        found = found.filter(has_licence) if licence == "yes" else found.filter(~has_licence)
    if address := wanted.get("address"):
        found = found.filter(_address(address))
    for word in (wanted.get("q") or "").split():
        found = found.filter(
            Q(family_name__icontains=word)
            | Q(given_name__icontains=word)
            | Q(email__icontains=word)
            | Q(party__icontains=word)
            | Q(note__icontains=word)
        )
    return found


def _seated(found: QuerySet[Politician], wanted: dict[str, Any], today: date) -> QuerySet[Politician]:
    sits = wanted.get("sits")
    held = Seat.objects.held_on(today).filter(politician=OuterRef("pk"))
    seats = Seat.objects.filter(politician=OuterRef("pk"))
    if wanted.get("role"):
        seats, held = seats.filter(role=wanted["role"]), held.filter(role=wanted["role"])
    if wanted.get("term"):
        seats, held = seats.filter(term=wanted["term"]), held.filter(term=wanted["term"])
    if sits == "yes":
        return found.filter(Exists(held))
    if sits == "no":
        return found.filter(~Exists(Seat.objects.held_on(today).filter(politician=OuterRef("pk"))))
    return found.filter(Exists(seats)) if wanted.get("term") or wanted.get("role") else found


def _address(wanted: str) -> Q:
    """Those without an address, or with one on another domain or in another spelling than the municipality's."""
    if wanted == "none":
        return Q(email="")
    condition = Q(pk=None)
    for one in Municipality.objects.exclude(politician_domain=""):
        domain = one.politician_domain.lower()
        elsewhere = Q(municipality=one.pk) & ~Q(email="") & ~Q(email__iendswith=f"@{domain}")
        spelled = Q(pk=None)
        for spelling in other_spellings(domain):
            spelled |= Q(email__iendswith=f"@{spelling}")
        condition |= elsewhere & (spelled if wanted == "spelling" else ~spelled)
    return condition


def in_order(politicians: QuerySet[Politician], sort: str) -> QuerySet[Politician]:
    facts = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    return politicians.order_by(*(fact.desc() if sort.startswith("-") else fact.asc() for fact in facts), "pk")


def with_sitting(politicians: QuerySet[Politician], day: date) -> QuerySet[Politician]:
    """Each with whether a seat is held on that day (`sits`)."""
    return politicians.annotate(sits=Exists(Seat.objects.held_on(day).filter(politician=OuterRef("pk"))))


def with_all_of_them(politicians: QuerySet[Politician]) -> QuerySet[Politician]:
    """Each with municipality, seats, devices held (`open_devices`) and accounts with their licences."""
    licences = Prefetch(
        "licences",
        LicenceAssignment.objects.open().order_by(Alphabetical("product_name"), "pk"),
        to_attr="open_licences",
    )
    return politicians.select_related("municipality").prefetch_related(
        Prefetch("seats", Seat.objects.select_related("term")),
        Prefetch(
            "device_assignments", DeviceAssignment.objects.open().select_related("device"), to_attr="open_devices"
        ),
        Prefetch("accounts", Account.objects.order_by("upn").prefetch_related(licences)),
    )
