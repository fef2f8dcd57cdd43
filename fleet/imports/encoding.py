"""Which encoding a text file is written in, found from all of its bytes without holding them at once."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass
class _Seen:
    """What the bytes would be as UTF-8: characters beyond ASCII, and bytes that are none."""

    characters: int = 0
    stray: int = 0
    has_line_feed: bool = False
    has_return: bool = False


def encoding_of(chunks: Iterable[bytes]) -> str:
    """The encoding that the bytes are written in.

    A mark decides; then UTF-8, where a few stray bytes do not turn the rest into another encoding; then Mac Roman for
    the files with lone carriage returns that old Macintosh programs write; then Windows-1252.
    """
    first, rest = _first(chunks)
    for bom, encoding in _BOMS:
        if first.startswith(bom):
            return encoding
    if wide := _wide_without_mark(first[:2000]):
        return wide
    seen = _as_utf8(first, rest)
    if seen.stray <= seen.characters // 4:
        return "utf-8"
    return "mac_roman" if seen.has_return and not seen.has_line_feed else "cp1252"


def _first(chunks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    rest = iter(chunks)
    return next(rest, b""), rest


def _wide_without_mark(start: bytes) -> str | None:
    """UTF-16 that lost its mark shows as every other byte being zero."""
    if len(start) < 4:
        return None
    half = len(start) // 2
    if start[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if start[0::2].count(0) > half * 0.7 else None


def _as_utf8(first: bytes, rest: Iterable[bytes]) -> _Seen:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    seen = _Seen()
    for chunk in chain([first], rest):
        seen.has_line_feed = seen.has_line_feed or b"\n" in chunk
        seen.has_return = seen.has_return or b"\r" in chunk
        text = decoder.decode(chunk)
        if not text.isascii():
            _count(text, seen)
    _count(decoder.decode(b"", final=True), seen)
    return seen


def _count(text: str, seen: _Seen) -> None:
    for character in text:
        if "\udc80" <= character <= "\udcff":
            seen.stray += 1
        elif character > "\x7f":
            seen.characters += 1
