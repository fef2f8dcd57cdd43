"""What changed between two states of a scenario, split into product, quantity, price and key.

For each municipality: what it cost before, plus the four parts, is what it costs after, to the øre. A product that only one
of the states has is a change of product. Where both have it, the quantity's part is the change of quantity at the price of
before, and the price's part is the rest. Shared costs are split in the same way and shared by the key of before; what
another key moves between the municipalities is the key's part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from .allocation import allocate_shares
from .cost_table import CostTable
from .money import divide_half_up, format_amount, format_signed, from_ore, in_ore
from .proration import months_in_year

Shares = Mapping[str, Fraction]
Figures = tuple[Decimal, ...]
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class State:
    """A table, and the key that shares what belongs to nobody: municipality number → share. None: not shared."""

    table: CostTable
    shares: Shares | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A municipality's change. `before` + the four parts = `after`."""

    name: str
    number: str
    before: Decimal
    product: Decimal
    quantity: Decimal
    price: Decimal
    key: Decimal

    @property
    def difference(self) -> Decimal:
        return self.product + self.quantity + self.price + self.key

    @property
    def after(self) -> Decimal:
        return self.before + self.difference

    @property
    def texts(self) -> tuple[str, ...]:
        """Before, the four parts with their sign, after: as a table prints them."""
        parts = (self.product, self.quantity, self.price, self.key)
        return (format_amount(self.before), *map(format_signed, parts), format_amount(self.after))


@dataclass(slots=True)
class _Cell:
    """What a product costs a municipality, and for how many (quantity × months)."""

    ore: int = 0
    amount: Fraction = field(default_factory=Fraction)


def split_change(before: State, after: State) -> tuple[list[Changed], Changed]:
    """A row for each municipality, the lowest number first, and their sum with what nobody has been given."""
    names = {row.number: row.name for state in (before, after) for row in state.table.municipalities}
    cells = _cells(before.table), _cells(after.table)
    products = {product for product, _place in cells[0]}, {product for product, _place in cells[1]}
    parts = {place: _parts(place, cells, products) for place in {*names, *(key[1] for both in cells for key in both)}}
    allotted = _allotted(parts.pop(None, (0, 0, 0, 0)), before.shares, after.shares)
    rows = []
    for number in sorted(names):
        own = (*(from_ore(part) for part in parts[number]), ZERO)
        given = allotted.get(number, (ZERO,) * 5)
        rows.append(_changed(names[number], number, own, given))
    total: Figures = (ZERO,) * 5
    for figures in [*map(_figures, rows), allotted[None]]:
        total = tuple(one + other for one, other in zip(total, figures, strict=True))
    return rows, _changed("", "", total, (ZERO,) * 5)


def _changed(name: str, number: str, own: Figures, given: Figures) -> Changed:
    before, product, quantity, price, key = (one + other for one, other in zip(own, given, strict=True))
    return Changed(name, number, before, product, quantity, price, key)


def _figures(row: Changed) -> Figures:
    return row.before, row.product, row.quantity, row.price, row.key


def _cells(table: CostTable) -> dict[tuple[str, str | None], _Cell]:
    found: dict[tuple[str, str | None], _Cell] = {}
    for line in table.lines:
        cell = found.setdefault((line.product, line.municipality), _Cell())
        cell.ore += in_ore(line.exact)
        cell.amount += line.quantity * months_in_year(table.year, line.item.since, line.item.until)
    return found


def _parts(
    place: str | None,
    cells: tuple[dict[tuple[str, str | None], _Cell], dict[tuple[str, str | None], _Cell]],
    products: tuple[set[str], set[str]],
) -> tuple[int, int, int, int]:
    """Before, and the changes of product, quantity and price, in øre."""
    start = by_product = by_quantity = by_price = 0
    for product in products[0] | products[1]:
        was, became = cells[0].get((product, place), _Cell()), cells[1].get((product, place), _Cell())
        start += was.ore
        difference = became.ore - was.ore
        if product not in products[0] or product not in products[1]:
            by_product += difference
            continue
        moved = difference
        if was.amount and became.amount:
            at_old_price = (became.amount - was.amount) * was.ore / was.amount
            moved = divide_half_up(at_old_price.numerator, at_old_price.denominator)
        by_quantity += moved
        by_price += difference - moved
    return start, by_product, by_quantity, by_price


def _allotted(parts: tuple[int, int, int, int], old: Shares | None, new: Shares | None) -> dict[str | None, Figures]:
    """The shared costs' parts for each municipality, then the key's. Under None: what is given to nobody."""
    steps = [sum(parts[: count + 1]) for count in range(4)]
    given = [_shared(step, old) for step in steps] + [_shared(steps[-1], new)]
    places = {place for amounts in given for place in amounts} | {None}
    found: dict[str | None, Figures] = {}
    for place in places:
        amounts = [step.get(place, ZERO) for step in given]
        grown = [later - earlier for earlier, later in pairwise(amounts)]
        found[place] = (amounts[0], *grown)
    return found


def _shared(ore: int, shares: Shares | None) -> dict[str | None, Decimal]:
    amount = from_ore(ore)
    return {None: amount} if shares is None else dict(allocate_shares(amount, shares).items())
