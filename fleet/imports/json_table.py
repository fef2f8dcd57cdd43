"""Answers of Microsoft Graph saved as files: a list, or an object with the list under `value`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cooperation.rules.kept_text import can_be_kept

from .archive import OpenedFile
from .encoding import encoding_of
from .faults import MAX_JSON_BYTES, Fault, UnreadableError
from .table import Record, Score, Table

# What stands around the list in one answer; an object without the list is a single thing.
_MORE = "@odata.nextLink"


def looks_like_json(file: OpenedFile) -> bool:
    start = file.start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    return start[:1] in (b"{", b"[")


def json_table(file: OpenedFile, score: Score) -> Table:
    """Each object as a row, its number as its line, its keys as columns. Raises UnreadableError."""
    answer = _parsed(file)
    things = _things(answer)
    names: dict[str, None] = {}
    for thing in things:
        names.update(dict.fromkeys(thing))
    header = tuple(name for name in names if not name.startswith("@"))
    if not things or not score(header):
        raise UnreadableError(Fault.JSON_ONE_USER if "servicePlans" in names else Fault.JSON)

    def rows() -> Iterator[Record]:
        for number, thing in enumerate(things, 1):
            yield Record(number, [_written(thing.get(name)) for name in header], number)

    return Table(header, rows, is_whole=not (isinstance(answer, dict) and answer.get(_MORE)))


def _parsed(file: OpenedFile) -> Any:
    chunks, size = [], 0
    for chunk in file.chunks():
        size += len(chunk)
        if size > MAX_JSON_BYTES:
            raise UnreadableError(Fault.TOO_LARGE)
        chunks.append(chunk)
    data = b"".join(chunks)
    try:
        answer = json.loads(data.decode(encoding_of([data])))
        if can_be_kept(answer):
            return answer
    except (ValueError, RecursionError) as error:
        raise UnreadableError(Fault.BROKEN) from error
    raise UnreadableError(Fault.BROKEN)


def _things(answer: Any) -> list[dict[str, Any]]:
    if isinstance(answer, dict):
        found = answer.get("value", [answer])
        return _things(found) if isinstance(found, (list, dict)) else []
    if isinstance(answer, list):
        pages = [thing for thing in answer if isinstance(thing, dict)]
        if pages and all(isinstance(page.get("value"), list) for page in pages):  # several answers in one list
            return [thing for page in pages for thing in page["value"] if isinstance(thing, dict)]
        return pages
    return []


def _written(value: Any) -> Any:
    """A value as it would stand in a text file; lists and objects stay what they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, (list, dict)) else str(value)
