"""Dates and times as minutes write them."""

from __future__ import annotations

import re
from datetime import date, time

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan", "februar feb", "mars mar", "april apr", "mai", "juni jun", "juli jul", "august aug",
            "september sept sep", "oktober okt", "november nov", "desember des",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS = "mandag|måndag|tirsdag|tysdag|onsdag|torsdag|fredag|lørdag|laurdag|søndag|sundag"
# After a hyphen only a year of four digits: "09.00-11.30" is from one hour to another.
_DATE = re.compile(
    rf"(?:\b(?:{_DAYS})\b,?\s*)?(?:\bden\s+)?"
    r"(?:\b(?P<iso>\d{4}-\d{2}-\d{2})\b"
    r"|\b(?P<day>\d{1,2})\s?[./]\s?(?P<month>\d{1,2})\s?[./-]\s?(?P<year>\d{4}|(?<!-)(?<!-\s)\d{2})\b"
    rf"|\b(?P<nday>\d{{1,2}})\.?\s+(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?,?\s+(?P<nyear>\d{{4}})\b)",
    re.IGNORECASE,
)
_CLOCK = r"(?:[01]?\d|2[0-4])"
_TIME = re.compile(
    rf"(?:\bkl(?:okka|okken|\.)?\s*)?(?<![\d.])\b(?P<h1>{_CLOCK})(?:\s?[:.]\s?(?P<m1>[0-5]\d)|(?P<c1>[0-5]\d))?"
    rf"(?:\s*(?:-|–|—|til)\s*(?:kl\.?\s*)?(?P<h2>{_CLOCK})(?:\s?[:.]\s?(?P<m2>[0-5]\d)|(?P<c2>[0-5]\d))?)?(?![\d])",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r"^(?:[\s,;.:–-]|\b(?:kl|klokka|klokken|fra|frå|til|den)\b)*|(?:[\s,;.:–-]|\bkl\b)*$", re.IGNORECASE
)


def take_date(text: str) -> tuple[date | None, str, bool]:
    """The first date in the text, the text without it, and whether a date stands there that the calendar lacks."""
    found = _DATE.search(text[:400])
    if found is None:
        return None, text, False
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    try:
        return _date(found), rest, False
    except ValueError:
        return None, text, True


def _date(found: re.Match[str]) -> date:
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    if found["name"]:
        return date(int(found["nyear"]), _MONTHS[found["name"].lower()], int(found["nday"]))
    year = int(found["year"])
    return date(year if year >= 100 else 2000 + year, int(found["month"]), int(found["day"]))


def dates_in(text: str) -> list[date]:
    """Every date in the text that the calendar has."""
    found = []
    for match in _DATE.finditer(text[:400]):
        try:
            found.append(_date(match))
        except ValueError:
            continue
    return found


def take_times(text: str) -> tuple[time | None, time | None, str]:
    """Start and end, and the text without them."""
    found = _TIME.search(text[:400])
    if found is None or (
        found["m1"] is None and found["c1"] is None and found["h2"] is None and "kl" not in found[0].lower()
    ):
        return None, None, text
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    try:
        start = time(int(found["h1"]), int(found["m1"] or found["c1"] or 0))
        end = time(int(found["h2"]), int(found["m2"] or found["c2"] or 0)) if found["h2"] else None
    except ValueError:
        return None, None, text
    return start, end, rest


def left_over(text: str) -> str:
    """What is left of a value when date and time are taken out, without the small words around them."""
    return _LEFT_OVER.sub("", text).strip()
