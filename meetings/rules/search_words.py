"""How a search reads words: Norwegian endings taken off, beginnings of compounds found, case numbers as people say them."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
SHORTEST_BEGINNING = 3  # a shorter word has to stand as it is: “og” does not find “også”
LONGEST_WORD = 64
MOST_WORDS_ASKED = 12
MOST_BYTES = 80_000  # different words of one part of a case; PostgreSQL indexes about a megabyte of one row
CONTEXT = 80

_stemmers = threading.local()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without its endings: “anskaffelsen” and “anskaffelse” are one. Nynorsk endings in -ar, -ane, -a go too.

    The stemmer takes one ending off; it is asked again until none is left, else “lisenser” and “lisens” would differ.
    """
    if not hasattr(_stemmers, "norwegian"):
        _stemmers.norwegian = snowballstemmer.stemmer("norwegian")
    while (shorter := _without_rest(str(_stemmers.norwegian.stemWord(word)), word)) != word:
        word = shorter
    return word


def _without_rest(short: str, word: str) -> str:
    """What the stemmer leaves standing: the n of “politikerne(s)”, the t of “digitalt”, the m of “medlemmer”."""
    if word.endswith(("erne", "ernes")):
        return short.removesuffix("n")
    if len(word) > len("salt") and word.endswith("alt"):
        return short.removesuffix("t")
    return short.removesuffix("m") if short.endswith("mm") else short


def words_of(text: str) -> Iterator[str]:
    for found in WORD.finditer(unicodedata.normalize("NFC", text).lower()):
        yield found[0][:LONGEST_WORD]


def number_words(number: str) -> list[str]:
    """A number such as 2023/M6-003 in every way it is asked for: with and without its year, with and without noughts."""
    parts = list(words_of(number))
    spans = (parts[first:last] for first in range(len(parts)) for last in range(first + 1, len(parts) + 1))
    return [*parts, *(_joined(span) for span in spans)]


def _joined(parts: Sequence[str]) -> str:
    return "x".join(LEADING_ZEROS.sub("", part) for part in parts)


def indexed(texts: Iterable[str], *, numbers: Iterable[str] = ()) -> str:
    """The different stems of some texts in one line, as an index keeps them. What no text can hold is left out."""
    kept: dict[str, None] = {}
    size = 0
    for word in _indexed_words(texts, numbers):
        if word not in kept:
            size += len(word.encode()) + 1
            if size > MOST_BYTES:
                break
            kept[word] = None
    return " ".join(kept)


def _indexed_words(texts: Iterable[str], numbers: Iterable[str]) -> Iterator[str]:
    for number in numbers:
        yield from number_words(number)
    for text in texts:
        for word in words_of(text):
            yield stem(word)


@dataclass(frozen=True)
class Wanted:
    """A stem that has to be there; as a beginning it finds compounds too (“kostnad” finds “kostnadsfordeling”)."""

    stem: str
    is_beginning: bool


# Each thing asked for is found in one of some ways, and in each way several stems have to be there.
Ways = tuple[tuple[Wanted, ...], ...]


def asked_for(query: str) -> tuple[Ways, ...]:
    """What a query asks for: all of it has to be found."""
    asked: list[Ways] = []
    for chunk in query.split()[:MOST_WORDS_ASKED]:
        words = list(words_of(chunk))
        if not words:
            continue
        each = tuple(_wanted(word) for word in words)
        is_number = len(words) > 1 and any(character.isdigit() for character in chunk)
        asked.append(((Wanted(_joined(words), is_beginning=False),), each) if is_number else (each,))
    return tuple(asked)


def _wanted(word: str) -> Wanted:
    short = stem(word)
    return Wanted(short, is_beginning=len(short) >= SHORTEST_BEGINNING and short.isalpha())


@dataclass(frozen=True)
class Part:
    """A piece of a text: words that were asked for, or what stands around them."""

    text: str
    is_hit: bool


def highlighted(text: str, asked: tuple[Ways, ...], *, whole: bool = False) -> tuple[Part, ...]:
    """The text around the first words found, the found ones marked. Empty when none is in it and not the `whole` wanted."""
    hits = list(_hits(text, asked))
    if not hits and not whole:
        return ()
    first, last = (0, len(text)) if whole else _around(text, hits[0][0])
    parts = [Part("… ", is_hit=False)] if first else []
    here = first
    for begins, ends in hits:
        if here <= begins < last:
            here, shown = min(ends, last), text[here:begins]
            parts += [Part(shown, is_hit=False), Part(text[begins:here], is_hit=True)]
    parts.append(Part(text[here:last] + (" …" if last < len(text) else ""), is_hit=False))
    return tuple(part for part in parts if part.text)


def _hits(text: str, asked: tuple[Ways, ...]) -> Iterator[tuple[int, int]]:
    wanted = {one for ways in asked for way in ways for one in way}
    beginnings = tuple(one.stem for one in wanted if one.is_beginning)
    exact = {one.stem for one in wanted if not one.is_beginning}
    for found in WORD.finditer(text):
        word = found[0].lower()
        if word.startswith(beginnings) or word in exact or (exact and stem(word) in exact):
            yield found.span()


def _around(text: str, place: int) -> tuple[int, int]:
    """Where the context of a place begins and ends: between words."""
    first = max(0, place - CONTEXT)
    if first:
        first = text.find(" ", first, place) + 1 or place
    last = min(len(text), place + 2 * CONTEXT)
    if last < len(text):
        last = max(text.rfind(" ", place, last), place + 1) if " " in text[place:last] else last
    return first, last
