"""A report's tables as they are printed: on paper, on a slide, frozen with a case."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.rules.table import AMOUNT, Column, Table
from economy.models import Report
from economy.queries.report import Activity, Budget, activity_of, budget_of
from economy.rules.amount_text import written_as
from economy.rules.budget import Pair

NONE = "–"


def signed(value: Decimal, decimals: int) -> str:
    """A deviation wears its sign, plus too."""
    return ("+" if value > 0 else "") + written_as(value, decimals=decimals)


def percent_told(value: Decimal | None) -> str:
    return NONE if value is None else signed(value, 1)


def _cells(label: str, pair: Pair, decimals: int) -> tuple[str, ...]:
    return (
        label,
        written_as(pair.budget, decimals=decimals),
        written_as(pair.accounts, decimals=decimals),
        signed(pair.deviation, decimals),
        percent_told(pair.percent),
    )


@dataclass(frozen=True)
class BudgetPart:
    """A group as a page shows it: its name, its lines and its sum, every line as its cells."""

    name: str
    lines: tuple[tuple[str, ...], ...]
    sum: tuple[str, ...]


def budget_parts(budget: Budget) -> list[BudgetPart]:
    return [
        BudgetPart(
            group.name,
            tuple(_cells(line.name, line.pair, budget.decimals) for line in group.lines),
            _cells(_("Sum %(group)s") % {"group": group.name.lower()}, group.pair, budget.decimals),
        )
        for group in budget.groups
    ]


def net_cells(budget: Budget) -> tuple[str, ...]:
    return _cells(_("Net"), budget.total, budget.decimals)


def sign_rule() -> str:
    """The one rule of signs, as every table says it."""
    return _(
        "Expenses are written with plus and income with minus. The deviation is accounts minus budget: above zero more "
        "was spent, or less earned, than budgeted. Per cent is of the budget’s size."
    )


def printed_budget(report: Report, budget: Budget) -> Table:
    """Every line with the sum of its group after it, and the net of all."""
    rows: list[tuple[str, ...]] = []
    for part in budget_parts(budget):
        rows += [*part.lines, part.sum]
    return Table(
        caption=_("%(title)s: operating budget %(year)s, kr") % {"title": report.title, "year": report.year},
        columns=_columns(),
        rows=tuple(rows),
        totals=net_cells(budget) if rows else (),
        notes=(sign_rule(), _("Accounts until %(day)s.") % {"day": f"{report.as_of:%d.%m.%Y}"}),
    )


def printed_sums(report: Report, budget: Budget) -> Table:
    """The sums only, for a slide."""
    decimals = budget.decimals
    return Table(
        caption=_("Operating budget %(year)s, kr") % {"year": report.year},
        columns=_columns(),
        rows=tuple(_cells(group.name, group.pair, decimals) for group in budget.groups),
        totals=net_cells(budget),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Line")),
        Column(_("Budget"), AMOUNT),
        Column(pgettext("economy", "Accounts"), AMOUNT),
        Column(_("Deviation"), AMOUNT),
        Column(_("Deviation in per cent"), AMOUNT),
    )


def printed_activity(report: Report, activity: Activity) -> Table:
    notes = []
    if activity.as_of and activity.drawn_at:
        notes = [
            _("Counted in the registers at %(day)s.") % {"day": f"{activity.as_of:%d.%m.%Y}"},
        ]
    return Table(
        caption=_("%(title)s: activity") % {"title": report.title},
        columns=(Column(_("Municipality")), *(Column(str(kind.label), AMOUNT) for kind in activity.kinds)),
        rows=tuple(
            (row.municipality.name, *(str(figure.count) if figure else NONE for figure in row.figures))
            for row in activity.rows
        ),
        totals=(_("Sum"), *(str(number) for number in activity.sums)) if activity.rows else (),
        notes=tuple(notes),
    )


def report_tables(report: Report) -> dict[str, Table]:
    """Its tables that hold something, by part."""
    tables = {
        "budget": printed_budget(report, budget_of(report)),
        "activity": printed_activity(report, activity_of(report)),
    }
    return {part: table for part, table in tables.items() if table.rows}
