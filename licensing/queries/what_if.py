"""What a reader may suppose about a scenario, and what would come of it. Also for slides: nothing is written."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from decimal import Decimal

from cooperation.models import Change
from licensing.models import Product, RegisterCount, Scenario
from licensing.rules.comparison import Comparison, compare
from licensing.rules.cost_table import CostTable
from licensing.rules.what_if import Ground, WhatIf

from .scenario import scenario_inputs

MOST_QUANTITIES = 100


@dataclass(frozen=True)
class Supposable:
    """A product that may be supposed otherwise: its price per month, how many for whom, and what registers count."""

    pk: int
    name: str
    monthly_price: Decimal | None
    quantities: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Offer:
    """The products, the register counts that could replace the quantities, and whether quantities are few enough to type."""

    products: tuple[Supposable, ...]
    registers: dict[str, dict[str, int]]
    types_quantities: bool


@dataclass(frozen=True)
class Footing:
    """What a reader's suppositions about a scenario start from: all of it, and what the reader sees of it."""

    ground: Ground
    table: CostTable
    offer: Offer


class _Kept:
    """The last footings of this process. One is good until something in the change log is newer."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.footings: OrderedDict[Hashable, Footing] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Footing]) -> Footing:
        footing = self.footings.get(key)
        if footing is None:
            footing = self.footings[key] = make()
            while len(self.footings) > self.most:
                self.footings.popitem(last=False)
        return footing


_KEPT = _Kept(most=8)


def footing_of(scenario: Scenario, own: Collection[str] | None = None) -> Footing:
    """A scenario's figures as the reader sees them."""
    whole = scenario_inputs(scenario).table()
    table = whole if own is None else whole.only(own)
    return Footing(Ground(whole), table, what_may_be_supposed(scenario, table, own=own))


def kept_footing_of(scenario: Scenario, own: Collection[str] | None = None) -> Footing:
    """The same. In a meeting one supposition follows the other: it is worked out once, and again when anything has been
    changed since (every change writes a line in the log).
    """
    newest = Change.objects.order_by("-pk").values_list("pk", "at").first()
    readers = None if own is None else frozenset(own)
    key = (scenario.pk, scenario.changed_at, scenario.revision, newest, readers)
    return _KEPT.get(key, lambda: footing_of(scenario, own))


def what_may_be_supposed(scenario: Scenario, table: CostTable, *, own: Collection[str] | None = None) -> Offer:
    """Two queries. A price is offered when the product has one and the same price for all."""
    prices: dict[str, set[Decimal]] = {}
    for line in table.lines:
        prices.setdefault(line.product, set()).add(line.monthly_price)
    keys = dict(Product.objects.filter(scenario_lines__scenario=scenario).values_list("name", "pk").distinct())
    registers: dict[str, dict[str, int]] = {}
    counts = RegisterCount.objects.order_by("counted_on").values_list("kind", "municipality__number", "quantity")
    for kind, number, quantity in counts:
        if own is None or number in own:
            registers.setdefault(kind, {})[number] = quantity
    places = [(row.number, row.name) for row in table.municipalities]
    types = len(table.cells) <= MOST_QUANTITIES
    return Offer(
        products=tuple(
            Supposable(
                keys[row.product],
                row.product,
                next(iter(prices[row.product])) if len(prices[row.product]) == 1 else None,
                tuple(
                    (number, name, table.quantities[row.product, number])
                    for number, name in (places if types else ())
                    if (row.product, number) in table.cells
                ),
            )
            for row in table.products
        ),
        registers=registers,
        types_quantities=types,
    )


def register_quantities(offer: Offer, product: str, kind: str, table: CostTable) -> dict[tuple[str, str | None], int]:
    """The quantities of a product if a register's counts decided them."""
    counts = offer.registers.get(kind)
    if not counts:
        return {}
    return {
        (product, row.number): counts[row.number]
        for row in table.municipalities
        if row.number in counts and (product, row.number) in table.cells
    }


def effect(ground: Ground, table: CostTable, what_if: WhatIf, *, own: Collection[str] | None = None) -> Comparison:
    """The scenario as it is, in the reader's eyes, beside what it would be."""
    supposed = ground.supposing(what_if)
    return compare([table, supposed if own is None else supposed.only(own)])
