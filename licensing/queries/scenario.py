"""What a scenario costs: its lines with the quantities and prices they stand for, worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from cooperation.models import Municipality
from licensing.models import (
    AllocationKey,
    Holding,
    IndexFigure,
    Period,
    Price,
    PriceBasis,
    PriceSource,
    QuantityFrom,
    RegisterCount,
    Scenario,
)
from licensing.rules.change_split import State
from licensing.rules.cost_table import PER_MONTH, PER_YEAR, CostItem, CostTable, Place, calculate
from licensing.rules.money import Rounded, whole_kroner
from licensing.rules.planned_line import TYPED, Gap, PlannedLine, resolve
from licensing.rules.spans import Counted, ListedPrice
from licensing.rules.years import YearIndex, index_course, moved, standing_on

from .key import ready_keys

SOURCES: dict[str, Sequence[str]] = {
    PriceBasis.NEGOTIATED: (PriceSource.NEGOTIATED, PriceSource.LIST),
    PriceBasis.LIST: (PriceSource.LIST,),
    PriceBasis.FORECAST: (PriceSource.FORECAST, PriceSource.NEGOTIATED, PriceSource.LIST),
}
MONTHS_PRICED: dict[str, int] = {Period.MONTH: PER_MONTH, Period.YEAR: PER_YEAR}


@dataclass(frozen=True)
class Inputs:
    """What a scenario's calculation is made of."""

    name: str
    year: int
    municipalities: tuple[Place, ...]
    items: tuple[CostItem, ...]
    gaps: tuple[Gap, ...] = ()

    def table(self) -> CostTable:
        return calculate(name=self.name, year=self.year, municipalities=self.municipalities, items=self.items)


@dataclass
class _Looked:
    """The price list and the counts that a scenario's lines ask for, read in one go each."""

    prices: dict[int, list[ListedPrice]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[tuple[str, int, int], list[Counted]] = field(default_factory=lambda: defaultdict(list))


def places() -> tuple[Place, ...]:
    """All municipalities of the cooperation, the lowest number first."""
    rows = Municipality.objects.order_by("number").values_list("number", "name")
    return tuple(Place(number, name) for number, name in rows)


def scenario_inputs(scenario: Scenario) -> Inputs:
    """A scenario's lines as the calculation takes them. Five queries at most, however many lines."""
    rows = scenario.lines.order_by("pk").values_list(
        "product_id", "product__name", "municipality_id", "municipality__number",
        "quantity_from", "quantity", "register", "price", "period", "since", "until",
    )  # fmt: skip
    read = list(rows)
    looked = _look_up(read)
    sources = SOURCES[scenario.price_basis]
    items: list[CostItem] = []
    gaps: list[Gap] = []
    for product_pk, product, place_pk, number, origin, quantity, register, price, period, since, until in read:
        months = MONTHS_PRICED[period]
        if price is not None and quantity is not None:  # nothing to look up, so the quick way
            items.append(CostItem(product, number, quantity, price, months, since, until, TYPED, None, TYPED))
            continue
        source = f"{origin}:{register}" if register else origin
        line = PlannedLine(product, number, since, until, price, months, quantity, source, bool(register))
        counts = looked.counts[source, product_pk if not register else 0, place_pk or 0]
        found = resolve(line, scenario.year, prices=looked.prices[product_pk], sources=sources, counts=counts)
        for one in found:
            if isinstance(one, Gap):
                gaps.append(one)
            else:
                items.append(one)
    return Inputs(scenario.name, scenario.year, places(), tuple(items), tuple(gaps))


def _look_up(rows: Sequence[tuple[Any, ...]]) -> _Looked:
    found = _Looked()
    origins = {row[4] for row in rows}
    products = {row[0] for row in rows}
    if any(row[7] is None for row in rows):
        listed = Price.objects.filter(product__in=products).order_by("product", "-since", "source", "pk")
        for product, source, since, until, amount, period in listed.values_list(
            "product", "source", "since", "until", "amount", "period"
        ):
            found.prices[product].append(ListedPrice(source, since, until, amount, MONTHS_PRICED[period]))
    if QuantityFrom.HOLDINGS in origins:
        held = Holding.objects.filter(product__in=products).order_by()
        for product, place, since, quantity in held.values_list("product", "municipality", "since", "quantity"):
            found.counts[QuantityFrom.HOLDINGS, product, place].append(Counted(since, quantity))
    if QuantityFrom.REGISTER in origins:
        found.counts |= _register_counts()
    return found


def _register_counts() -> dict[tuple[str, int, int], list[Counted]]:
    found: dict[tuple[str, int, int], list[Counted]] = defaultdict(list)
    rows = RegisterCount.objects.values_list("kind", "municipality", "counted_on", "quantity")
    for kind, place, day, quantity in rows:
        found[f"{QuantityFrom.REGISTER}:{kind}", 0, place].append(Counted(day, quantity))
    return found


def scenario_table(scenario: Scenario) -> CostTable:
    """What a scenario costs in its first year: the same figures for page, workbook, PDF, invoice and commands."""
    return scenario_inputs(scenario).table()


@dataclass(frozen=True)
class Allotment:
    """What a scenario's shared costs come to for each municipality by its key, or why they cannot be shared."""

    key: AllocationKey
    shares: Mapping[str, Fraction] | None
    amounts: Mapping[str, Rounded]
    reasons: tuple[str, ...]


def scenario_allotment(scenario: Scenario, table: CostTable) -> Allotment | None:
    """None where nothing is shared or no key is chosen."""
    if scenario.key_id is None or table.shared is None:
        return None
    places_in_table = tuple(Place(row.number, row.name) for row in table.municipalities)
    [ready] = ready_keys(AllocationKey.objects.with_parts().filter(pk=scenario.key_id), places_in_table, table)
    amounts = ready.allocate(table.shared.exact) or {}
    kroner = whole_kroner(list(amounts.values()), list(amounts))
    rounded = {number: Rounded(amount, whole) for (number, amount), whole in zip(amounts.items(), kroner, strict=True)}
    return Allotment(ready.key, ready.shares, rounded, ready.reasons)


def scenario_state(scenario: Scenario) -> State:
    """A scenario's figures today, to be kept or held against others."""
    table = scenario_table(scenario)
    allotment = scenario_allotment(scenario, table)
    return State(table, allotment.shares if allotment else None)


@dataclass(frozen=True)
class YearCost:
    """A year of a scenario: the index that moved its prices, and what it costs."""

    index: YearIndex
    table: CostTable


def years_of(inputs: Inputs, years: int, *, prefer: str) -> list[YearCost]:
    """The scenario's years, the first as it stands and the later ones with prices moved by the index."""
    figures = {(row.year, str(row.kind)): row.percent for row in IndexFigure.objects.all()}
    course = index_course(inputs.year, years, figures, prefer=prefer)
    going_on = standing_on(inputs.items, date(inputs.year, 12, 31))
    found = [YearCost(course[0], inputs.table())]
    for index in course[1:]:
        items = tuple(moved(going_on, index.factor))
        found.append(YearCost(index, replace(inputs, year=index.year, items=items).table()))
    return found
