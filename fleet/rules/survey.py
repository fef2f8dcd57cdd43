"""What a survey's answers say: read as they are written, grouped by practice, held against what texts say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Who = TypeVar("Who")
SPACES = re.compile(r"\s+")


def same_words(text: str) -> str:
    """Two answers are the same practice when they differ in case and spaces only."""
    return SPACES.sub(" ", text).strip().casefold()


@dataclass(frozen=True)
class Practice(Generic[Who]):
    """A practice and those who have it."""

    words: str
    who: tuple[Who, ...]


def practices_of(answers: Iterable[tuple[Who, str]]) -> list[Practice[Who]]:
    """The distinct practices, the commonest first, ties in the order they were first met. An empty answer is none."""
    found: dict[str, tuple[str, list[Who]]] = {}
    for who, words in answers:
        if key := same_words(words):
            found.setdefault(key, (SPACES.sub(" ", words).strip(), []))[1].append(who)
    grouped = [Practice(words, tuple(those)) for words, those in found.values()]
    return sorted(grouped, key=lambda practice: -len(practice.who))


NUMBER_WORDS = {
    **{word: number for number, words in enumerate(
        ("null zero", "en ett éin eitt ein one", "to two", "tre three", "fire four", "fem five", "seks six",
         "sju syv seven", "åtte eight", "ni nine", "ti ten", "elleve eleven", "tolv twelve")
    ) for word in words.split()},
}  # fmt: skip
SAID = re.compile(
    r"\b(?P<number>\d{1,2}|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r")\s+"
    r"(?:(?:ulike?|forskjellige?|distinkte?|different|distinct)\s+)"
    r"(?P<noun>prinsipp\w*|praksis\w*|løsning\w*|løysing\w*|ordning\w*|måter?|måtar?|modell\w*|"
    r"principles?|practices?|solutions?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A number of practices that a text says, with its words."""

    number: int
    words: str


def practices_said(text: str) -> list[Said]:
    """Where a text says how many different practices there are: `4 ulike prinsipper`, `tre ulike løysingar`.

    Only a number before "different" and a word for practice counts, so that other numbers are left in peace. `text`
    is plain text in bokmål, nynorsk or English.
    """
    return [
        Said(
            int(found["number"]) if found["number"].isdigit() else NUMBER_WORDS[found["number"].lower()],
            SPACES.sub(" ", found[0]),
        )
        for found in SAID.finditer(text)
    ]


def moved(order: Sequence[int], one: int, steps: int) -> list[int]:
    """The order after one of it moved up (below zero) or down; at an end it stays."""
    place = order.index(one)
    rest = [other for other in order if other != one]
    rest.insert(min(max(place + steps, 0), len(rest)), one)
    return rest
