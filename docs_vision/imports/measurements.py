"""Measurements from a workbook or a text file: what is new, changed, unchanged, and what cannot be taken and why."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

import openpyxl
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cooperation.models import Municipality
from cooperation.rules.refusal import Refused
from docs_vision.models import Benefit, Measurement
from docs_vision.rules.arithmetic import to_ore

MAX_BYTES = 2 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_ROWS = 5000
COLUMNS = {
    "benefit": ("benefit", "gevinst", "gevinstnavn"),
    "date": ("date", "dato", "målt", "measured"),
    "value": ("value", "verdi", "måling"),
    "municipality": ("municipality", "kommune", "kommunenummer"),
    "evidence": ("evidence", "belegg", "kilde", "source"),
}
NEEDED = ("benefit", "date", "value")
LONGEST_EVIDENCE = 300


@dataclass(frozen=True)
class NewMeasurement:
    """What somebody wants to have kept, typed or from a file."""

    benefit: Benefit
    municipality: Municipality | None
    measured_on: date
    value: Decimal
    evidence: str = ""


@dataclass(frozen=True)
class MeasurementRow:
    """A row that can be taken. `before` is the value that it replaces, None when the day is new."""

    line: int
    benefit: Benefit
    municipality: Municipality | None
    measured_on: date
    value: Decimal
    evidence: str
    before: Decimal | None
    evidence_before: str = ""

    @property
    def is_unchanged(self) -> bool:
        """Same value, and no other evidence; an empty cell says nothing about it."""
        return self.before == self.value and self.evidence in ("", self.evidence_before)


@dataclass(frozen=True)
class RejectedRow:
    line: int
    column: str
    reason: str

    @property
    def column_name(self) -> str:
        """The column as the page calls it."""
        return {
            "benefit": _("Benefit"),
            "municipality": _("Municipality"),
            "date": _("Date"),
            "value": _("Value"),
            "evidence": _("Evidence"),
        }[self.column]


@dataclass(frozen=True)
class MeasurementFile:
    rows: list[MeasurementRow]
    rejected: list[RejectedRow]
    unread: list[str]
    """Names of columns that are none of ours, to be told: a misspelt “municipality” would move a figure to them all."""

    @property
    def new(self) -> list[MeasurementRow]:
        return [row for row in self.rows if row.before is None]

    @property
    def changed(self) -> list[MeasurementRow]:
        return [row for row in self.rows if row.before is not None and not row.is_unchanged]

    @property
    def unchanged(self) -> list[MeasurementRow]:
        return [row for row in self.rows if row.is_unchanged]

    @property
    def plain(self) -> list[list[Any]]:
        """The rows that change something, in a form that the page can carry until they are confirmed."""
        return [
            [
                row.benefit.pk,
                row.municipality and row.municipality.pk,
                row.measured_on.isoformat(),
                str(row.value),
                row.evidence,
            ]
            for row in (*self.new, *self.changed)
        ]


def read_measurements(file: UploadedFile[bytes], *, today: date) -> MeasurementFile:
    """Read the file without writing anything. Raises Refused when it cannot be read at all."""
    table = _cells(file)
    places = _places(table[0] if table else [])
    if missing := [name for name in NEEDED if name not in places]:
        raise Refused([_("The file lacks the column “%(name)s”.") % {"name": name} for name in missing])
    unread = [_text(cell) for place, cell in enumerate(table[0]) if _text(cell) and place not in places.values()]
    known = _Known.now(today)
    rows: list[MeasurementRow] = []
    rejected: list[RejectedRow] = []
    seen: set[tuple[int, int | None, date]] = set()
    for line, cells in enumerate(table[1:], start=2):
        if line > MAX_ROWS + 1:
            raise Refused([_("The file has more than %(count)s rows.") % {"count": MAX_ROWS}])
        if not any(_text(cell) for cell in cells):
            continue
        given = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        found = known.row(line, given, seen)
        if isinstance(found, MeasurementRow):
            rows.append(found)
        else:
            rejected += found
    return MeasurementFile(rows, rejected, unread)


@dataclass(frozen=True)
class _Known:
    """What the rows of a file are looked up in."""

    benefits: dict[str, list[Benefit]]
    towns: dict[str, Municipality]
    kept: dict[tuple[int, int | None, date], Measurement]
    today: date

    @classmethod
    def now(cls, today: date) -> _Known:
        kept = {(one.benefit_id, one.municipality_id, one.measured_on): one for one in Measurement.objects.all()}
        benefits: dict[str, list[Benefit]] = {}
        for benefit in Benefit.objects.all():
            benefits.setdefault(_text(benefit.title).casefold(), []).append(benefit)
        return cls(
            benefits,
            {key: one for one in Municipality.objects.all() for key in (one.number, one.name.casefold())},
            kept,
            today,
        )

    def row(
        self, line: int, given: dict[str, Any], seen: set[tuple[int, int | None, date]]
    ) -> MeasurementRow | list[RejectedRow]:
        """The row, or every reason why it cannot be taken."""
        named = self.benefits.get(_text(given["benefit"]).casefold(), [])
        benefit = named[0] if len(named) == 1 else None
        town_text = _text(given.get("municipality", ""))
        town = self.towns.get(town_text.casefold())
        day, value, evidence = _day(given["date"]), _amount(given["value"]), _text(given.get("evidence", ""))
        faults = [
            (not named, "benefit", _("No benefit has this name.")),
            (len(named) > 1, "benefit", _("More than one benefit has this name.")),
            (benefit is not None and benefit.measure, "benefit", _("The program works this figure out itself.")),
            (town_text and town is None, "municipality", _("No municipality has this number or name.")),
            (day is None, "date", _("Not a date. Write it like 2026-11-23 or 23.11.2026.")),
            (day is not None and day > self.today, "date", _("The date of a measurement cannot lie ahead.")),
            (value is None, "value", _("Not an amount.")),
            (value is not None and value != to_ore(value), "value", _("An amount has at most two decimals.")),
            (
                len(evidence) > LONGEST_EVIDENCE,
                "evidence",
                _("Longer than %(count)s letters.") % {"count": LONGEST_EVIDENCE},
            ),
        ]
        rejected = [RejectedRow(line, column, reason) for is_wrong, column, reason in faults if is_wrong]
        if rejected or benefit is None or day is None or value is None:
            return rejected
        key = (benefit.pk, town.pk if town else None, day)
        if key in seen:
            twice = _("An earlier row has the same benefit, municipality and date.")
            return [RejectedRow(line, "date", twice)]
        seen.add(key)
        before = self.kept.get(key)
        return MeasurementRow(
            line,
            benefit,
            town,
            day,
            value,
            evidence,
            before.value if before else None,
            before.evidence if before else "",
        )


def _cells(file: UploadedFile[bytes]) -> list[Sequence[Any]]:
    if (file.size or 0) > MAX_BYTES:
        raise Refused([_("The file is larger than 2 MB.")])
    content = file.read()
    if content[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED:
                    raise Refused([_("The workbook is too large.")])
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            return list(book.worksheets[0].iter_rows(values_only=True, max_row=MAX_ROWS + 2))
        except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
            raise Refused([_("The workbook cannot be read. Save it again as .xlsx, or as .csv.")]) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise Refused([_("The file cannot be read as a table.")]) from error
    head = text.splitlines()[0] if text.strip() else ""
    separator = max(";,\t", key=head.count)
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), MAX_ROWS + 2))
    except csv.Error as error:
        raise Refused([_("The file cannot be read as a table.")]) from error


def _places(head: Sequence[Any]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(head):
        for name, words in COLUMNS.items():
            if _text(cell).casefold() in words:
                places.setdefault(name, place)
    return places


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(_text(cell), form).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
    return None


def _amount(cell: Any) -> Decimal | None:
    """The amount as it stands, with all its decimals; a workbook's binary fraction without its last, uncertain ones."""
    if isinstance(cell, float):
        cell = round(cell, 9)
    text = _text(cell).replace(" ", "").replace("−", "-").replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 12 else None
