"""The budget as a grid of inputs, saved whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from economy.queries.report import Budget
from economy.rules.amount_text import figure, written_as
from economy.rules.budget_table import TakenLine

EMPTY_ROWS, MOST_ROWS = 4, 300
LARGEST = Decimal(10) ** 12


@dataclass
class BudgetRow:
    """A line as it is typed."""

    number: int
    group: str = ""
    name: str = ""
    budget: str = ""
    accounts: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """A line whose name, group and amounts are cleared is taken away."""
        return not any((self.name.strip(), self.budget.strip(), self.accounts.strip()))


class BudgetForm:
    """Reads the grid. `rows` show what was typed, with what is wrong at its place."""

    def __init__(self, rows: list[BudgetRow]) -> None:
        self.rows = rows
        self.lines: list[TakenLine] = []

    @classmethod
    def of(cls, budget: Budget) -> BudgetForm:
        rows = [
            BudgetRow(0, group.name, line.name, _plain(line.budget), _plain(line.accounts))
            for group in budget.groups
            for line in group.lines
        ]
        rows += [BudgetRow(0) for _number in range(EMPTY_ROWS)]
        return cls(_numbered(rows))

    @classmethod
    def sent(cls, data: QueryDict) -> BudgetForm:
        lists = [data.getlist(name) for name in ("group", "name", "budget", "accounts")]
        rows = [BudgetRow(0, *typed) for typed in list(zip(*lists, strict=False))[:MOST_ROWS]]
        return cls(_numbered(rows))

    def is_valid(self) -> bool:
        self.lines = []
        group = ""
        for row in self.rows:
            if row.is_empty:
                continue
            group = row.group.strip() or group
            if not row.name.strip():
                row.errors["name"] = _("Name the line.")
            if not group:
                row.errors["group"] = _("Name the group of the first line.")
            amounts = {name: self._amount(row, name) for name in ("budget", "accounts")}
            self.lines.append(TakenLine(group, row.name.strip(), amounts["budget"], amounts["accounts"]))
        return not any(row.errors for row in self.rows)

    def _amount(self, row: BudgetRow, name: str) -> Decimal:
        typed = getattr(row, name).strip()
        if not typed:
            return Decimal(0)
        found = figure(typed)
        if found is None or found.is_percent or found.decimals > 2 or abs(found.value) >= LARGEST:
            row.errors[name] = _("Write an amount in kroner, such as 1 234 or −1 234,50.")
            return Decimal(0)
        return found.value


def _plain(amount: Decimal) -> str:
    return written_as(amount, decimals=2 if amount % 1 else 0)


def _numbered(rows: Iterable[BudgetRow]) -> list[BudgetRow]:
    numbered = list(rows)
    for number, row in enumerate(numbered, start=1):
        row.number = number
    return numbered
