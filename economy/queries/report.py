"""What a report shows: its budget with sums and deviations, its figures per municipality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cooperation.models import Municipality
from economy.models import ActivityFigure, BudgetLine, FigureKind, Report
from economy.rules.budget import Pair, total


@dataclass(frozen=True)
class GroupSum:
    """A group of budget lines and their sum."""

    name: str
    lines: tuple[BudgetLine, ...]

    @property
    def pair(self) -> Pair:
        return total(line.pair for line in self.lines)


@dataclass(frozen=True)
class Budget:
    groups: tuple[GroupSum, ...]

    @property
    def total(self) -> Pair:
        return total(group.pair for group in self.groups)

    @property
    def decimals(self) -> int:
        """Øre are shown where any amount has them."""
        amounts = [amount for group in self.groups for line in group.lines for amount in (line.budget, line.accounts)]
        return 2 if any(amount % 1 for amount in amounts) else 0


def budget_of(report: Report) -> Budget:
    groups = report.groups.prefetch_related("lines")
    return Budget(tuple(GroupSum(group.name, tuple(group.lines.all())) for group in groups))


@dataclass(frozen=True)
class FigureRow:
    """A municipality's figures, in the order of the kinds; None where nothing was drawn."""

    municipality: Municipality
    figures: tuple[ActivityFigure | None, ...]


@dataclass(frozen=True)
class Activity:
    kinds: tuple[FigureKind, ...]
    rows: tuple[FigureRow, ...]
    drawn_at: datetime | None
    as_of: date | None

    @property
    def sums(self) -> list[int]:
        return [
            sum(figure.count for row in self.rows if (figure := row.figures[place]) is not None)
            for place in range(len(self.kinds))
        ]


def activity_of(report: Report) -> Activity:
    figures = list(report.figures.select_related("municipality").defer("behind"))
    kinds = tuple(FigureKind)
    by_place = {(figure.municipality_id, figure.kind): figure for figure in figures}
    municipalities = {figure.municipality_id: figure.municipality for figure in figures}
    rows = tuple(
        FigureRow(one, tuple(by_place.get((one.pk, kind.value)) for kind in kinds))
        for one in sorted(municipalities.values(), key=lambda one: one.number)
    )
    first = figures[0] if figures else None
    return Activity(kinds, rows, first.drawn_at if first else None, first.as_of if first else None)
