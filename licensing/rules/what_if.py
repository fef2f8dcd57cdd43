"""What if a price, a quantity or a product were different? The saved scenario is not touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from .cost_table import PER_MONTH, CostItem

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
    found = []
    for item in items:
        if item.product in what_if.off:
            continue
        price = what_if.prices.get(item.product)
        quantity = what_if.quantities.get((item.product, item.municipality))
        changed = item
        if price is not None and (price != item.price or item.months_priced != PER_MONTH):
            changed = replace(changed, price=price, months_priced=PER_MONTH, price_source=SUPPOSED)
        if quantity is not None and quantity != item.quantity:
            changed = replace(changed, quantity=quantity, source=SUPPOSED, counted_on=None)
        found.append(changed)
    return found
