"""What if a price, a quantity or a product were different? The saved scenario is not touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    rounded_in_order,
)
from .money import Rounded, from_ore

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
    return CostItem(  # written out: many times as fast as dataclasses.replace, and there are thousands
        product=item.product,
        municipality=item.municipality,
        quantity=quantity if other_quantity and quantity is not None else item.quantity,
        price=price if other_price and price is not None else item.price,
        months_priced=PER_MONTH if other_price else item.months_priced,
        since=item.since,
        until=item.until,
        source=SUPPOSED if other_quantity else item.source,
        counted_on=None if other_quantity else item.counted_on,
        price_source=SUPPOSED if other_price else item.price_source,
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
    def of_municipality(self) -> dict[str | None, list[int]]:
        """Where each municipality's lines are; None: the shared ones."""
        found: dict[str | None, list[int]] = {row.number: [] for row in self.table.municipalities}
        for index, item in enumerate(self.table.worked_out.items):
            found.setdefault(item.municipality, []).append(index)
        return found

    def supposing(self, what_if: WhatIf) -> CostTable:
        items, ore = list(self.table.worked_out.items), list(self.table.worked_out.ore)
        about = {*what_if.prices, *(product for product, _place in what_if.quantities)} - what_if.off
        for product in about:
            lines = self.of_product.get(product, ())
            changed = supposing([items[index] for index in lines], what_if)
            for index, item, cost in zip(lines, changed, items_in_ore(changed, self.table.year), strict=True):
                items[index], ore[index] = item, cost
        for product in what_if.off:
            for index in self.of_product.get(product, ()):
                ore[index] = 0  # nothing to round, so it takes no krone from the others
        kroner = rounded_in_order(items, ore)
        return self._summed(items, ore, kroner, what_if.off)

    def _summed(
        self, items: Sequence[CostItem], ore: Sequence[int], kroner: Sequence[int], off: Collection[str]
    ) -> CostTable:
        def rounded(lines: Iterable[int]) -> tuple[Decimal, int]:
            return from_ore(sum(map(ore.__getitem__, lines))), sum(map(kroner.__getitem__, lines))

        table = self.table
        kept = [item.product not in off for item in items] if off else [True] * len(items)
        shared = [index for index in self.of_municipality.get(None, ()) if items[index].product not in off]
        return CostTable(
            name=table.name,
            year=table.year,
            worked_out=WorkedOut(
                tuple(compress(items, kept)), tuple(compress(ore, kept)), tuple(compress(kroner, kept))
            ),
            municipalities=tuple(
                MunicipalityCost(*rounded(self.of_municipality[row.number]), row.number, row.name)
                for row in table.municipalities
            ),
            products=tuple(
                ProductCost(*rounded(lines), product)
                for product, lines in self.of_product.items()
                if product not in off
            ),
            shared=Rounded(*rounded(shared)) if shared else None,
            total=Rounded(from_ore(sum(ore)), sum(kroner)),
        )
