"""A cost table as a file: JSON for programs, CSV and a workbook for spreadsheets, PDF for people. `FORMATS` is where other formats come in."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licensing.rules.cost_table import CostTable

from .cost_pdf import cost_pdf
from .csv_file import csv_bytes
from .workbook import About, cost_workbook


def cost_table_json(table: CostTable, about: About) -> bytes:
    return (json.dumps(table.as_json(), ensure_ascii=False, indent=2) + "\n").encode()


def cost_table_csv(table: CostTable, about: About) -> bytes:
    """One row per line, then what is shared by none, then the total: whole kroner add up as printed."""
    head: list[str | int | Decimal | None] = [
        _("Product"), _("Municipality number"), _("Municipality"), _("Quantity"), _("Price per month"),
        _("From"), _("Until"), _("Exact"), _("Kroner"), _("Adjusted"),
    ]  # fmt: skip
    names = {row.number: row.name for row in table.municipalities}
    rows: list[list[str | int | Decimal | None]] = [head]
    for line in table.lines:
        number = line.municipality
        rows.append(
            [
                line.product,
                number,
                names[number] if number else _("shared"),
                line.quantity,
                line.monthly_price,
                line.item.since.isoformat() if line.item.since else None,
                line.item.until.isoformat() if line.item.until else None,
                line.exact,
                line.kroner,
                1 if line.adjusted else 0,
            ]
        )
    rows.append([_("Total"), None, None, None, None, None, None, table.total.exact, table.total.kroner, None])
    return csv_bytes(rows)


def cost_table_pdf(table: CostTable, about: About) -> bytes:
    return cost_pdf(table, about, language=get_language() or "nb")


FORMATS: dict[str, Callable[[CostTable, About], bytes]] = {
    "json": cost_table_json,
    "csv": cost_table_csv,
    "xlsx": cost_workbook,
    "pdf": cost_table_pdf,
}
