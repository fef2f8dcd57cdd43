"""What a negotiation promised, and what came of it.

Promised: the fall in price times the quantity foreseen, for the year. Realised: the price of before less what was paid, times
what was held, over the months of the year. The difference is split in two that sum to it exactly: what another quantity
makes (at the promised fall in price), and what another price makes (the rest).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from .cost_table import CostItem
from .money import format_amount, format_signed, from_ore, in_ore
from .proration import WHOLE_YEAR, cost_in_ore, months_in_year

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Saving:
    """A municipality's saving. `by_quantity` + `by_price` = realised − promised."""

    name: str
    promised: Decimal
    realised: Decimal
    by_quantity: Decimal

    @property
    def by_price(self) -> Decimal:
        return self.realised - self.promised - self.by_quantity

    @property
    def texts(self) -> tuple[str, ...]:
        parts = (self.by_quantity, self.by_price, self.realised - self.promised)
        return (format_amount(self.promised), format_amount(self.realised), *map(format_signed, parts))


def saving(
    name: str, year: int, *, before: CostItem, promised: Decimal, foreseen: int, paid: Iterable[CostItem]
) -> Saving:
    """`before`: the product at the price of before; `paid`: what was held at what price, and when."""
    fall = in_ore(before.price) - in_ore(promised)
    foreseen_ore = cost_in_ore(fall, foreseen, WHOLE_YEAR, months_priced=before.months_priced)
    realised_ore = quantity_ore = 0
    for item in paid:
        months = months_in_year(year, item.since, item.until)
        without = cost_in_ore(in_ore(before.price), item.quantity, months, months_priced=before.months_priced)
        realised_ore += without - cost_in_ore(
            in_ore(item.price), item.quantity, months, months_priced=item.months_priced
        )
        quantity_ore += cost_in_ore(fall, item.quantity, months, months_priced=before.months_priced)
    return Saving(name, from_ore(foreseen_ore), from_ore(realised_ore), from_ore(quantity_ore - foreseen_ore))


def total_saving(savings: Iterable[Saving]) -> Saving:
    total = Saving("", ZERO, ZERO, ZERO)
    for one in savings:
        total = replace(
            total,
            promised=total.promised + one.promised,
            realised=total.realised + one.realised,
            by_quantity=total.by_quantity + one.by_quantity,
        )
    return total
