"""A scenario over several years, with prices moved by an index.

What stands on the last day of the first year goes on: each later year has its quantities, at its prices times the index
figures of the years between. A moved price is rounded to the øre before it is used. Forecast and outcome are kept apart:
the forecast course uses forecasts only (an outcome where nothing was foretold), the outcome course what came, and the
forecast for the years whose outcome is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .cost_table import CostItem
from .money import ORE

FORECAST, OUTCOME = "forecast", "outcome"
IndexFigures = Mapping[tuple[int, str], Decimal]


@dataclass(frozen=True, slots=True)
class YearIndex:
    """By how much prices move into a year, what kind of figure that is ("" where there is none), and in all so far."""

    year: int
    percent: Decimal
    kind: str
    factor: Decimal


def index_course(first_year: int, years: int, figures: IndexFigures, *, prefer: str) -> list[YearIndex]:
    """The index of each year, the first year being the base."""
    course = [YearIndex(first_year, Decimal(0), "", Decimal(1))]
    other = OUTCOME if prefer == FORECAST else FORECAST
    for year in range(first_year + 1, first_year + years):
        kind = next((kind for kind in (prefer, other) if (year, kind) in figures), "")
        percent = figures.get((year, kind), Decimal(0))
        course.append(YearIndex(year, percent, kind, course[-1].factor * (1 + percent / 100)))
    return course


def standing_on(items: Iterable[CostItem], day: date) -> list[CostItem]:
    """The lines that go on after a day, or begin later, as they are then."""
    return [
        item if item.since is None or item.since > day else item._replace(since=None)
        for item in items
        if item.until is None or item.until > day
    ]


def moved(items: Iterable[CostItem], factor: Decimal) -> list[CostItem]:
    """The lines with prices moved by a factor, each price rounded to the øre. Prices are few and items many."""
    prices: dict[Decimal, Decimal] = {}
    found = []
    for item in items:
        price = prices.get(item.price)
        if price is None:
            price = prices[item.price] = (item.price * factor).quantize(ORE, ROUND_HALF_UP)
        found.append(
            CostItem(
                item.product,
                item.municipality,
                item.quantity,
                price,
                item.months_priced,
                item.since,
                item.until,
                item.source,
                item.counted_on,
                item.price_source,
            )
        )
    return found
