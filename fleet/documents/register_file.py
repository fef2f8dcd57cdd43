"""A register as a file: a workbook whose cells are typed, or CSV as Norwegian spreadsheets open it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from licensing.documents.csv_file import STARTS_A_FORMULA, csv_bytes

Value = str | int | Decimal | date | datetime | None
CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}
"""What no cell of a workbook may hold."""


@dataclass(frozen=True)
class FileColumn:
    label: str
    width: int = 16
    is_amount: bool = False


@dataclass(frozen=True)
class RegisterFile:
    """What a file holds: its name, a line that says what it is of and from when, its columns and rows."""

    name: str
    title: str
    columns: tuple[FileColumn, ...]
    rows: Iterable[tuple[Value, ...]]


def as_csv(file: RegisterFile) -> bytes:
    """Semicolons, decimal comma, UTF-8 with a mark, dates as 2023-12-31; text is kept from becoming a formula."""

    def rows() -> Iterator[tuple[str | int | Decimal | None, ...]]:
        yield tuple(column.label for column in file.columns)
        for row in file.rows:
            yield tuple(_plain(value) for value in row)

    return csv_bytes(rows())


def _plain(value: Value) -> str | int | Decimal | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else value


def as_xlsx(file: RegisterFile) -> bytes:
    """A sheet with a frozen header and a filter; serial numbers are text, dates dates and amounts numbers."""
    workbook = Workbook(write_only=True)
    sheet: Any = workbook.create_sheet(file.name[:31])  # the stubs leave out what a write-only sheet has
    _set_up(sheet, file)
    bold = Font(bold=True)
    tinted = PatternFill("solid", fgColor="E6EDF5")
    header = []
    for column in file.columns:
        cell = WriteOnlyCell(sheet, column.label)
        cell.font, cell.fill, cell.alignment = bold, tinted, Alignment(wrap_text=True, vertical="top")
        header.append(cell)
    sheet.append(header)
    count = 1
    for count, row in enumerate(file.rows, 2):  # noqa: B007  # the last one says how far the filter reaches
        sheet.append([_cell(sheet, value, column) for value, column in zip(row, file.columns, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(file.columns))}{count}"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _set_up(sheet: Any, file: RegisterFile) -> None:
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text = file.title.replace("&", "&&")
    sheet.oddFooter.right.text = _("Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"}
    for place, column in enumerate(file.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width


def _cell(sheet: Any, value: Value, column: FileColumn) -> object:
    if isinstance(value, str):
        value = value.translate(CONTROL)
        if value.startswith(STARTS_A_FORMULA):
            cell = WriteOnlyCell(sheet, value)
            cell.data_type = "s"
            return cell
        return value
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, timezone.localtime(value).replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # the stubs leave dates out
        cell.number_format = "yyyy-mm-dd"
        return cell
    if column.is_amount and value is not None:
        cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # the stubs leave decimals out
        cell.number_format = "#,##0.00"
        return cell
    return value
