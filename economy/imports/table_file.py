"""A table in an uploaded file: .xlsx, or text with tabs, semicolons or commas. Everything becomes cells as written."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from economy.rules.table_shape import MOST_COLUMNS, MOST_LINES, cells_of_csv
from fleet.imports.encoding import encoding_of

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 80 * 1024 * 1024
MOST_DECIMALS = 4


class NotATableError(ValueError):
    """The file cannot be read as a table."""


def rows_of_file(content: bytes) -> list[list[str]]:
    """The cells of the file. Of a workbook the sheet with most figures."""
    if len(content) > LARGEST_FILE:
        raise NotATableError
    if content.startswith(b"PK"):
        return _workbook_rows(content)
    if b"\x00" in content[:2000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotATableError
    return cells_of_csv(content.decode(encoding_of([content]), errors="replace"))[:MOST_LINES]


def formulas_without_result(content: bytes) -> int:
    """How many cells of a workbook hold a formula whose result the file does not keep: such a cell is read as empty.

    Programs that make workbooks without working them out leave the results to the one who opens them.
    """
    if not content.startswith(b"PK"):
        return 0
    formulas = _cells_of(content, lambda cell: cell.data_type == "f", worked_out=False)
    return len(formulas - _cells_of(content, lambda cell: cell.value is not None, worked_out=True)) if formulas else 0


def _cells_of(content: bytes, wanted: Callable[[Any], bool], *, worked_out: bool) -> set[tuple[str, int, int]]:
    return {
        (sheet.title, row, column)
        for sheet in _sheets(content, worked_out=worked_out)
        for row, cells in enumerate(sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_COLUMNS))
        for column, cell in enumerate(cells)
        if wanted(cell)
    }


def _sheets(content: bytes, *, worked_out: bool) -> Iterator[Any]:
    """Each sheet, with the results of its formulas or with the formulas themselves."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST_UNPACKED:
                raise NotATableError
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks in cells, which are not read
            workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=worked_out, keep_links=False)
        try:
            for sheet in workbook.worksheets:
                sheet.reset_dimensions()  # what the file says of its size need not be true
                yield sheet
        finally:
            workbook.close()
    except NotATableError:
        raise
    except Exception as error:  # the library raises what its parsers raise
        raise NotATableError from error


def _workbook_rows(content: bytes) -> list[list[str]]:
    sheets = [_sheet_rows(sheet) for sheet in _sheets(content, worked_out=True)]
    return max(sheets, key=lambda rows: sum(bool(cell) for row in rows for cell in row), default=[])


def _sheet_rows(sheet: Any) -> list[list[str]]:
    rows = [[_written(cell) for cell in row] for row in sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_COLUMNS)]
    width = max((place for row in rows for place, cell in enumerate(row, 1) if cell), default=0)
    while rows and not any(rows[-1]):
        rows.pop()
    return [row[:width] for row in rows]


def _written(cell: Any) -> str:
    """A cell as text. A number keeps its decimals, without what binary fractions add; a per cent is one again."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if not isinstance(value, (int, float)):
        return str(value).strip()
    exact = Decimal(repr(value))
    is_percent = "%" in (cell.number_format or "")
    exact = round(exact * 100 if is_percent else exact, MOST_DECIMALS).normalize()
    decimals = max(0, -int(exact.as_tuple().exponent))
    return f"{exact:.{decimals}f}".replace(".", ",") + ("%" if is_percent else "")
