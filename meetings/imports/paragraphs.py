"""Putting together again what line breaks have cut: words, sentences, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .labels import is_section
from .lines import Layout, Line

_LAST_WORD = re.compile(r"(\w+)-$")
_FIRST_WORD = re.compile(r"\w+")
_ENDED = re.compile(r"[.!?:][\"'”»)]?$")
_ITEM = re.compile(r"(?:\d{1,2}|[a-zæøå])\)\s|\d{1,2}\.\s(?=[A-ZÆØÅ\"«])")
_OPEN = re.compile(
    r"\b(?:og|eller|samt|at|som|av|i|for|til|på|med|om|fra|frå|ved|mot|hos|sak|den|det|en|ei|et|ein|eit|å|jfr?\.)$",
    re.IGNORECASE,
)
_AND = ("og", "eller", "samt")


def joined(lines: Iterable[Line | str], words: frozenset[str]) -> str:
    """One text of several lines. A hyphen that only the line break made goes; one that belongs to a word stays.

    `words` are the words of the whole text, in small letters: how it spells a word elsewhere decides first.
    """
    parts: list[str] = []
    for line in lines:
        text = line if isinstance(line, str) else line.text
        if parts:
            parts[-1], glue = _seam(parts[-1], text, words)
            parts.append(glue)
        parts.append(text)
    return "".join(parts)


def _seam(before: str, after: str, words: frozenset[str]) -> tuple[str, str]:
    """The end of the first line, perhaps without its hyphen, and what stands between the two."""
    cut, rest = _LAST_WORD.search(before[-80:]), _FIRST_WORD.match(after[:80])
    if cut is None or rest is None:
        return before, " "
    start, end = cut[1], rest[0]
    if end in _AND:
        return before, " "
    if f"{start}{end}".lower() in words:
        return before[:-1], ""
    is_own_hyphen = (
        f"{start}-{end}".lower() in words
        or not end[0].islower()
        or len(start) == 1
        or start[-1].isdigit()
        or (len(start) > 1 and start.isupper())
    )
    return (before, "") if is_own_hyphen else (before[:-1], "")


def is_ended(text: str) -> bool:
    return bool(_ENDED.search(text[-3:]))


def is_open(text: str) -> bool:
    """Whether the last word cannot end a sentence."""
    return bool(_OPEN.search(text[-10:]))


def is_item(text: str) -> bool:
    """Whether the line is an item of a numbered list."""
    return bool(_ITEM.match(text))


def is_row(line: Line) -> bool:
    """Whether a line is a row of a table: cells with tabs between them."""
    return "\t" in line.raw.strip()


def starts_new(before: Line, line: Line, layout: Layout) -> bool:  # noqa: PLR0911  # in order of weight
    """Whether a line begins a paragraph of its own rather than going on with the line before.

    Empty lines alone do not tell: text taken out of a PDF has them in the middle of a sentence.
    """
    if not layout.is_wrapped or is_row(line) or is_row(before) or is_section(line.raw.strip()):
        return True
    if before.text[-1] in ",-" and not line.has_gap:
        return False
    if is_item(line.text):
        return True
    if is_open(before.text) and not (line.has_gap and not layout.has_stray_gaps and line.text[0].isupper()):
        return False
    goes_on = line.text[0].islower()
    if line.has_gap:
        if before.text[-1] == "-":
            return False
        if not layout.has_stray_gaps:
            return not goes_on or is_ended(before.text)
        return is_ended(before.text) or not (goes_on or len(before.text) >= 0.6 * layout.width)
    return len(before.text) < 0.75 * layout.width and not goes_on


def paragraphs(lines: list[Line], layout: Layout) -> list[list[Line]]:
    """The lines, gathered into paragraphs."""
    gathered: list[list[Line]] = []
    for line in lines:
        if gathered and not starts_new(gathered[-1][-1], line, layout):
            gathered[-1].append(line)
        else:
            gathered.append([line])
    return gathered
