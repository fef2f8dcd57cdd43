"""Deviations of an operating budget, under one rule of signs.

Expenses are written with plus and income with minus. The deviation is accounts minus budget, on every line, in every
sum: above zero more was spent, or less earned, than budgeted. The per cent is the deviation of the budget's size, so it
always has the deviation's sign. What nothing was budgeted for has no per cent, and neither has what deviates by ten times its
budget and more: such a figure only says that the budget was next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
TENTH = Decimal("0.1")
MOST_PERCENT = 1000


@dataclass(frozen=True)
class Pair:
    """Budget and accounts of a line or of a sum of lines."""

    budget: Decimal = ZERO
    accounts: Decimal = ZERO

    @property
    def deviation(self) -> Decimal:
        return self.accounts - self.budget

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.deviation, self.budget)

    def __add__(self, other: Pair) -> Pair:
        return Pair(self.budget + other.budget, self.accounts + other.accounts)


def percent_of(deviation: Decimal, budget: Decimal) -> Decimal | None:
    """To one decimal, halves away from zero."""
    if not budget or abs(deviation) * 100 >= abs(budget) * MOST_PERCENT:
        return None
    return (deviation * 100 / abs(budget)).quantize(TENTH, rounding=ROUND_HALF_UP)


def total(pairs: Iterable[Pair]) -> Pair:
    return sum(pairs, start=Pair())
