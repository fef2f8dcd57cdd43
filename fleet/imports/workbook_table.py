"""Tables in workbooks (.xlsx): the first sheet with a header that is known. Values only; no formula is worked out."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook

from .archive import OpenedFile
from .faults import MAX_COLUMNS, MAX_ROWS, Fault, UnreadableError
from .table import Record, Score, Table
from .text_table import LINES_BEFORE_HEADER

MOST_EXACT_NUMBER = 10**15
"""Excel keeps fifteen digits of a number: a longer serial number that became one is lost."""


def workbook_table(file: OpenedFile, score: Score) -> Table:
    """The table in a workbook. Raises UnreadableError where no row is a header that `score` knows."""
    best: tuple[int, str, int, tuple[str, ...]] = (0, "", 0, ())
    with _workbook(file) as workbook:
        for name in [page.title for page in workbook.worksheets]:
            for index, record in enumerate(islice(_records(workbook, name), LINES_BEFORE_HEADER)):
                header = tuple(str(cell).strip() for cell in record.cells)
                if len(header) <= MAX_COLUMNS and (found := score(header)) > best[0]:
                    best = (found, name, index, header)
    if not best[0]:
        raise UnreadableError(Fault.NO_HEADER)
    _found, sheet, index, header = best

    def rows() -> Iterator[Record]:
        with _workbook(file) as workbook:
            for record in islice(_records(workbook, sheet), index + 1, None):
                missing = [""] * (len(header) - len(record.cells))
                yield Record(record.line, [*record.cells, *missing], record.line)

    return Table(header, rows)


@contextmanager
def _workbook(file: OpenedFile) -> Iterator[Workbook]:
    with file.open_seekable() as binary:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of styles and checks in cells, which are not read
                workbook = load_workbook(binary, read_only=True, data_only=True, keep_links=False)
        except UnreadableError:
            raise
        except Exception as error:  # the library raises what its parsers raise
            raise UnreadableError(Fault.BROKEN) from error
        try:
            yield workbook
        finally:
            workbook.close()


def _records(workbook: Workbook, sheet: str) -> Iterator[Record]:
    page: Any = workbook[sheet]
    page.reset_dimensions()  # what the file says of its size need not be true
    try:
        for line, values in enumerate(page.iter_rows(values_only=True), 1):
            if line > MAX_ROWS + LINES_BEFORE_HEADER:
                raise UnreadableError(Fault.TOO_MANY_ROWS)
            if any(value is not None for value in values):
                cells = [_written(value) for value in values]
                while cells and cells[-1] == "":
                    cells.pop()
                if cells:
                    yield Record(line, cells, line)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        EOFError,
        SyntaxError,
    ) as error:
        raise UnreadableError(Fault.BROKEN) from error


def _written(value: Any) -> str:
    """A cell as it would stand in a text file. A number too long to be kept exactly is written as Excel shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        if abs(value) >= MOST_EXACT_NUMBER:
            return f"{value:.5E}"
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
