"""Two versions of the same minutes side by side: what was sent out, and what was approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from .text_comparison import Row, compare

FACTS = ("date", "start", "end", "place", "mode")
LISTS = ("present", "apologies", "absent", "guests")
LINES = ("number", "title", "outcome")
NAMES = ("participants", "left", "notes", "attachments")
TEXTS = ("background", "assessment", "recommendation", "minutes", "decision")


@dataclass(frozen=True)
class Difference:
    """One text that differs. `field` is its name in the source, `point` the heading it stands under, if any."""

    field: str
    rows: tuple[Row, ...]
    point: str = ""


@dataclass(frozen=True)
class Part:
    """A case, or the meeting itself (`key` None), with what differs in it."""

    key: int | None
    title: str
    differences: tuple[Difference, ...]


def compare_minutes(older: Mapping[str, Any], newer: Mapping[str, Any]) -> list[Part]:
    """Every part in which two sources of minutes differ, in the order of the newer one."""
    parts = [Part(None, "", (*_facts(older, newer), *_lists(older, newer)))]
    before = {case["key"]: case for case in older["cases"]}
    after = {case["key"]: case for case in newer["cases"]}
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key, {}), after.get(key, {})
        one = new or old
        parts.append(Part(key, f"{one['number']} {one['title']}", tuple(_case(old, new))))
    return [part for part in parts if part.differences]


def _facts(older: Mapping[str, Any], newer: Mapping[str, Any]) -> list[Difference]:
    return [_lines(field, [older[field]], [newer[field]]) for field in FACTS if older[field] != newer[field]]


def _lists(older: Mapping[str, Any], newer: Mapping[str, Any]) -> list[Difference]:
    found = []
    for field in LISTS:
        before, after = ([_person(one) for one in source[field]] for source in (older, newer))
        if before != after:
            found.append(_lines(field, before, after))
    return found


def _person(person: Mapping[str, Any]) -> str:
    rest = [person[key] for key in ("municipality", "role", "deputy_for", "note") if person.get(key)]
    return f"{person['name']} ({', '.join(rest)})" if rest else str(person["name"])


def _case(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    found = [
        _lines(field, [old.get(field, "")], [new.get(field, "")])
        for field in LINES
        if old.get(field, "") != new.get(field, "")
    ]
    for field in NAMES:
        before, after = list(old.get(field, ())), list(new.get(field, ()))
        if before != after:
            found.append(_lines(field, before, after))
    for field, said in (("votes", _vote), ("exhibits", _exhibit), ("actions", _action)):
        before, after = ([line for one in source.get(field, ()) for line in said(one)] for source in (old, new))
        if before != after:
            found.append(_lines(field, before, after))
    found += [
        Difference(field, tuple(compare(old.get(field, ""), new.get(field, ""))))
        for field in TEXTS
        if old.get(field, "") != new.get(field, "")
    ]
    return found + _points(old.get("points", ()), new.get("points", ()))


def _vote(vote: Mapping[str, Any]) -> list[str]:
    sides = [f"{label}: {'; '.join(names)}" for label, names in vote["sides"]]
    return [vote["text"], vote["proposed_by"], vote["result"], *sides]


def _exhibit(exhibit: Mapping[str, Any]) -> list[str]:
    table = exhibit["table"]
    return [table["caption"], *(" · ".join(row) for row in (*table["rows"], table["totals"])), *table["notes"]]


def _action(action: Mapping[str, Any]) -> list[str]:
    return [" · ".join((action["text"], ", ".join(action["who"]), action["due_on"]))]


def _points(old: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]]) -> list[Difference]:
    """Points are paired by their place: their headings are part of what may differ."""
    found = []
    nothing = {"heading": "", "text": ""}
    for place in range(max(len(old), len(new))):
        before = old[place] if place < len(old) else nothing
        after = new[place] if place < len(new) else nothing
        if (before["heading"], before["text"]) != (after["heading"], after["text"]):
            heading = after["heading"] or before["heading"]
            rows = compare(
                f"<p>{escape(before['heading'])}</p>{before['text']}",
                f"<p>{escape(after['heading'])}</p>{after['text']}",
            )
            found.append(Difference("points", tuple(rows), heading))
    return found


def _lines(field: str, before: Sequence[str], after: Sequence[str]) -> Difference:
    old, new = ("".join(f"<p>{escape(str(line))}</p>" for line in lines if line) for lines in (before, after))
    return Difference(field, tuple(compare(old, new)))
