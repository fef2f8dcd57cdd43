"""A scenario's figures as plain JSON values, to be kept and read again when prices and lists have moved on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .change_split import State
from .cost_table import CostItem, CostTable, Place, calculate


def as_state(table: CostTable, shares: Mapping[str, Fraction] | None) -> dict[str, Any]:
    return {
        "name": table.name,
        "year": table.year,
        "municipalities": [[row.number, row.name] for row in table.municipalities],
        "items": [_item(line.item) for line in table.lines],
        "shares": None if shares is None else {number: str(share) for number, share in shares.items()},
    }


def read_state(kept: Mapping[str, Any]) -> State:
    """The table worked out again from what was kept: the calculation is the same, so the figures are."""
    shares = kept["shares"]
    return State(
        calculate(
            name=kept["name"],
            year=kept["year"],
            municipalities=[Place(number, name) for number, name in kept["municipalities"]],
            items=[_read_item(item) for item in kept["items"]],
        ),
        None if shares is None else {number: Fraction(share) for number, share in shares.items()},
    )


def _item(item: CostItem) -> list[Any]:
    return [
        item.product,
        item.municipality,
        item.quantity,
        str(item.price),
        item.months_priced,
        _day(item.since),
        _day(item.until),
        item.source,
        _day(item.counted_on),
        item.price_source,
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _read_item(kept: list[Any]) -> CostItem:
    product, municipality, quantity, price, months, since, until, source, counted_on, price_source = kept
    return CostItem(
        product,
        municipality,
        quantity,
        Decimal(price),
        months,
        _read_day(since),
        _read_day(until),
        source,
        _read_day(counted_on),
        price_source,
    )
