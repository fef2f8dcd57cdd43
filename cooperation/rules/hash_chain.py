"""The chain that makes a change to the change log show: each line carries the hash of the line before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line as it is hashed. `before` and `after` are JSON values as the database gives them back."""

    place: int
    at: datetime
    by: int | None
    subject: str
    within: str
    verb: str
    before: Any
    after: Any
    previous: str
    sha256: str = ""


def line_hash(line: Line) -> str:
    """SHA-256, in hexadecimal, of everything the line says and of the hash before it."""
    told = [
        line.place,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.by,
        line.subject,
        line.within,
        line.verb,
        line.before,
        line.after,
        line.previous,
    ]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold, and how."""

    place: int
    fault: str  # missing, changed, moved, cut


def first_break(lines: Iterable[Line], *, head_lines: int, head_sha256: str) -> Break | None:
    """Follow the chain from its first line to its head.

    missing: no line has this place. moved: the line does not follow the one before it. changed: it no longer says
    what it said when it was sealed. cut: the chain ends elsewhere than its head says.
    """
    previous = ""
    count = 0
    for line in lines:
        count += 1
        if line.place != count:
            return Break(count, "missing")
        if line.previous != previous:
            return Break(count, "moved")
        if line_hash(line) != line.sha256:
            return Break(count, "changed")
        previous = line.sha256
    if (count, previous) != (head_lines, head_sha256):
        return Break(count, "cut")
    return None


def linked(lines: Iterable[Line], *, place: int, previous: str) -> Iterator[Line]:
    """The lines with their places and hashes, after a chain of `place` lines that ends with the hash `previous`."""
    for line in lines:
        place += 1
        open_line = replace(line, place=place, previous=previous, sha256="")
        previous = line_hash(open_line)
        yield replace(open_line, sha256=previous)
