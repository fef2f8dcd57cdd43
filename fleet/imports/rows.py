"""What a row of a file says, or why it cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from .cell_values import CellError, plain_text
from .table import Record, Table

Value = TypeVar("Value")


@dataclass(slots=True)
class Row:
    """A row that can be used. `facts` are what it states of the thing; `starts` hold for a new one only."""

    key: str
    label: str
    facts: dict[str, Any]
    starts: dict[str, Any] = field(default_factory=dict)


class RowError(Exception):
    """A row that cannot be used: the column that is to blame, empty when it is the row as a whole, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


class Cells:
    """Takes the cells of one row after the other out by the names of our fields."""

    def __init__(self, table: Table, places: dict[str, int]) -> None:
        self.header = table.header
        self.places = places
        self.last_place = max(places.values())
        self.record = Record(0, (), 0)

    def take(self, record: Record) -> None:
        """Turn to the next row. Raises RowError where its cells do not stand under the header."""
        if record.fault:
            raise RowError("", record.fault)
        cells, columns = len(record.cells), len(self.header)
        if cells > columns and any(record.cells[columns:]):
            raise RowError(
                "",
                _("The row has %(cells)d cells under %(columns)d column names: a separator inside a value?")
                % {"cells": cells, "columns": columns},
            )
        if cells <= self.last_place:
            raise RowError(
                "",
                _("The row has only %(cells)d of the %(columns)d cells that the header names.")
                % {"cells": cells, "columns": columns},
            )
        self.record = record

    def has(self, name: str) -> bool:
        return name in self.places

    def raw(self, name: str) -> Any:
        place = self.places.get(name)
        return "" if place is None else self.record.cells[place]

    def text(self, name: str, most: int = 254) -> str:
        """The cell as text. Raises RowError when it is longer than what is kept, or not readable."""
        value = self.raw(name)
        text = plain_text(value) if isinstance(value, str) else ""
        if len(text) > most:
            raise self.wrong(name, _("The text is longer than %(most)d characters.") % {"most": most})
        if "\ufffd" in text:
            raise self.wrong(name, _("A character cannot be read: the file mixes encodings."))
        return text

    def read(self, name: str, reader: Callable[[str], Value]) -> Value:
        """The cell as what the reader makes of it. Raises RowError."""
        try:
            return reader(self.text(name))
        except CellError as error:
            raise self.wrong(name, str(error)) from error

    def one_of(self, name: str, meanings: Mapping[str, str]) -> str:
        """The cell as one of the words that we know. Raises RowError."""
        text = self.text(name)
        found = meanings.get(text.casefold())
        if found is None:
            raise self.wrong(name, _("“%(value)s” is not known here.") % {"value": text[:40]})
        return found

    def wrong(self, name: str, reason: str) -> RowError:
        return RowError(self.header[self.places[name]] if name in self.places else "", reason)
