"""Cost tables side by side: what each municipality and each product costs in them, and the difference from the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .cost_table import NOTHING, CostTable
from .money import Rounded, total_of


class ComparedRow(NamedTuple):
    """One municipality or product in each table. Differences are those of the printed kroner, so that they add up too."""

    name: str
    number: str
    amounts: tuple[Rounded, ...]

    @property
    def difference(self) -> Rounded:
        """From the first table to the last."""
        return _difference(self.amounts[0], self.amounts[-1])

    @property
    def differences(self) -> tuple[Rounded, ...]:
        """From the first table to each of the others."""
        return tuple(_difference(self.amounts[0], amount) for amount in self.amounts[1:])

    @property
    def printed(self) -> tuple[str, str, str, str]:
        """Its name, what it costs in the first table, in the last one, and the difference."""
        before, after = self.amounts[0], self.amounts[-1]
        return self.name, before.kroner_text, after.kroner_text, self.difference.signed_text

    @property
    def pairs(self) -> tuple[tuple[Rounded, Rounded | None], ...]:
        """Each amount with its difference from the first; the first has none."""
        return tuple(zip(self.amounts, (None, *self.differences), strict=True))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The tables, and their rows: municipalities (and what is shared), products, total."""

    tables: tuple[CostTable, ...]
    municipalities: tuple[ComparedRow, ...]
    products: tuple[ComparedRow, ...]
    shared: ComparedRow | None
    total: ComparedRow

    def most_changed(self, most: int) -> tuple[tuple[ComparedRow, ...], ComparedRow | None]:
        """The municipalities that change most, in their order, and the sum of the others where there are more."""
        if len(self.municipalities) <= most:
            return self.municipalities, None
        by_change = sorted(self.municipalities, key=lambda row: -abs(row.amounts[-1].exact - row.amounts[0].exact))
        shown = {row.number for row in by_change[:most]}
        rest = by_change[most:]
        sums = [
            Rounded(total_of(row.amounts[table].exact for row in rest), sum(row.amounts[table].kroner for row in rest))
            for table in range(len(self.tables))
        ]
        others = ComparedRow("", str(len(rest)), tuple(sums))
        return tuple(row for row in self.municipalities if row.number in shown), others


def compare(tables: Sequence[CostTable]) -> Comparison:
    """Hold tables against the first one. A municipality or product that one lacks costs nothing there."""
    names = {row.number: row.name for table in tables for row in table.municipalities}
    by_place: list[dict[str, Rounded]] = [{row.number: row for row in table.municipalities} for table in tables]
    by_product: list[dict[str, Rounded]] = [{row.product: row for row in table.products} for table in tables]
    products = list(dict.fromkeys(row.product for table in tables for row in table.products))
    shared = tuple(table.shared or NOTHING for table in tables)
    return Comparison(
        tables=tuple(tables),
        municipalities=tuple(
            [
                ComparedRow(names[number], number, tuple([rows.get(number, NOTHING) for rows in by_place]))
                for number in sorted(names)
            ]
        ),
        products=tuple(
            ComparedRow(product, "", tuple([rows.get(product, NOTHING) for rows in by_product])) for product in products
        ),
        shared=ComparedRow("", "", shared) if any(table.shared for table in tables) else None,
        total=ComparedRow("", "", tuple(table.total for table in tables)),
    )


def _difference(before: Rounded, after: Rounded) -> Rounded:
    return Rounded(after.exact - before.exact, after.kroner - before.kroner)
