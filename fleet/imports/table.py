"""Rows under a header, whatever file they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .faults import MAX_ROWS, Fault, UnreadableError

_NOT_A_LETTER = re.compile(r"[\W_]+")

Score = Callable[[Sequence[str]], int]
"""How many columns of a header somebody knows; nothing for a row that is no header."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its cells and the first and last line it stands on, and what is wrong with all of it, if anything."""

    line: int
    cells: Sequence[Any]
    last_line: int
    fault: str = ""


@dataclass(frozen=True)
class Table:
    """A header and its rows, which can be read as often as wanted, one at a time.

    `is_whole` is false where the file itself says that there are more rows than it holds.
    """

    header: tuple[str, ...]
    rows: Callable[[], Iterator[Record]]
    is_whole: bool = True

    def records(self) -> Iterator[Record]:
        """The rows, without empty ones. Raises UnreadableError."""
        for number, record in enumerate(self.rows(), 1):
            if number > MAX_ROWS:
                raise UnreadableError(Fault.TOO_MANY_ROWS)
            yield record


def folded(name: str) -> str:
    """A column's name as it is compared: letters and digits, whatever the capitals."""
    return _NOT_A_LETTER.sub("", name.casefold())
