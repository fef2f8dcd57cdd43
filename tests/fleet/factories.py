"""Politicians, devices and what else the registers hold, with invented names. What is not given is made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cooperation.models import Municipality, User
from fleet.models import (
    Account,
    Device,
    DeviceAssignment,
    DeviceKind,
    LicenceAssignment,
    Lifetime,
    Politician,
    ReplacementCount,
    Seat,
    Subsidy,
    Term,
)
from tests.factories import make_municipality, serial


def make_term(*, since: date = date(2023, 10, 1), until: date = date(2027, 9, 30)) -> Term:
    made, _new = Term.objects.get_or_create(since=since, defaults={"until": until})
    return made


def make_politician(
    *,
    municipality: Municipality | None = None,
    family_name: str = "",
    given_name: str = "Kari",
    term: Term | None = None,
    role: str = "council",
    **fields: Any,
) -> Politician:
    """A politician with a seat in the term that is given; without one, with no seat."""
    number = next(serial)
    politician = Politician.objects.create(
        municipality=municipality or make_municipality(),
        family_name=family_name or f"Folkevalgt {number:05}",
        given_name=given_name,
        **{"email": f"kari.{number}@example.no", **fields},
    )
    if term is not None:
        Seat.objects.create(politician=politician, term=term, role=role)
    return politician


def make_device(*, municipality: Municipality | None = None, **fields: Any) -> Device:
    number = next(serial)
    return Device.objects.create(
        municipality=municipality or make_municipality(), **{"serial": f"SN{number:06}", "model": "Bok 14", **fields}
    )


def make_device_assignment(
    *,
    device: Device | None = None,
    politician: Politician | None = None,
    since: date = date(2023, 11, 1),
    **fields: Any,
) -> DeviceAssignment:
    device = device or make_device()
    return DeviceAssignment.objects.create(
        device=device,
        politician=politician or make_politician(municipality=device.municipality),
        since=since,
        **fields,
    )


def make_lifetime(
    *, kind: str = DeviceKind.PC, municipality: Municipality | None = None, months: int = 48, price: str = "12000"
) -> Lifetime:
    return Lifetime.objects.create(kind=kind, municipality=municipality, months=months, price=Decimal(price))


def make_subsidy(*, politician: Politician | None = None, amount: str = "8000", **fields: Any) -> Subsidy:
    return Subsidy.objects.create(
        politician=politician or make_politician(),
        amount=Decimal(amount),
        **{"granted_on": date(2023, 11, 1), **fields},
    )


def make_account(*, municipality: Municipality | None = None, upn: str = "", **fields: Any) -> Account:
    return Account.objects.create(
        municipality=municipality or make_municipality(), upn=upn or f"konto{next(serial)}@example.no", **fields
    )


def make_licence(
    *,
    account: Account | None = None,
    product: str = "STANDARDPACK",
    product_name: str = "Office 365 E1",
    since: date = date(2023, 11, 1),
    **fields: Any,
) -> LicenceAssignment:
    return LicenceAssignment.objects.create(
        account=account or make_account(), product=product, product_name=product_name, since=since, **fields
    )


def make_replacement_count(
    *, municipality: Municipality | None = None, by: User, as_of: date = date(2023, 12, 31), count: int = 0
) -> ReplacementCount:
    return ReplacementCount.objects.create(
        municipality=municipality or make_municipality(),
        as_of=as_of,
        count=count,
        cost=Decimal(0),
        devices=[],
        devices_sha256="0" * 64,
        confirmed_by=by,
    )
