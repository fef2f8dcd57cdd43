"""Things of licences and costs that tests are about. What is not given is made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cooperation.models import Municipality
from licensing.models import (
    AllocationKey,
    AllocationPart,
    Holding,
    KeyBasis,
    Negotiation,
    Price,
    PriceSource,
    Product,
    RegisterCount,
    Scenario,
    ScenarioLine,
)
from tests.factories import make_municipality, serial


def make_product(*, name: str = "", **fields: Any) -> Product:
    found = Product.objects.filter(name=name).first() if name else None
    return found or Product.objects.create(name=name or f"Produkt {next(serial):05}", **fields)


def make_price(
    product: Product,
    amount: str = "92.12",
    *,
    source: str = PriceSource.LIST,
    since: date = date(2023, 1, 1),
    **fields: Any,
) -> Price:
    return Price.objects.create(product=product, amount=Decimal(amount), source=source, since=since, **fields)


def make_holding(
    product: Product, quantity: int = 100, *, municipality: Municipality | None = None, since: date = date(2023, 1, 1)
) -> Holding:
    return Holding.objects.create(
        product=product, municipality=municipality or make_municipality(), since=since, quantity=quantity
    )


def make_scenario(*, name: str = "", year: int = 2023, **fields: Any) -> Scenario:
    return Scenario.objects.create(name=name or f"Scenario {next(serial):05}", year=year, **fields)


def make_line(
    scenario: Scenario, product: Product, quantity: int | None = 100, price: str | None = "92.12", **fields: Any
) -> ScenarioLine:
    """A line of Molde's, unless another municipality (or None: shared) is given."""
    place = fields.pop("municipality") if "municipality" in fields else make_municipality()
    return ScenarioLine.objects.create(
        scenario=scenario,
        product=product,
        municipality=place,
        quantity=quantity,
        price=None if price is None else Decimal(price),
        **fields,
    )


def make_key(*, name: str = "", basis: str = KeyBasis.EQUAL, **fields: Any) -> AllocationKey:
    """A key of one part."""
    key = AllocationKey.objects.create(name=name or f"Nøkkel {next(serial):05}")
    AllocationPart.objects.create(key=key, weight=Decimal(1), basis=basis, **fields)
    return key


def make_negotiation(product: Product, *, name: str = "", year: int = 2023, **fields: Any) -> Negotiation:
    prices = {"price_before": Decimal("99.59"), "price_promised": Decimal("92.12")}
    return Negotiation.objects.create(
        name=name or f"Forhandling {next(serial):05}", product=product, year=year, **{**prices, **fields}
    )


def make_register_count(
    kind: str, quantity: int, *, municipality: Municipality | None = None, counted_on: date = date(2023, 12, 1)
) -> RegisterCount:
    return RegisterCount.objects.create(
        kind=kind, quantity=quantity, municipality=municipality or make_municipality(), counted_on=counted_on
    )
