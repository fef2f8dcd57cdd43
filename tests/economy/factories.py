"""Reports with a budget. What is not given is made up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from economy.models import BudgetGroup, BudgetLine, Report
from tests.factories import serial

LINES = (
    ("Utgifter", "Lønn", "1000", "1100"),
    ("Utgifter", "Varer", "500", "450"),
    ("Inntekter", "Salg", "-1500", "-1600"),
)


def make_report(*, lines: Iterable[tuple[str, str, str, str]] = LINES, **fields: Any) -> Report:
    report = Report.objects.create(
        **{"title": f"Rapport {next(serial)}", "year": 2023, "as_of": date(2023, 11, 30), "is_shared": True, **fields}
    )
    groups: dict[str, BudgetGroup] = {}
    for place, (group, name, budget, accounts) in enumerate(lines):
        if group not in groups:
            groups[group] = BudgetGroup.objects.create(report=report, name=group, position=len(groups))
        BudgetLine.objects.create(
            group=groups[group], name=name, budget=Decimal(budget), accounts=Decimal(accounts), position=place
        )
    return report
