"""A table as it is printed: what a page, a slide, minutes and a PDF show, and what is frozen with a case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

TEXT, AMOUNT = "text", "amount"


@dataclass(frozen=True)
class Column:
    """`kind` is text or amount: amounts stand to the right, digit under digit."""

    label: str
    kind: str = TEXT


@dataclass(frozen=True)
class Cell:
    column: Column
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells as printed, the first cell naming its row; a row of totals, if any; notes below.

    Cells are finished text: what is frozen does not depend on how amounts are written later.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in (*self.rows, *([self.totals] if self.totals else [])):
            if len(row) != len(self.columns):
                message = f"a row has {len(row)} cells for {len(self.columns)} columns"
                raise ValueError(message)

    @property
    def lines(self) -> Iterator[list[Cell]]:
        for row in self.rows:
            yield self._cells(row)

    @property
    def total_line(self) -> list[Cell]:
        return self._cells(self.totals) if self.totals else []

    def _cells(self, row: tuple[str, ...]) -> list[Cell]:
        return [Cell(column, text) for column, text in zip(self.columns, row, strict=True)]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def sha256(self) -> str:
        """The hash of all it says, whatever order a database keeps its keys in."""
        written = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def table_from_json(told: Mapping[str, Any]) -> Table:
    return Table(
        caption=told["caption"],
        columns=tuple(Column(column["label"], column["kind"]) for column in told["columns"]),
        rows=tuple(tuple(row) for row in told["rows"]),
        totals=tuple(told["totals"]),
        notes=tuple(told["notes"]),
    )
