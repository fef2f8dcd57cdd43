"""How minutes end: the hour at which the meeting was closed, place and date, and signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import time

from django.utils.translation import gettext as _

from .attendance import cells_of
from .header import Header
from .lines import Line
from .moments import left_over, take_date, take_times
from .names import is_role_alone
from .parsed_minutes import Problem

_CLOSED = re.compile(
    r"(?:\w{0,30}møtet|møte)\s+(?:(?:ble|blei|vart|er|var)\s+)?(?:hevet|heva|avsluttet|avslutta|sluttet|slutta|slutt)\s*:?\s+"
    r"(?P<hour>(?:kl(?:okka|okken|\.)?\s*)?\d{1,2}(?:\s?[:.]?\s?\d{2})?)\s*\.?",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:_{5,}|\.{10,}).*|(?:underskrift(?:er)?|signatur(?:er)?|rett utskrift|rett utskrift bekreftes)\s*:?",
    re.IGNORECASE,
)
_KEEPER = re.compile(
    r"(?:referent|møteleder|møteleiar|ordstyrer|ordstyrar|sekretær|møtesekretær|protokollfører|protokollførar)\s*:",
    re.IGNORECASE,
)
_PLACE_AND = re.compile(r"[A-ZÆØÅ][\w -]{1,40},\s*")


@dataclass(slots=True)
class Closing:
    """From which line on the minutes are closed, and when the meeting was."""

    index: int | None = None
    hour_line: Line | None = None
    hour: time | None = None
    problems: list[Problem] = field(default_factory=list)


def closing_of(lines: list[Line], last_case: int | None, header: Header) -> Closing:
    """The closing below the heading of the last case; the header's own lines stand outside it."""
    closing = Closing()
    for index in range((last_case if last_case is not None else len(lines)) + 1, len(lines)):
        line = lines[index]
        if index in header.taken or len(line.text) > 200:
            continue
        if found := _CLOSED.fullmatch(line.text):
            closing.index, closing.hour_line = index, line
            closing.hour = take_times(f"kl {found['hour'].lower().removeprefix('kl').lstrip('.oaken ')}")[0]
            break
        if _SIGNED.fullmatch(line.text):
            above = index - 1
            closing.index = above if above != last_case and _is_place_and_date(lines[above].text) else index
            break
    else:
        closing.index = _signatures(lines, last_case, header)
    return closing


def _signatures(lines: list[Line], last_case: int | None, header: Header) -> int | None:
    """Where names of those present and their roles stand alone at the very end, as they do below signatures, or who
    led the meeting and kept the minutes.
    """
    known = {f"{person.given} {person.family}" for person in header.present}
    start, has_role, has_name = len(lines), False, False
    while last_case is not None and start - 1 > last_case and start - 1 not in header.taken:
        line = lines[start - 1]
        if _KEEPER.match(line.text):
            has_role = has_name = True
            start -= 1
            continue
        cells = cells_of(line.raw)
        if not all(cell in known or is_role_alone(cell) for cell in cells):
            break
        has_role, has_name = has_role or is_role_alone(cells[0]), has_name or cells[0] in known
        start -= 1
    return start if has_role and has_name else None


def close(header: Header, closing: Closing) -> None:
    """The hour as the meeting's end, where the header gives none; where it gives another, both are shown."""
    if closing.hour is None or closing.hour_line is None:
        return
    if header.end is None and not (header.start and closing.hour < header.start):
        header.end = closing.hour
    elif header.end != closing.hour:
        facts = {"end": f"{header.end:%H:%M}" if header.end else "–", "hour": f"{closing.hour:%H:%M}"}
        message = _("The meeting was closed at %(hour)s; its header says that it ended at %(end)s.") % facts
        header.problems.append(Problem(closing.hour_line.number, message))


def _is_place_and_date(text: str) -> bool:
    """A line such as "Nordvik, 29.05.2024", or the date alone."""
    place = _PLACE_AND.match(text)
    day, rest, _is_impossible = take_date(text[place.end() :] if place else text)
    return day is not None and not left_over(rest)
