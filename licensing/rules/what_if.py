"""What if a price, a quantity or a product were different? The saved scenario is not touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import compress

from .cost_table import (
    PER_MONTH,
    CostItem,
    CostTable,
    MunicipalityCost,
    ProductCost,
    WorkedOut,
    items_in_ore,
    place_in_order,
)
from .money import Rounded, from_ore
from .rounded_again import RoundedAgain

SUPPOSED = "supposed"


@dataclass(frozen=True)
class WhatIf:
    """What is supposed: another monthly price of a product, another quantity of a product in a municipality (by number;
    None: the shared one), products left out.
    """

    prices: Mapping[str, Decimal] = field(default_factory=dict)
    quantities: Mapping[tuple[str, str | None], int] = field(default_factory=dict)
    off: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.prices or self.quantities or self.off)


def supposing(items: Iterable[CostItem], what_if: WhatIf) -> list[CostItem]:
    """The items as they would be. A price or quantity holds for every time that the product's lines cover."""
    return [_supposed(item, what_if) for item in items if item.product not in what_if.off]


def _supposed(item: CostItem, what_if: WhatIf) -> CostItem:
    price = what_if.prices.get(item.product)
    quantity = what_if.quantities.get((item.product, item.municipality))
    other_price = price is not None and (price != item.price or item.months_priced != PER_MONTH)
    other_quantity = quantity is not None and quantity != item.quantity
    if not other_price and not other_quantity:
        return item
    return CostItem(  # by place: there are thousands, and names take twice as long
        item.product,
        item.municipality,
        quantity if other_quantity and quantity is not None else item.quantity,
        price if other_price and price is not None else item.price,
        PER_MONTH if other_price else item.months_priced,
        item.since,
        item.until,
        SUPPOSED if other_quantity else item.source,
        None if other_quantity else item.counted_on,
        SUPPOSED if other_price else item.price_source,
    )


@dataclass(frozen=True)
class Ground:
    """A cost table that one supposition after the other is made about. Only the lines of what is supposed are worked out
    anew; whole kroner are rounded over all lines, as ever. The answer is that of `calculate` for the supposed items.
    """

    table: CostTable

    @cached_property
    def of_product(self) -> dict[str, list[int]]:
        """Where each product's lines are."""
        found: dict[str, list[int]] = {}
        for index, item in enumerate(self.table.worked_out.items):
            found.setdefault(item.product, []).append(index)
        return found

    @cached_property
    def rounded(self) -> RoundedAgain:
        return RoundedAgain(self.table.worked_out.ore, self.table.worked_out.kroner, unit=100)

    def supposing(self, what_if: WhatIf) -> CostTable:
        items, ore = list(self.table.worked_out.items), list(self.table.worked_out.ore)
        about = {*what_if.prices, *(product for product, _place in what_if.quantities)} - what_if.off
        touched: list[int] = []
        for product in about:
            lines = self.of_product.get(product, ())
            changed = supposing([items[index] for index in lines], what_if)
            for index, item, cost in zip(lines, changed, items_in_ore(changed, self.table.year), strict=True):
                items[index], ore[index] = item, cost
            touched += lines
        for product in what_if.off:
            for index in self.of_product.get(product, ()):
                ore[index] = 0  # nothing to round, so it takes no krone from the others
                touched.append(index)
        kroner, differing = self.rounded.with_changed(ore, touched, lambda index: place_in_order(items[index]))
        return self._summed(WorkedOut(tuple(items), tuple(ore), tuple(kroner)), differing, what_if.off)

    def _summed(self, supposed: WorkedOut, differing: Iterable[int], off: Collection[str]) -> CostTable:
        """The sums as they were, moved by the lines that are no longer what they were."""
        table, before = self.table, self.table.worked_out
        # øre and kroner that each municipality, each product and all of it come to more than before
        more_of_place: dict[str | None, tuple[int, int]] = {}
        more_of_product: dict[str | None, tuple[int, int]] = {}
        in_all = (0, 0)
        for index in differing:
            more_ore = supposed.ore[index] - before.ore[index]
            more_kroner = supposed.kroner[index] - before.kroner[index]
            if more_ore or more_kroner:
                item = supposed.items[index]
                more = (more_ore, more_kroner)
                _add(more_of_place, item.municipality, more)
                _add(more_of_product, item.product, more)
                in_all = (in_all[0] + more_ore, in_all[1] + more_kroner)

        def moved(row: Rounded, more: tuple[int, int] | None) -> tuple[Decimal, int]:
            return (row.exact + from_ore(more[0]), row.kroner + more[1]) if more else (row.exact, row.kroner)

        shares = table.shared is not None and any(
            item.municipality is None and item.product not in off for item in supposed.items
        )
        if off:
            kept = [item.product not in off for item in supposed.items]
            supposed = WorkedOut(
                tuple(compress(supposed.items, kept)),
                tuple(compress(supposed.ore, kept)),
                tuple(compress(supposed.kroner, kept)),
            )
        return CostTable(
            name=table.name,
            year=table.year,
            worked_out=supposed,
            municipalities=tuple(
                [
                    MunicipalityCost(*moved(row, more_of_place[row.number]), row.number, row.name)
                    if row.number in more_of_place
                    else row
                    for row in table.municipalities
                ]
            ),
            products=tuple(
                ProductCost(*moved(row, more_of_product.get(row.product)), row.product)
                for row in table.products
                if row.product not in off
            ),
            shared=Rounded(*moved(table.shared, more_of_place.get(None)))
            if shares and table.shared is not None
            else None,
            total=Rounded(*moved(table.total, in_all)),
        )


def _add(to: dict[str | None, tuple[int, int]], key: str | None, more: tuple[int, int]) -> None:
    before = to.get(key)
    to[key] = more if before is None else (before[0] + more[0], before[1] + more[1])
