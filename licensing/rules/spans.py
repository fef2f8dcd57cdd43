"""What applies when: prices and counts that change on a day, laid over a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included."""

    first: date
    last: date

    def within(self, since: date | None, until: date | None) -> Span | None:
        """What of it lies between the two days, if anything."""
        first = max(self.first, since) if since else self.first
        last = min(self.last, until) if until else self.last
        return Span(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """A row of the price list."""

    source: str
    since: date
    until: date | None
    amount: Decimal
    months_priced: int


@dataclass(frozen=True, slots=True)
class Counted:
    """So many from a day."""

    since: date
    quantity: int


def price_spans(
    prices: Sequence[ListedPrice], sources: Sequence[str], span: Span
) -> list[tuple[Span, ListedPrice | None]]:
    """Which price applies on each day: of the first source that has one, the newest begun. None where there is none."""

    def on(day: date) -> ListedPrice | None:
        for source in sources:
            rows = [row for row in prices if row.source == source and row.since <= day]
            if rows:
                newest = max(rows, key=lambda row: row.since)
                if newest.until is None or day <= newest.until:
                    return newest
        return None

    edges = {row.since for row in prices} | {row.until + DAY for row in prices if row.until}
    return [(part, on(part.first)) for part in _cut(span, edges)]


def quantity_spans(counts: Sequence[Counted], span: Span) -> list[tuple[Span, Counted | None]]:
    """Which count applies on each day: the newest begun. None before the first."""

    def on(day: date) -> Counted | None:
        return max((row for row in counts if row.since <= day), key=lambda row: row.since, default=None)

    return [(part, on(part.first)) for part in _cut(span, {row.since for row in counts})]


def _cut(span: Span, edges: Iterable[date]) -> list[Span]:
    firsts = [span.first, *sorted(edge for edge in edges if span.first < edge <= span.last)]
    lasts = [first - DAY for first in firsts[1:]] + [span.last]
    return [Span(first, last) for first, last in zip(firsts, lasts, strict=True)]


def whole_year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))
