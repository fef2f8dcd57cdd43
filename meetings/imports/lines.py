"""The numbered lines that a file of minutes is read as."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

# Longer lines than this do not come from a page that was broken into lines: each is a paragraph.
LONGEST_WRAPPED = 130
NARROWEST = 60

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number in the file, from 1. `has_gap`: an empty line stands before it."""

    number: int
    text: str
    indent: int = 0
    has_gap: bool = False
    page: int = 0
    raw: str = ""


@dataclass(frozen=True, slots=True)
class MinutesText:
    """A file as text. In Word files every line is a whole paragraph, so none is ever joined with the next."""

    text: str
    is_wrapped: bool = True
    pages_without_text: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How the text was broken into lines: the usual width, and whether lines have to be joined at all.

    `has_stray_gaps`: empty lines stand in the middle of sentences too, so that they do not end a paragraph.
    """

    is_wrapped: bool
    width: int
    has_stray_gaps: bool = True
    words: frozenset[str] = field(default_factory=frozenset)


def shown_lines(text: str) -> list[str]:
    """The lines as an editor numbers them."""
    return _LINE_END.split(text)


def numbered_lines(text: str) -> list[Line]:
    """The lines that hold something, tidied: no control characters, single spaces (tabs in `raw` are kept)."""
    lines = []
    has_gap, page = False, 0
    for number, shown_line in enumerate(shown_lines(text), 1):
        written = shown_line
        if "\f" in written:
            page += written.count("\f")
            written = written.replace("\f", " ")
        # A soft hyphen at the end of a line is a hyphen that the line break made.
        if written.rstrip().endswith("\u00ad"):
            written = written.rstrip()[:-1] + "-"
        raw = _INVISIBLE.sub("", unicodedata.normalize("NFC", written)).replace("\u2010", "-").rstrip()
        tidy = " ".join(raw.split())
        if not tidy:
            has_gap = True
            continue
        shown = raw.expandtabs(4)
        indent = len(shown) - len(shown.lstrip())
        lines.append(Line(number, tidy, indent, has_gap, page, raw))
        has_gap = False
    return lines


def layout_of(lines: list[Line], *, is_wrapped: bool) -> Layout:
    lengths = sorted(len(line.text) for line in lines)
    long = sum(length > LONGEST_WRAPPED for length in lengths)
    wrapped_lengths = lengths[: len(lengths) - long]
    usual = wrapped_lengths[int(len(wrapped_lengths) * 0.95)] if wrapped_lengths else NARROWEST
    words = frozenset(word for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text.lower()))
    gaps = [(before, line) for before, line in pairwise(lines) if line.has_gap]
    stray = sum(line.text[0].islower() and before.text[-1] not in ".!?:;" for before, line in gaps)
    return Layout(is_wrapped and long * 20 <= len(lengths), max(usual, NARROWEST), stray * 10 > len(gaps), words)
