"""Find out what a file is and open the table in it."""

from __future__ import annotations

from pathlib import Path

from .archive import is_workbook, opened_file
from .encoding import encoding_of
from .faults import Fault, UnreadableError
from .json_table import json_table, looks_like_json
from .table import Score, Table
from .text_table import text_table
from .workbook_table import workbook_table


def open_table(path: Path, score: Score) -> Table:
    """The table in a .csv, .xlsx or .json file, or in a zip archive with one of them. Raises UnreadableError.

    What the file holds decides, not what it is called.
    """
    file = opened_file(path)
    if is_workbook(file):
        return workbook_table(file, score)
    if looks_like_json(file):
        return json_table(file, score)
    start = file.start
    is_wide = b"\x00" in start and encoding_of([start]).startswith(("utf-16", "utf-32"))
    if start.startswith(b"%PDF-") or (b"\x00" in start and not is_wide):
        raise UnreadableError(Fault.ENCODING)
    return text_table(file, score)
