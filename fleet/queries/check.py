"""The three-way check of a tenant: licences paid for, licences assigned, people in the register; and its devices."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from cooperation.models import Alphabetical, Municipality
from cooperation.rules.alphabet import alphabetical_key
from fleet.models import (
    Account,
    Device,
    DeviceAssignment,
    LicenceAssignment,
    Owner,
    Politician,
    Seat,
    Subscription,
)
from fleet.models.device import STATUSES_HELD
from licensing.models import Holding, Product

from .device import silent_on

MOST_NAMED = 200


@dataclass(frozen=True)
class ProductCheck:
    """Of one product: how many are paid for, by what source, how many are assigned, and how that stands."""

    key: str
    name: str
    paid: int | None
    is_from_tenant: bool
    """Paid for by the tenant's own list, and not by what the cooperation charges."""
    assigned: int
    to_politicians: int

    @property
    def unused(self) -> int:
        """Paid for and with nobody."""
        return max((self.paid or 0) - self.assigned, 0) if self.paid is not None else 0

    @property
    def lacking(self) -> int:
        """Assigned and not paid for."""
        return max(self.assigned - self.paid, 0) if self.paid is not None else 0


@dataclass
class Check:
    """All differences of one municipality's tenant, each named."""

    municipality: Municipality
    politicians: int = 0
    products: list[ProductCheck] = field(default_factory=list)
    without_licence: list[Politician] = field(default_factory=list)
    without_account: list[Politician] = field(default_factory=list)
    left_with_licence: list[LicenceAssignment] = field(default_factory=list)
    of_nobody: list[LicenceAssignment] = field(default_factory=list)
    blocked_with_licence: list[LicenceAssignment] = field(default_factory=list)
    silent: list[Device] = field(default_factory=list)
    not_enrolled: list[Device] = field(default_factory=list)
    with_nobody: list[Device] = field(default_factory=list)
    with_one_who_left: list[DeviceAssignment] = field(default_factory=list)
    used_by_another: list[DeviceAssignment] = field(default_factory=list)
    other_owner: list[Device] = field(default_factory=list)
    back_from_the_lost: list[Device] = field(default_factory=list)


def check_of(municipality: Municipality, today: date) -> Check:
    """Hold what is paid for, what is assigned and who is in the register against each other."""
    check = Check(municipality)
    sitting = Politician.objects.filter(municipality=municipality).sitting_on(today)
    accounts = Account.objects.existing().filter(politician=OuterRef("pk"))
    licensed = LicenceAssignment.objects.open().filter(account__politician=OuterRef("pk"))
    check.politicians = sitting.count()
    check.without_account = list(sitting.filter(~Exists(accounts))[:MOST_NAMED])
    check.without_licence = list(sitting.filter(Exists(accounts), ~Exists(licensed))[:MOST_NAMED])
    held = LicenceAssignment.objects.open().filter(account__municipality=municipality)
    seats = Seat.objects.held_on(today).filter(politician=OuterRef("account__politician"))
    named = held.select_related("account__politician").order_by("account__upn", Alphabetical("product_name"), "pk")
    check.left_with_licence = list(named.filter(~Exists(seats), account__politician__isnull=False)[:MOST_NAMED])
    check.of_nobody = list(named.filter(account__politician=None)[:MOST_NAMED])
    check.blocked_with_licence = list(named.filter(account__is_blocked=True)[:MOST_NAMED])
    check.products = _products(municipality, today)
    _check_devices(check, municipality, today)
    return check


def _products(municipality: Municipality, today: date) -> list[ProductCheck]:
    assigned: Counter[str] = Counter()
    to_politicians: Counter[str] = Counter()
    names: dict[str, str] = {}
    held = LicenceAssignment.objects.open().filter(account__municipality=municipality)
    for key, name, politician in held.values_list("product", "product_name", "account__politician"):
        assigned[key] += 1
        to_politicians[key] += politician is not None
        names.setdefault(key, name)
    paid: dict[str, int] = {}
    from_tenant: set[str] = set()
    for key, name, count in _held_by_price_list(municipality, today):
        paid[key] = count
        names.setdefault(key, name)
    for subscription in Subscription.objects.filter(municipality=municipality):
        paid[subscription.product] = subscription.enabled
        from_tenant.add(subscription.product)
        names[subscription.product] = subscription.product_name
    return [
        ProductCheck(key, names[key], paid.get(key), key in from_tenant, assigned[key], to_politicians[key])
        for key in sorted(names, key=lambda key: (alphabetical_key(names[key]), key))
    ]


def _held_by_price_list(municipality: Municipality, today: date) -> list[tuple[str, str, int]]:
    """What the municipality is charged for by its holdings: the latest row of each product with a Microsoft SKU."""
    latest: dict[int, Holding] = {}
    rows = Holding.objects.filter(municipality=municipality, since__lte=today).select_related("product")
    for holding in rows.order_by("since"):
        latest[holding.product_id] = holding
    return [(_key(one.product), one.product.name, one.quantity) for one in latest.values()]


def _key(product: Product) -> str:
    return product.sku_part_number or product.name.upper()


def _check_devices(check: Check, municipality: Municipality, today: date) -> None:
    devices = Device.objects.filter(municipality=municipality)
    in_keeping = devices.filter(status__in=STATUSES_HELD).order_by("serial")
    holders = DeviceAssignment.objects.open()
    check.silent = list(in_keeping.filter(silent_on(today))[:MOST_NAMED])
    check.not_enrolled = list(in_keeping.filter(is_enrolled=False, owner=Owner.MUNICIPALITY)[:MOST_NAMED])
    check.with_nobody = list(
        in_keeping.exclude(status="spare").filter(~Exists(holders.filter(device=OuterRef("pk"))))[:MOST_NAMED]
    )
    seats = Seat.objects.held_on(today).filter(politician=OuterRef("politician"))
    left = holders.filter(~Exists(seats), device__municipality=municipality)
    check.with_one_who_left = list(
        left.select_related("device", "politician").order_by(
            Alphabetical("politician__family_name"), Alphabetical("politician__given_name"), "device__serial", "pk"
        )[:MOST_NAMED]
    )
    other = holders.filter(device__municipality=municipality).exclude(device__primary_upn="")
    check.used_by_another = list(
        other.exclude(politician__email__iexact=F("device__primary_upn"))
        .select_related("device", "politician")
        .order_by("device__serial")[:MOST_NAMED]
    )
    check.other_owner = list(in_keeping.exclude(Q(enrolled_owner="") | Q(enrolled_owner=F("owner")))[:MOST_NAMED])
    gone = devices.exclude(status__in=STATUSES_HELD).filter(is_enrolled=True)
    check.back_from_the_lost = list(gone.exclude(last_check_in=None).order_by("serial")[:MOST_NAMED])
