"""What part of a year a line covers.

A price is for a calendar month. A line that starts or ends inside a month costs that month's share of days: the days it
covers, its first and its last included, over the days that the month has. A year's cost is the sum over its months; it is
rounded to the øre once, for the year, so that twelve twelfths of a yearly price are that price.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from .money import divide_half_up, from_ore, in_ore

MONTHS = 12
WHOLE_YEAR = Fraction(MONTHS)
NOTHING = Fraction(0)


@lru_cache(maxsize=4096)
def months_covered(year: int, since: date | None, until: date | None) -> tuple[Fraction, ...]:
    """For each month of the year: how much of it lies between the two days, both included. Empty means open."""
    return tuple(_covered(year, month, since, until) for month in range(1, MONTHS + 1))


def _covered(year: int, month: int, since: date | None, until: date | None) -> Fraction:
    days = monthrange(year, month)[1]
    first, last = date(year, month, 1), date(year, month, days)
    start = max(first, since) if since else first
    end = min(last, until) if until else last
    return Fraction(max(0, (end - start).days + 1), days)


@lru_cache(maxsize=4096)
def months_in_year(year: int, since: date | None, until: date | None) -> Fraction:
    """How many months of the year the line covers: 12 when it covers all of it."""
    return sum(months_covered(year, since, until), start=NOTHING)


def cost(price: Decimal, quantity: int, months: Fraction, *, months_priced: int = 1) -> Decimal:
    """Price × quantity × months, to the øre, halves away from zero. A yearly price is for twelve months."""
    return from_ore(cost_in_ore(in_ore(price), quantity, months, months_priced=months_priced))


def cost_in_ore(price: int, quantity: int, months: Fraction, *, months_priced: int = 1) -> int:
    return divide_half_up(price * quantity * months.numerator, months.denominator * months_priced)


def cost_by_month(
    price: Decimal, quantity: int, year: int, since: date | None, until: date | None, *, months_priced: int = 1
) -> tuple[Decimal, ...]:
    """The year's cost as twelve amounts that sum to it exactly: each is what the year so far has grown by.

    Any run of months (a quarter, a half year) is a sum of these, so quarters sum to the year as well.
    """
    ore, so_far, grown, months = in_ore(price), NOTHING, 0, []
    for covered in months_covered(year, since, until):
        so_far += covered
        reached = cost_in_ore(ore, quantity, so_far, months_priced=months_priced)
        months.append(from_ore(reached - grown))
        grown = reached
    return tuple(months)
