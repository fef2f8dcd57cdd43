"""A line as it is planned, and the items it stands for: one for each time between two changes of its price or count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .cost_table import PER_MONTH, CostItem
from .spans import Counted, ListedPrice, Span, price_spans, quantity_spans, whole_year

TYPED = "typed"
NO_PRICE, NO_COUNT = "price", "quantity"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line with its own price or the price list's, and its own quantity or counts that were made.

    `takes_newest`: the newest count holds for all of the line, also for the days before it was made (registers tell
    what is). Otherwise each count holds from its day (holdings tell since when).
    """

    product: str
    municipality: str | None
    since: date | None = None
    until: date | None = None
    price: Decimal | None = None
    months_priced: int = PER_MONTH
    quantity: int | None = None
    source: str = TYPED
    takes_newest: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of a line for which there is no price or no count. They cost nothing here, which the page tells."""

    product: str
    municipality: str | None
    span: Span
    lacks: str


def resolve(
    line: PlannedLine, year: int, *, prices: Sequence[ListedPrice], sources: Sequence[str], counts: Sequence[Counted]
) -> Iterator[CostItem | Gap]:
    """The items of a year, and the days that lack something. A line that begins later is asked about its first day."""
    asked = whole_year(year).within(line.since, line.until)
    if asked is None:
        if line.since is None or line.since.year < year:
            return
        asked = Span(line.since, line.since)
    for counted_span, counted in _counts(line, counts, asked):
        if counted is None:
            yield Gap(line.product, line.municipality, counted_span, NO_COUNT)
            continue
        for span, price in _prices(line, prices, sources, counted_span):
            if price is None:
                yield Gap(line.product, line.municipality, span, NO_PRICE)
                continue
            yield CostItem(
                line.product,
                line.municipality,
                counted.quantity,
                price.amount,
                price.months_priced,
                line.since if span.first == asked.first else span.first,
                line.until if span.last == asked.last else span.last,
                line.source,
                None if line.source == TYPED else counted.since,
                price.source,
            )


def _counts(line: PlannedLine, counts: Sequence[Counted], asked: Span) -> list[tuple[Span, Counted | None]]:
    if line.quantity is not None:
        return [(asked, Counted(asked.first, line.quantity))]
    if line.takes_newest:
        return [(asked, max(counts, key=lambda row: row.since, default=None))]
    return quantity_spans(counts, asked)


def _prices(
    line: PlannedLine, prices: Sequence[ListedPrice], sources: Sequence[str], asked: Span
) -> list[tuple[Span, ListedPrice | None]]:
    if line.price is not None:
        return [(asked, ListedPrice(TYPED, asked.first, None, line.price, line.months_priced))]
    return price_spans(prices, sources, asked)
