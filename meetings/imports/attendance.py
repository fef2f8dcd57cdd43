"""Tables of who met: a row for each person, and columns that the first row names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from .names import looks_like_name

_CELLS = re.compile(r"\t|\s{2,}")
_BRACKETS = str.maketrans("()", "  ")


class Column(Enum):
    """What a column of such a table tells."""

    NAME = auto()
    FAMILY = auto()
    GIVEN = auto()
    PRESENT = auto()
    APOLOGIES = auto()
    DEPUTY_FOR = auto()
    NOTE = auto()


_COLUMNS = {
    Column.NAME: r"navn|namn|deltaker(?:e|en)?|deltakar(?:ar)?|deltager(?:e)?|medlem(?:mer|mar)?|representant(?:er|ar)?",
    Column.FAMILY: "etternavn|etternamn",
    Column.GIVEN: "fornavn|fornamn|førenamn",
    Column.PRESENT: (
        r"(?:til ?stede|til ?stades|møtte?|oppmøte|frammøte|fremmøte|deltok|deltatt)\??(?: ?\(?ja ?/ ?nei\)?)?"
    ),
    Column.APOLOGIES: "(?:meldt )?(?:forfall|frafall)|fravær|fråvær",
    Column.DEPUTY_FOR: r"(?:møtte?|møter|vara|stedfortreder|varamedlem) for",
    Column.NOTE: (
        "funksjon|rolle|verv|stilling|tittel|representerer|representerar|kommune|organisasjon|virksomhet|verksemd"
        "|eining|enhet|parti"
    ),
}
_NAMES = (Column.NAME, Column.FAMILY, Column.GIVEN)
_NAMED = [(column, re.compile(words, re.IGNORECASE)) for column, words in _COLUMNS.items()]
_YES = re.compile(r"ja|j|x|ok|✓|✔|☑|☒|møtte?|til ?stede|til ?stades", re.IGNORECASE)
_NO = re.compile(r"nei|n|[–—-]|☐|ikke|ikkje|ikke møtt|ikkje møtt", re.IGNORECASE)
_APOLOGIES = re.compile(r"(?:meldt )?(?:forfall|frafall)|fravær(?:ende)?|fråvær(?:ande)?", re.IGNORECASE)


class Met(Enum):
    """What a row says of its person. UNSAID: the table does not tell; whatever stands above it does."""

    YES = auto()
    NO = auto()
    APOLOGIES = auto()
    UNSAID = auto()
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class Attendee:
    met: Met
    name: str
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The person as lists of people write it, with what else the row says in brackets."""
        shown = ", ".join(note.translate(_BRACKETS).strip() for note in self.notes)
        return f"{self.name} ({shown})" if shown else self.name


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    columns: tuple[Column, ...] = field(default_factory=tuple)

    @property
    def says_who_met(self) -> bool:
        return Column.PRESENT in self.columns or Column.APOLOGIES in self.columns

    def attendee(self, cells: list[str]) -> Attendee | None:
        """The person of a row; None when it is no row of this table."""
        if len(cells) > len(self.columns):
            return None
        cells = self._in_place(cells)
        name = ", ".join(
            filter(None, (cells[self.columns.index(column)] for column in _NAMES if column in self.columns))
        )
        if not looks_like_name(name.replace(",", " ")) or (len(cells) - cells.count("") == 1 and " " not in name):
            return None
        notes = []
        for column, cell in zip(self.columns, cells, strict=True):
            if cell and column is Column.NOTE:
                notes.append(cell)
            elif cell and column is Column.DEPUTY_FOR:
                notes.append(f"for {cell}")
        return Attendee(self._met(cells), name, tuple(notes))

    def _in_place(self, cells: list[str]) -> list[str]:
        """A row with fewer cells has lost the empty ones, or the space before its last.

        A yes or no stands last, where the last column tells that.
        """
        if len(cells) == len(self.columns):
            return cells
        if self.columns[-1] in (Column.PRESENT, Column.APOLOGIES):
            before, _space, last = cells[-1].rpartition(" ")
            if _is_answer(last):
                cells = [*cells[:-1], *filter(None, [before]), last]
                return [*cells[:-1], *self._missing(cells), last]
        return [*cells, *self._missing(cells)]

    def _missing(self, cells: list[str]) -> list[str]:
        return [""] * (len(self.columns) - len(cells))

    def _met(self, cells: list[str]) -> Met:
        if not self.says_who_met:
            return Met.UNSAID
        answers = dict(zip(self.columns, cells, strict=True))
        present, absent = answers.get(Column.PRESENT), answers.get(Column.APOLOGIES, "")
        has_sent = bool(_YES.fullmatch(absent) or _APOLOGIES.fullmatch(absent) or _APOLOGIES.fullmatch(present or ""))
        has_met = bool(_YES.fullmatch(present)) if present is not None else not has_sent
        if not all(_is_answer(cell) for cell in (present or "", absent) if cell) or (has_sent and has_met):
            return Met.UNCLEAR
        if has_met:
            return Met.YES
        return Met.APOLOGIES if has_sent else Met.NO


def _is_answer(cell: str) -> bool:
    return any(pattern.fullmatch(cell) for pattern in (_YES, _NO, _APOLOGIES))


def cells_of(raw: str) -> list[str]:
    """The cells of a row: between tabs, else between wider spaces."""
    text = raw.strip(" ")
    return [cell.strip() for cell in (text.split("\t") if "\t" in text else _CELLS.split(text))]


def attendance_table(cells: list[str]) -> AttendanceTable | None:
    """The table that a row of headings begins; None when it begins no table of who met."""
    if len(cells) < 2 or any(len(cell) > 40 for cell in cells):
        return None
    columns = [_column(cell) for cell in cells]
    names = [column for column in columns if column in _NAMES]
    if not (Column.NAME in names or len(set(names)) == 2) or len([column for column in columns if column]) < 2:
        return None
    # A second column of names, such as "Medlem" beside "Navn", is one more thing said of the person.
    kept: list[Column] = []
    for column in columns:
        is_other_name = column in _NAMES and (column in kept or (column is not Column.NAME and Column.NAME in names))
        kept.append(Column.NOTE if column is None or is_other_name else column)
    return AttendanceTable(tuple(kept))


def _column(cell: str) -> Column | None:
    heading = cell.strip(" :")
    return next((column for column, pattern in _NAMED if pattern.fullmatch(heading)), None)
