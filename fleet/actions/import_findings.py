"""What a file would change: each row held against the register, in the order of the file, a thousand at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol, TypeVar

from django.utils.translation import gettext as _

from fleet.imports.rows import Cells, Row, RowError
from fleet.imports.table import Record, Table
from fleet.models import ImportBatch, ImportRow, RowOutcome

CHUNK = 1000
Item = TypeVar("Item")


@dataclass(slots=True)
class Finding:
    """What comes of one row, or of something registered that the file no longer names."""

    outcome: RowOutcome
    line: int | None = None
    key: str = ""
    label: str = ""
    column: str = ""
    reason: str = ""
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    subject_pk: int = 0
    row: Row | None = None
    links: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """How many rows there are and what came of them. Rows = new + changed + unchanged + rejected; gone stands apart."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    gone: int = 0

    def add(self, finding: Finding) -> None:
        name = finding.outcome.value
        setattr(self, name, getattr(self, name) + 1)
        if finding.outcome != RowOutcome.GONE:
            self.rows += 1

    def as_json(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("rows", "new", "changed", "unchanged", "rejected", "gone")}


class Reader(Protocol):
    """Makes rows of records: one for each kind of file."""

    places: dict[str, int]
    cells: Cells

    def key(self, record: Record) -> str: ...
    def freshness(self, record: Record) -> str: ...
    def row(self, record: Record) -> Row: ...


class Target(Protocol):
    """The register that rows are held against and written to: one for each kind of file."""

    key_field: str

    def look_up(self, keys: list[str]) -> None: ...
    def judge(self, row: Row) -> Finding: ...
    def gone(self, is_named: Callable[[str], bool]) -> Iterator[Finding]: ...
    def write(self, findings: list[Finding], batch: ImportBatch) -> None: ...
    def why_not_undo(self, rows: list[ImportRow]) -> list[str]: ...
    def undo(self, rows: list[ImportRow], batch: ImportBatch) -> None: ...


@dataclass
class Survey:
    """What a first look through the file shows: how long it is, what it names, which rows lose against another."""

    rows: int = 0
    named: set[int] = field(default_factory=set)
    beaten: dict[int, int] = field(default_factory=dict)
    """For a line that another one names the same thing on: that other line."""


def survey(table: Table, reader: Reader) -> Survey:
    """Look through the file once. Keys are held as numbers, so that a long file takes little memory."""
    found = Survey()
    repeated: set[int] = set()
    for record in table.records():
        found.rows += 1
        if key := reader.key(record):
            mark = hash(key)
            if mark in found.named:
                repeated.add(mark)
            found.named.add(mark)
    if repeated:
        _settle_repeated(table, reader, repeated, found)
    return found


def _settle_repeated(table: Table, reader: Reader, repeated: set[int], found: Survey) -> None:
    """Of several rows about one thing the freshest is used, of equally fresh ones the first."""
    best: dict[str, tuple[str, int]] = {}
    for record in table.records():
        key = reader.key(record)
        if hash(key) not in repeated or not key:
            continue
        freshness = reader.freshness(record)
        if key not in best:
            best[key] = (freshness, record.line)
        elif freshness > best[key][0]:
            found.beaten[best[key][1]] = record.line
            best[key] = (freshness, record.line)
        else:
            found.beaten[record.line] = best[key][1]


def judged(table: Table, reader: Reader, target: Target, seen: Survey) -> Iterator[list[Finding]]:
    """Every row's finding, then what is gone. Only reads: what is found may be written before the next are asked for."""
    for records in batched(table.records(), CHUNK):
        findings = [_read(record, reader, target, seen) for record in records]
        target.look_up([finding.key for finding in findings if finding.row])
        yield [_held_against(finding, target) if finding.row else finding for finding in findings]
    if seen.rows and table.is_whole:
        yield from batched(target.gone(lambda key: hash(key) in seen.named), CHUNK)


def _read(record: Record, reader: Reader, target: Target, seen: Survey) -> Finding:
    try:
        row = reader.row(record)
    except RowError as error:
        return Finding(
            RowOutcome.REJECTED, record.line, reader.key(record)[:254], "", error.column[:120], error.reason[:500]
        )
    if other := seen.beaten.get(record.line):
        return Finding(
            RowOutcome.REJECTED,
            record.line,
            row.key,
            row.label,
            reader.cells.header[reader.places[target.key_field]] if target.key_field in reader.places else "",
            _("“%(key)s” stands on line %(line)d too, and that line is used.") % {"key": row.key, "line": other},
        )
    return Finding(RowOutcome.UNCHANGED, record.line, row.key, row.label, row=row)


def _held_against(finding: Finding, target: Target) -> Finding:
    assert finding.row is not None
    found = target.judge(finding.row)
    found.line, found.key, found.row = finding.line, finding.key, finding.row
    found.label = found.label or finding.label
    return found


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def differences(registered: dict[str, Any], facts: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is registered and what the file says, where they differ."""
    changed = [name for name, value in facts.items() if registered[name] != value]
    return {name: plain(registered[name]) for name in changed}, {name: plain(facts[name]) for name in changed}


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
