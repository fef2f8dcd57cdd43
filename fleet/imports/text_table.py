"""Tables in text files: comma, semicolon, tab or bar; quotes with line breaks; any line end; header not always first."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from django.utils.translation import gettext as _

from .archive import OpenedFile
from .encoding import encoding_of
from .faults import MAX_COLUMNS, Fault, UnreadableError
from .table import Record, Score, Table

DELIMITERS = (",", ";", "\t", "|")
LINES_BEFORE_HEADER = 20
_SEP_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


def text_table(file: OpenedFile, score: Score) -> Table:
    """The table in a text file. Raises UnreadableError where no row is a header that `score` knows."""
    encoding = encoding_of(file.chunks())
    delimiter, index = _header_place(file, encoding, score)
    header = next(islice(_records(file, encoding, delimiter), index, None))
    if len(header.cells) > MAX_COLUMNS:
        raise UnreadableError(Fault.TOO_LARGE)

    def rows() -> Iterator[Record]:
        return islice(_records(file, encoding, delimiter), index + 1, None)

    return Table(tuple(cell.strip("\ufeff \t\u00a0") for cell in header.cells), rows)


def _header_place(file: OpenedFile, encoding: str, score: Score) -> tuple[str, int]:
    """Which sign stands between the cells, and which record is the header: the pair with most known columns."""
    best = (0, "", 0)
    for delimiter in DELIMITERS:
        for index, record in enumerate(islice(_records(file, encoding, delimiter), LINES_BEFORE_HEADER)):
            found = score(record.cells)
            if found > best[0]:
                best = (found, delimiter, index)
    if not best[0]:
        raise UnreadableError(Fault.NO_HEADER)
    return best[1], best[2]


@contextmanager
def _text(file: OpenedFile, encoding: str) -> Iterator[io.TextIOWrapper]:
    with file.open() as binary:
        text = io.TextIOWrapper(binary, encoding=encoding, errors="replace", newline="")
        try:
            yield text
        finally:
            text.detach()


def _records(file: OpenedFile, encoding: str, delimiter: str) -> Iterator[Record]:
    """Every row that is not empty, with the lines it stands on."""
    with _text(file, encoding) as text:
        reader = csv.reader(text, delimiter=delimiter)
        line = 0
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Record(line + 1, (), reader.line_num, _open_quote(line + 1, reader.line_num))
                line = reader.line_num
                continue
            first, line = line + 1, reader.line_num
            if _holds_something(cells) and not (first == 1 and _SEP_LINE.fullmatch("".join(cells) or delimiter)):
                yield Record(first, cells, line)


def _holds_something(cells: Sequence[str]) -> bool:
    return any(cells) and any(cell and not cell.isspace() for cell in cells)


def _open_quote(first: int, last: int) -> str:
    return _("Lines %(first)d to %(last)d became one row that is too long: a quotation mark is missing.") % {
        "first": first,
        "last": last,
    }
