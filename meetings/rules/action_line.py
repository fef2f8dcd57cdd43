"""Read an action written in one line: "@Aukra tjeneste for politikere innen 1.3."."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("desember", "december", "des", "dec"),
)
MONTH_OF = {name: month for month, names in enumerate(MONTHS, start=1) for name in names}
DUE = re.compile(
    r"(?:\b(?:innen|innan|frist|by|due)\b[:\s]*)"
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.?(?:\s?(?P<year>\d{4}|\d{2}))?(?!\.?\d)\.?",
    re.IGNORECASE,
)
NAMED_DUE = re.compile(
    r"(?:\b(?:innen|innan|frist|by|due)\b[:\s]*)"
    rf"(?P<day>\d{{1,2}})\.?\s?(?P<month>{'|'.join(MONTH_OF)})\b\.?(?:\s(?P<year>\d{{4}})\b)?\.?",
    re.IGNORECASE,
)
ISO_DUE = re.compile(
    r"(?:\b(?:innen|innan|frist|by|due)\b[:\s]*)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.IGNORECASE
)


@dataclass(frozen=True)
class ActionLine:
    """What the line says. `names` are what stood after each @ and was found; `faults` what could not be understood.

    A fault is a pair of what is wrong (unknown, ambiguous, date, text, nobody) and what it is about.
    """

    text: str
    assignees: tuple[str, ...]
    due_on: date | None
    faults: tuple[tuple[str, str], ...]


def read_action_line(line: str, names: Mapping[str, list[str]], *, today: date) -> ActionLine:
    """Take a line apart. `names` maps each name that may stand after @ (casefolded) to the keys it can mean.

    The longest name wins: "@Kari Nord" is the person and not everybody called Kari. A date without a year is the next
    such day from today on.
    """
    faults: list[tuple[str, str]] = []
    due_on, rest = _due(" ".join(line.split()), today, faults)
    found: list[str] = []
    rest = _without_names(rest, names, found, faults)
    text = rest.strip(" ,;:-–")
    if not text:
        faults.append(("text", ""))
    if not found and not any(kind in ("unknown", "ambiguous") for kind, _about in faults):
        faults.append(("nobody", ""))
    return ActionLine(text, tuple(dict.fromkeys(found)), due_on, tuple(faults))


def _due(line: str, today: date, faults: list[tuple[str, str]]) -> tuple[date | None, str]:
    match = ISO_DUE.search(line) or NAMED_DUE.search(line) or DUE.search(line)
    if match is None:
        return None, line
    rest = f"{line[: match.start()]} {line[match.end() :]}"
    named = MONTH_OF.get(match["month"].casefold())
    day, month, year = int(match["day"]), named or int(match["month"]), match["year"]
    try:
        if year:
            return date(int(year) if len(year) == 4 else 2000 + int(year), month, day), rest
        return _next(day, month, today), rest
    except ValueError:
        faults.append(("date", match.group().strip()))
        return None, rest


def _next(day: int, month: int, today: date) -> date:
    """The next such day from today on. Raises ValueError when there is none within eight years (29 February waits)."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError


def _without_names(line: str, names: Mapping[str, list[str]], found: list[str], faults: list[tuple[str, str]]) -> str:
    parts = re.split(r"(?<![^\s(])@", line)  # an e-mail address names nobody
    rest = parts[0]
    for part in parts[1:]:
        words = part.split(" ")
        for count in range(min(5, len(words)), 0, -1):
            name = " ".join(words[:count]).rstrip(",;:.").casefold()
            keys = names.get(name, [])
            if len(keys) == 1:
                found.append(keys[0])
            elif keys:
                faults.append(("ambiguous", " ".join(words[:count]).rstrip(",;:.")))
            if keys:
                words = words[count:]
                break
        else:
            faults.append(("unknown", words[0].rstrip(",;:.")))
            words = words[1:]
        rest = f"{rest} {' '.join(words)}"
    return " ".join(rest.split())


def stage_due(due_on: date | None, today: date) -> str:
    """Which reminder is due: a week before, on the day, and a week after. Empty: none yet."""
    if due_on is None:
        return ""
    left = (due_on - today).days
    if left <= -7:
        return "late"
    if left <= 0:
        return "due"
    return "soon" if left <= 7 else ""
