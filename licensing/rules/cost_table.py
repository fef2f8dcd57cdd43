"""The one calculation: what each line, municipality and product costs in a year.

The page, the workbook, the PDF, the invoice basis and the commands `calculate_costs` and `cost_table` all ask here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from .money import Rounded, from_ore, in_ore, share_rest
from .proration import WHOLE_YEAR, cost_by_month, cost_in_ore, months_in_year

PER_MONTH, PER_YEAR = 1, 12
SHARED = "~"  # after every municipality number


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, as the calculation knows it."""

    number: str
    name: str


class CostItem(NamedTuple):
    """What goes in: so many of a product at a price, for a municipality or shared by all, for a year or part of it.

    `municipality` is its number, None for a cost that belongs to nobody until a key shares it. `since` and `until` are
    the first and the last day. `months_priced`: 1 for a monthly price, 12 for a yearly one. `source` tells where the
    quantity came from and `counted_on` its day, `price_source` where the price came from.
    """

    product: str
    municipality: str | None
    quantity: int
    price: Decimal
    months_priced: int = PER_MONTH
    since: date | None = None
    until: date | None = None
    source: str = ""
    counted_on: date | None = None
    price_source: str = ""

    def cost_by_month(self, year: int) -> tuple[Decimal, ...]:
        """Twelve amounts that sum to the line's exact cost of the year."""
        return cost_by_month(self.price, self.quantity, year, self.since, self.until, months_priced=self.months_priced)


@dataclass(frozen=True, slots=True)
class CostLine:
    """What comes out for one item: the exact cost to the øre, and the kroner printed."""

    item: CostItem
    exact: Decimal
    kroner: int
    adjusted: bool

    @property
    def product(self) -> str:
        return self.item.product

    @property
    def municipality(self) -> str | None:
        return self.item.municipality

    @property
    def quantity(self) -> int:
        return self.item.quantity

    @property
    def monthly_price(self) -> Decimal:
        """The price per month; a yearly price's twelfth, for showing only."""
        if self.item.months_priced == PER_MONTH:
            return self.item.price
        return (self.item.price / self.item.months_priced).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class MunicipalityCost(Rounded):
    """A row's sum."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class ProductCost(Rounded):
    """A column's sum."""

    product: str


NOTHING = Rounded(Decimal("0.00"), 0)


class WorkedOut(NamedTuple):
    """The items with their exact øre and their printed kroner, side by side: sums are made of these."""

    items: tuple[CostItem, ...]
    ore: tuple[int, ...]
    kroner: tuple[int, ...]


@dataclass(frozen=True)
class CostTable:
    """A year's costs: lines, and their sums per municipality, per product and in all.

    Printed kroner add up along every row and column: a sum's kroner are the sum of its lines' kroner, and the total's
    are the exact total rounded. `shared` is what belongs to no municipality; the municipalities' sums and `shared` make
    the total.
    """

    name: str
    year: int
    worked_out: WorkedOut
    municipalities: tuple[MunicipalityCost, ...]
    products: tuple[ProductCost, ...]
    shared: Rounded | None
    total: Rounded

    @cached_property
    def lines(self) -> tuple[CostLine, ...]:
        """One line for each item, in their order."""
        return tuple(map(_line, *self.worked_out))

    @cached_property
    def cells(self) -> dict[tuple[str, str | None], Rounded]:
        """Product and municipality number (None: shared) → what they cost. Only those that have lines."""
        sums: dict[tuple[str, str | None], tuple[int, int]] = {}
        for item, ore, kroner in zip(*self.worked_out, strict=True):
            key = (item.product, item.municipality)
            before = sums.get(key, (0, 0))
            sums[key] = (before[0] + ore, before[1] + kroner)
        return {key: Rounded(from_ore(ore), kroner) for key, (ore, kroner) in sums.items()}

    def cell(self, product: str, municipality: str | None) -> Rounded:
        return self.cells.get((product, municipality), NOTHING)

    @cached_property
    def quantities(self) -> dict[tuple[str, str | None], int]:
        """Product and municipality number → how many; of lines that follow each other in time, the last one's."""
        found: dict[tuple[str, str | None], tuple[date, int]] = {}
        for item in self.worked_out.items:
            key, since = (item.product, item.municipality), item.since or date.min
            last, quantity = found.get(key, (date.min, 0))
            if since > last:
                found[key] = (since, item.quantity)
            elif since == last:
                found[key] = (since, quantity + item.quantity)
        return {key: quantity for key, (_since, quantity) in found.items()}

    @property
    def adjusted(self) -> Iterator[CostLine]:
        """The lines that are printed one krone off the nearest, so that the table adds up."""
        return (line for line in self.lines if line.adjusted)

    def only(self, municipalities: Collection[str]) -> CostTable:
        """The same figures for some municipalities, as somebody may read who sees only those."""
        items, ore, kroner = self.worked_out
        kept = [index for index, item in enumerate(items) if item.municipality in municipalities]
        own = WorkedOut(
            tuple(items[index] for index in kept),
            tuple(ore[index] for index in kept),
            tuple(kroner[index] for index in kept),
        )
        return _summed(self.name, self.year, own, [row for row in self.municipalities if row.number in municipalities])

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "name": self.name,
            "year": self.year,
            "lines": [
                {
                    "product": line.product,
                    "municipality": line.municipality,
                    "quantity": line.quantity,
                    "monthly_price": str(line.monthly_price),
                    "exact": str(line.exact),
                    "kroner": str(line.kroner),
                    "adjusted": line.adjusted,
                }
                for line in self.lines
            ],
            "municipalities": [
                {"number": row.number, "name": row.name, **_rounded_json(row)} for row in self.municipalities
            ],
            "products": [{"product": row.product, **_rounded_json(row)} for row in self.products],
            "total": _rounded_json(self.total),
        }
        if self.shared is not None:
            told["shared"] = _rounded_json(self.shared)
        return told


def _rounded_json(rounded: Rounded) -> dict[str, str]:
    return {"exact": str(rounded.exact), "kroner": str(rounded.kroner)}


def calculate(*, name: str = "", year: int, municipalities: Iterable[Place], items: Iterable[CostItem]) -> CostTable:
    """Work out a year's costs. Lines and municipalities keep their order; which krone a line is printed as does not
    depend on it.

    Whole kroner: largest remainder on the exact lines, ties to the lowest municipality number, then to the product
    whose name comes first, then by what the line itself holds. Shared lines come after all municipalities.
    """
    items = list(items)
    ore = items_in_ore(items, year)
    kroner = rounded_in_order(items, ore)
    return _summed(name, year, WorkedOut(tuple(items), tuple(ore), tuple(kroner)), municipalities)


def rounded_in_order(items: Sequence[CostItem], ore: Sequence[int]) -> list[int]:
    """The kroner that each item is printed as, over all of a table."""
    return share_rest(ore, lambda index: place_in_order(items[index]), unit=100)


def items_in_ore(items: Iterable[CostItem], year: int) -> list[int]:
    """What each item costs. Prices are few and items many, so each price is turned into øre once."""
    prices: dict[Decimal, int] = {}
    found = []
    for item in items:
        price = prices.get(item.price)
        if price is None:
            price = prices[item.price] = in_ore(item.price)
        if item.since is None and item.until is None:
            months = WHOLE_YEAR
            if item.months_priced == PER_MONTH:
                found.append(price * item.quantity * PER_YEAR)
                continue
        else:
            months = months_in_year(year, item.since, item.until)
        found.append(cost_in_ore(price, item.quantity, months, months_priced=item.months_priced))
    return found


def place_in_order(item: CostItem) -> tuple[object, ...]:
    return (
        item.municipality or SHARED,
        item.product,
        item.since or date.min,
        item.until or date.max,
        item.price,
        item.quantity,
    )


def _line(item: CostItem, ore: int, kroner: int) -> CostLine:
    off = abs(ore - 100 * kroner)  # half a krone is rounded away from zero
    return CostLine(item, from_ore(ore), kroner, off > 50 or (off == 50 and abs(100 * kroner) < abs(ore)))


def _summed(
    name: str, year: int, worked_out: WorkedOut, municipalities: Iterable[Place | MunicipalityCost]
) -> CostTable:
    """Sums are made of whole numbers, and told as amounts at the end."""
    names = {place.number: place.name for place in municipalities}
    rows: dict[str | None, list[int]] = {number: [0, 0] for number in names}
    columns: dict[str, list[int]] = {}
    for item, exact, kroner in zip(*worked_out, strict=True):
        row = rows.get(item.municipality)
        if row is None:
            row = rows[item.municipality] = [0, 0]
        column = columns.get(item.product)
        if column is None:
            column = columns[item.product] = [0, 0]
        row[0] += exact
        row[1] += kroner
        column[0] += exact
        column[1] += kroner
    shared = rows.pop(None, None)
    if unknown := rows.keys() - names.keys():
        raise KeyError(f"no such municipality: {', '.join(sorted(str(number) for number in unknown))}")
    total = [sum(pair[unit] for pair in columns.values()) for unit in (0, 1)]
    return CostTable(
        name=name,
        year=year,
        worked_out=worked_out,
        municipalities=tuple(
            MunicipalityCost(from_ore(rows[number][0]), rows[number][1], number, place)
            for number, place in names.items()
        ),
        products=tuple(ProductCost(from_ore(pair[0]), pair[1], product) for product, pair in columns.items()),
        shared=Rounded(from_ore(shared[0]), shared[1]) if shared else None,
        total=Rounded(from_ore(total[0]), total[1]),
    )
