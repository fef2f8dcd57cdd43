"""Case numbers that begin a case, told apart from those that are merely mentioned."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import IntEnum

from .lines import Line


class Form(IntEnum):
    """The forms of case numbers, surest first; a file uses one of them."""

    BY_MEETING = 1  # 2023/M6-001
    NAMED = 2  # PS 12/23, Sak 7/2024
    PREFIXED = 3  # FD-sak 12/23, SR 12/23
    BARE = 4  # 12/23
    UNDATED = 5  # Sak 3


@dataclass(frozen=True, slots=True)
class CaseHeading:
    form: Form
    number: str
    title: str
    meeting: str = ""
    year: int = 0


_BY_MEETING = re.compile(
    r"(?:S[Aa][Kk](?:\s*nr\.?)?\s*:?\s*)?(?P<meeting>(?P<year>\d{4})/[A-ZÆØÅ]{1,3}\d{1,3})-(?P<case>\d{1,4})(?![\d/])(?P<rest>.*)"
)
_NAMED = re.compile(
    r"(?P<prefix>(?:S(?:ak|AK)(?:snr|snummer)?\.?(?:\s*nr\.?)?\s*:?\s*)?(?:PS|RS|DS|FO|OS|FS|HS|AN)?)\s*"
    r"(?P<case>\d{1,4})\s?/\s?(?P<year>\d{4}|\d{2})(?![\d/.-]*\d)(?P<rest>.*)"
)
_PREFIXED = re.compile(
    r"(?P<prefix>[A-ZÆØÅ]{1,4}(?:[- ]?[Ss]ak(?:\s*nr\.?)?)?)\s*(?P<case>\d{1,4})\s?/\s?(?P<year>\d{4}|\d{2})(?![\d/.-]*\d)(?P<rest>.*)"
)
_UNDATED = re.compile(r"S(?:ak|AK)\s*(?:nr\.?\s*)?(?P<case>\d{1,3})(?![\d/])(?P<rest>.*)")
_SEPARATOR = re.compile(r"\s*(?:[-–—:.]|\t)\s*|\s+|$")
_LEADERS = re.compile(r"\s*(?:\.\s?){4,}\s*\d*$")
_UNFINISHED = re.compile(
    r"(?:\b(?:sak|saker|saken|saka|sakene|jamfør|se|sjå|og|til|i|av|fra|frå|for|med|på|om|under|etter|eller|samt|jfr?\.?)|[,(/-])$",
    re.IGNORECASE,
)


def case_heading(line: Line, before: Line | None) -> CaseHeading | None:  # noqa: PLR0911  # a way out for each doubt
    """The case that this line begins, or None. `before` is the line above it, whatever stands between."""
    text = " ".join(line.raw.replace("\t", " \t ").split(" ")).strip()
    found, form = _number_in(text)
    if found is None:
        return None
    if before is not None and _UNFINISHED.search(before.text[-20:]):
        return None
    rest = found["rest"]
    separator = _SEPARATOR.match(rest)
    if separator is None:
        return None
    title = " ".join(_LEADERS.sub("", rest[separator.end() :][:400]).split()) if len(rest) < 500 else ""
    if len(rest) >= 500 or not _can_be_title(title, is_separated=bool(separator[0].strip()) or "\t" in separator[0]):
        return None
    if before is not None and not line.has_gap and title.endswith(".") and before.text[-1] != ":" and len(title) > 60:
        return None
    year = int(found["year"]) if form is not Form.UNDATED else 0
    number = " ".join(text[: found.start("rest")].split()).rstrip(" :")
    if form is Form.BY_MEETING:
        return CaseHeading(form, f"{found['meeting']}-{found['case']}", title, found["meeting"], year)
    if form is Form.UNDATED:
        return CaseHeading(form, number, title)
    return CaseHeading(form, number, title, year=year if year >= 100 else 2000 + year)


def _number_in(text: str) -> tuple[re.Match[str] | None, Form]:
    """The case number that a text begins with, and its form."""
    if found := _BY_MEETING.match(text):
        return found, Form.BY_MEETING
    if found := _NAMED.match(text):
        return found, Form.NAMED if found["prefix"] else Form.BARE
    if found := _PREFIXED.match(text):
        return found, Form.PREFIXED
    return _UNDATED.match(text), Form.UNDATED


def _can_be_title(title: str, *, is_separated: bool) -> bool:
    """A title begins with a capital letter, a figure or a quotation mark; it may stand on the next line instead."""
    if not title:
        return True
    return (
        not title[0].islower()
        and (title[0].isalnum() or title[0] in "\"'«“(§")
        and (is_separated or not title[0].isdigit())
    )


def one_form(headings: dict[int, CaseHeading], years: set[int]) -> dict[int, CaseHeading]:
    """Only the headings in the surest form found. Bare numbers must be of the meeting's year, if it is known."""
    if not headings:
        return {}
    times = Counter(heading.form for heading in headings.values())
    # A single number with letters in front of it may be of something else: "PC 12/24".
    forms = {form for form in times if form is not Form.PREFIXED or times[form] > 1} or set(times)
    form = min(forms)
    kept = {index: heading for index, heading in headings.items() if heading.form is form}
    if form is Form.BARE and years:
        kept = {
            index: heading for index, heading in kept.items() if any(abs(heading.year - year) <= 1 for year in years)
        }
    return kept


def with_title(heading: CaseHeading, title: str) -> CaseHeading:
    return replace(heading, title=title)
