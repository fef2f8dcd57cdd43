"""The budget lines in a checked table: which lines they are, under which sum, and with which sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .amount_text import plain
from .table_check import Checked
from .table_relations import Term
from .table_shape import Column, Role

SUM_WORD = re.compile(r"^(del)?sum(men)?( av)?\s+", re.IGNORECASE)
ONLY_A_SUM = re.compile(r"^((del)?sum(men)?|totalt?|i alt|til saman|til sammen)[ :]*$", re.IGNORECASE)
INCOME = re.compile(r"innt(ek|æk)t", re.IGNORECASE)


@dataclass(frozen=True)
class TakenLine:
    """A line to be taken over. `is_turned` says that its signs were turned, because the table subtracts it."""

    group: str
    name: str
    budget: Decimal
    accounts: Decimal
    is_turned: bool = False

    @property
    def texts(self) -> dict[str, str]:
        return {"budget": plain(self.budget), "accounts": plain(self.accounts)}


def columns_to_take(checked: Checked) -> tuple[Column, Column] | None:
    """The budget and the accounts: of several budgets the one that the deviation is worked out from, else the first."""
    for rule in checked.rules:
        pair = {column.role: column for column in rule.columns}
        if Role.BUDGET in pair and Role.ACCOUNTS in pair:
            return pair[Role.BUDGET], pair[Role.ACCOUNTS]
    budgets, accounts = checked.shape.columns_of(Role.BUDGET), checked.shape.columns_of(Role.ACCOUNTS)
    return (budgets[0], accounts[0]) if budgets and accounts else None


def lines_to_take(checked: Checked, *, rest: str) -> list[TakenLine]:
    """Every line that is no sum, under the sum that it is part of; `rest` names the group of those under none.

    A table that writes both income and expenses with plus, and subtracts one from the other, gets the signs of the
    income turned, so that all lines follow one rule.
    """
    columns = columns_to_take(checked)
    if columns is None:
        return []
    budget, accounts = columns
    above, signs = _parents(checked.sums)
    income = -1 if _subtracts_expenses(checked) else 1
    taken = []
    for place, line in enumerate(checked.shape.lines):
        found, other = line.figures[budget.index], line.figures[accounts.index]
        if place in checked.sums or (found is None and other is None):
            continue
        sign = income * _sign(place, above, signs)
        group = _group(checked.shape.lines[above[place]].label) if place in above else ""
        taken.append(
            TakenLine(
                group.strip(" :") or rest,
                line.label or rest,
                sign * (found.value if found else Decimal(0)),
                sign * (other.value if other else Decimal(0)),
                sign < 0,
            )
        )
    return taken


def _group(label: str) -> str:
    """What a sum line sums: `Utgifter` of `Sum utgifter`; nothing of a line that only says that it is a sum."""
    name = "" if ONLY_A_SUM.match(label) else SUM_WORD.sub("", label)
    return name[:1].upper() + name[1:]


def _subtracts_expenses(checked: Checked) -> bool:
    """Whether a net is income less expenses, and not the other way round: its words tell which the income is."""
    nets = [terms for terms in checked.sums.values() if any(term.sign < 0 for term in terms)]
    return any(
        term.sign > 0 and INCOME.search(checked.shape.lines[term.place.line].label) for terms in nets for term in terms
    )


def _parents(sums: Mapping[int, tuple[Term, ...]]) -> tuple[dict[int, int], dict[int, int]]:
    """The sum that each line is part of, and with which sign."""
    above = {term.place.line: place for place, terms in sums.items() for term in terms}
    signs = {term.place.line: term.sign for terms in sums.values() for term in terms}
    return above, signs


def _sign(place: int, above: Mapping[int, int], signs: Mapping[int, int]) -> int:
    sign = 1
    while place in above:
        sign *= signs[place]
        place = above[place]
    return sign
