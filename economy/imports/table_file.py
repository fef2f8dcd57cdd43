"""A table from a workbook or a text file, as its cells are written."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from cooperation.rules.refusal import Refused
from economy.rules.table_shape import cells_of, cells_of_csv

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS = 400, 40


def cells_from_file(content: bytes) -> list[list[str]]:
    """The first sheet of a workbook, or a text file's lines. Raises Refused when it cannot be read."""
    if len(content) > MAX_BYTES:
        raise Refused([_("The file is larger than 2 MB.")])
    if content[:2] == b"PK":
        return _limited(_cells_of_workbook(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return _limited(cells_of_csv(text))


def cells_from_text(text: str) -> list[list[str]]:
    """What was pasted: from a spreadsheet, a text or an e-mail."""
    return _limited(cells_of(text))


def _cells_of_workbook(content: bytes) -> list[list[str]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1)
        return [_without_end([_written(cell) for cell in row]) for row in rows]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
        raise Refused([_("The workbook cannot be read. Save it again as .xlsx, or as .csv.")]) from error


def _without_end(row: list[str]) -> list[str]:
    """The row up to its last filled cell: a sheet is read in its whole width."""
    while row and not row[-1]:
        row = row[:-1]
    return row


def _written(cell: Any) -> str:
    """A cell as a person would have written it: a decimal comma, no more decimals than it has."""
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{Decimal(str(round(cell, 6))).normalize():f}".replace(".", ",")
    return str(cell)


def _limited(cells: list[list[str]]) -> list[list[str]]:
    if len(cells) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in cells):
        raise Refused(
            [
                _("The table is too large: at most %(rows)s lines and %(columns)s columns.")
                % {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
            ]
        )
    return cells
