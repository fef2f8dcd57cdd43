"""What a pasted or uploaded table is: which lines are headings, which columns hold figures, and of what."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .amount_text import Figure, figure

MOST_LINES, MOST_COLUMNS = 500, 20
YEAR = re.compile(r"(19|20)\d\d")
SPACED = re.compile(r"\s{2,}")


class Role(StrEnum):
    BUDGET = "budget"
    ACCOUNTS = "accounts"
    DEVIATION = "deviation"
    PERCENT = "percent"
    SUM = "sum"
    FACTOR = "factor"
    AMOUNT = "amount"
    TEXT = "text"


# The first that fits decides: "avvik regnskap/budsjett" is a deviation.
HEADINGS = (
    (Role.TEXT, re.compile(r"^(konto|kontonr|ansvar|art|nr|nummer|kode|post|linje|funksjon|tjeneste|år|no|code|line)\.?$")),
    (Role.PERCENT, re.compile(r"%|prosent|pst\b|per ?cent")),
    (Role.DEVIATION, re.compile(r"avvik|deviation|differanse|variance|mindreforbruk|meirforbruk|merforbruk|difference")),
    (Role.SUM, re.compile(r"^(sum|total|totalt|i alt|samlet|samla)\b")),
    (Role.FACTOR, re.compile(r"\b(pris|price|sats|rate|månedspris|enhetspris)\b")),
    (Role.BUDGET, re.compile(r"budsjett|budget|\bbud\.")),
    (Role.ACCOUNTS, re.compile(r"regnskap|rekneskap|accounts|forbruk|faktisk|actual|hittil")),
)  # fmt: skip
SUMMING = re.compile(
    r"^(del)?sum\b|^sub-?total|^total|^i alt\b|^samlet\b|^samla\b|^netto|^net\b|^resultat|^drifts?resultat|\bsum$|\btotalt?$|\bi alt$"
)

WHOLE = re.compile(r"^total|^i alt\b|^netto|^net\b|^resultat|^drifts?resultat|totalt?$|\bi alt$")


@dataclass(frozen=True)
class Line:
    """A line of figures. `number` is its line in what was pasted; `figures` has None where no amount stands."""

    number: int
    label: str
    cells: tuple[str, ...]
    figures: tuple[Figure | None, ...]

    @property
    def says_sum(self) -> bool:
        return bool(SUMMING.search(self.label.casefold().strip(" :")))

    @property
    def says_whole(self) -> bool:
        """Whether it says that it sums everything above, and not only the lines since the last sum."""
        return bool(WHOLE.search(self.label.casefold().strip(" :")))


@dataclass(frozen=True)
class Column:
    """A column of figures. `decimals` is the most that any of its figures is written with."""

    index: int
    heading: str
    role: Role
    decimals: int


@dataclass(frozen=True)
class Unread:
    """Text that stands where a figure was expected."""

    line: int
    label: str
    heading: str
    written: str


@dataclass(frozen=True)
class Shape:
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    unread: tuple[Unread, ...]

    def columns_of(self, *roles: Role) -> list[Column]:
        return [column for column in self.columns if column.role in roles]

    @property
    def additive(self) -> list[Column]:
        """Columns that a sum row sums."""
        return self.columns_of(Role.BUDGET, Role.ACCOUNTS, Role.DEVIATION, Role.AMOUNT, Role.SUM)


def cells_of(text: str) -> list[list[str]]:
    """The cells of a pasted table: parted by tabs, semicolons, bars, or two spaces and more. Empty lines stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\t", ";", "|"):
        if sign in text:
            rows = [next(csv.reader([line], delimiter=sign), []) for line in text.split("\n")]
            return [_without_bars(row) if sign == "|" else row for row in rows]
    return [SPACED.split(line.strip()) if line.strip() else [] for line in text.split("\n")]


def _without_bars(row: list[str]) -> list[str]:
    """A table drawn with bars has them at both ends, and a line of dashes under its head."""
    if row and not row[0].strip():
        row = row[1:]
    if row and not row[-1].strip():
        row = row[:-1]
    return [] if row and all(set(cell.strip()) <= set("-:") for cell in row) else row


def cells_of_csv(text: str) -> list[list[str]]:
    """The cells of a .csv file, a quoted line break included."""
    sign = max(";\t,", key=text.count)
    return list(csv.reader(io.StringIO(text), delimiter=sign))


def shape_of(rows: Sequence[Sequence[str]]) -> Shape:
    """Understand the table. Lines are numbered as they stand, from one."""
    width = min(max((len(row) for row in rows), default=0), MOST_COLUMNS)
    padded = [
        (number, tuple(row[:width]) + ("",) * (width - len(row)))
        for number, row in enumerate(rows[:MOST_LINES], start=1)
        if any(cell.strip() for cell in row)
    ]
    first = next((place for place, (_number, row) in enumerate(padded) if _has_amounts(row)), len(padded))
    headings = [_heading([row[index] for _number, row in padded[:first]]) for index in range(width)]
    body = [(number, row, tuple(figure(cell) for cell in row)) for number, row in padded[first:]]
    columns = tuple(
        column for index in range(width) if (column := _column(index, headings[index], body, is_first=index == 0))
    )
    numeric = {column.index: column for column in columns}
    lines = tuple(
        Line(
            number,
            " ".join(cell.strip() for index, cell in enumerate(row) if index not in numeric and cell.strip()),
            row,
            tuple(found if index in numeric else None for index, found in enumerate(figures)),
        )
        for number, row, figures in body
    )
    unread = tuple(
        Unread(line.number, line.label, column.heading, line.cells[column.index].strip())
        for line in lines
        for column in columns
        if line.figures[column.index] is None and line.cells[column.index].strip(" -–—−\u00a0")
    )
    return Shape(lines, columns, unread)


def _has_amounts(row: tuple[str, ...]) -> bool:
    """Whether figures stand in it that are not only years: a line of years is a heading."""
    found = [cell.strip() for cell in row[1:] if figure(cell)] if len(row) > 1 else []
    return any(not YEAR.fullmatch(cell) for cell in found)


def _heading(above: list[str]) -> str:
    return " ".join(cell.strip() for cell in above if cell.strip())


def _column(
    index: int, heading: str, body: list[tuple[int, tuple[str, ...], tuple[Figure | None, ...]]], *, is_first: bool
) -> Column | None:
    """The column, when figures stand in it: in half of its filled cells at least."""
    filled = [figures[index] for _number, row, figures in body if row[index].strip(" -–—−\u00a0")]
    found = [one for one in filled if one is not None]
    if not found or len(found) * 2 < len(filled):
        return None
    role = _role(heading, found)
    if role == Role.TEXT or (is_first and role == Role.AMOUNT and _numbers_lines(found, body)):
        return None
    return Column(index, heading, role, max(one.decimals for one in found))


def _numbers_lines(found: list[Figure], body: list[tuple[int, tuple[str, ...], tuple[Figure | None, ...]]]) -> bool:
    """Whether the first column numbers its lines or accounts: whole numbers, with words in the column after it."""
    has_words = any(len(row) > 1 and row[1].strip() and figures[1] is None for _number, row, figures in body)
    return has_words and all(one.written.isdecimal() for one in found)


def _role(heading: str, found: list[Figure]) -> Role:
    folded = heading.casefold().strip()
    for role, pattern in HEADINGS:
        if pattern.search(folded):
            return role
    if sum(one.is_percent for one in found) * 2 > len(found):
        return Role.PERCENT
    return Role.AMOUNT
