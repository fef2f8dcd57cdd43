"""What a benefit is thought to be worth: plain multiplication, every factor kept, so that a figure opens to its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

ORE = Decimal("0.01")
# Wide enough for the largest count × amount × amount that the fields take.
WIDE = Context(prec=60)


@dataclass(frozen=True)
class Range:
    """A low, a likely and a high amount."""

    low: Decimal
    likely: Decimal
    high: Decimal


@dataclass(frozen=True)
class Counted:
    """A municipality and its count of what the estimate multiplies: people, cases, inhabitants."""

    number: str
    name: str
    count: int


@dataclass(frozen=True)
class Worth:
    """One municipality's part, in kroner a year, and in words of figures how it was worked out."""

    number: str
    name: str
    count: int
    kroner: Range
    sum_of: str


@dataclass(frozen=True)
class Estimated:
    rows: tuple[Worth, ...]
    total: Range
    realised: Decimal | None


def by_hours(hours: Range, hour_cost: Decimal, counted: Sequence[Counted]) -> tuple[Worth, ...]:
    """Count × hours saved for each a year × kroner an hour, to the øre."""
    return tuple(
        Worth(
            row.number,
            row.name,
            row.count,
            Range(*(to_ore(row.count * part * hour_cost) for part in (hours.low, hours.likely, hours.high))),
            f"{plain(row.count)} × {plain(hours.likely)} × {plain(hour_cost)}",
        )
        for row in counted
    )


def by_share(national: Range, national_count: int, counted: Sequence[Counted]) -> tuple[Worth, ...]:
    """A national amount × count through national count, to the øre. The count's people are taken to be as all others."""
    return tuple(
        Worth(
            row.number,
            row.name,
            row.count,
            Range(
                *(to_ore(part * row.count / national_count) for part in (national.low, national.likely, national.high))
            ),
            f"{plain(national.likely)} × {plain(row.count)} / {plain(national_count)}",
        )
        for row in counted
    )


def total(rows: Sequence[Worth]) -> Range:
    """The sum of the parts as they are shown, so that the table adds up."""
    return Range(
        sum((row.kroner.low for row in rows), Decimal(0)),
        sum((row.kroner.likely for row in rows), Decimal(0)),
        sum((row.kroner.high for row in rows), Decimal(0)),
    )


def estimated(rows: Sequence[Worth], reached: Decimal | None, *, is_disbenefit: bool = False) -> Estimated:
    """The parts, their sum, and what of the likely sum is realised when that many per cent of the way is reached.

    What is worse than at the start realises nothing, and more than the target no more than all of it. A disbenefit is
    taken carefully: in full while nobody has measured it, and beyond what was expected for all that it is.
    """
    whole = total(rows)
    if is_disbenefit:
        share = Decimal(100) if reached is None else max(reached, Decimal(0))
    elif reached is None:
        return Estimated(tuple(rows), whole, None)
    else:
        share = min(max(reached, Decimal(0)), Decimal(100))
    return Estimated(tuple(rows), whole, to_ore(whole.likely * share / 100))


def to_ore(amount: Decimal) -> Decimal:
    return amount.quantize(ORE, ROUND_HALF_UP, WIDE)


def plain(value: Decimal | int) -> str:
    """A factor in groups of three digits, without trailing zeros and with a decimal comma: 1 200,5."""
    text = f"{Decimal(value).normalize(WIDE):,f}"
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
