"""Two texts side by side: which lines and words differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from .rich_text import lines_of

WORDS = re.compile(r"\s+|[^\s\w]|\w+")
# Comparing word by word grows with the square of the length; a line longer than this is compared as a whole.
MAX_WORDS = 3000
# What one comparison may cost, in pairs of words: a second or two. Beyond it lines are compared as wholes.
MAX_PAIRS = 10_000_000


@dataclass(frozen=True)
class Part:
    """A run of words, and whether the other side lacks it."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Row:
    """A line of the left text beside its counterpart in the right one; either may be missing."""

    left: tuple[Part, ...] | None
    right: tuple[Part, ...] | None

    @property
    def differs(self) -> bool:
        return self.left is None or self.right is None or any(part.differs for part in self.left + self.right)


def compare(left_html: str, right_html: str) -> list[Row]:
    """The lines of two rich texts, paired, with the words that only one of them has marked."""
    left, right = lines_of(left_html), lines_of(right_html)
    rows: list[Row] = []
    pairs = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [
                Row((Part(a, differs=False),), (Part(b, differs=False),))
                for a, b in zip(left[i1:i2], right[j1:j2], strict=True)
            ]
            continue
        for offset in range(max(i2 - i1, j2 - j1)):
            a = left[i1 + offset] if i1 + offset < i2 else None
            b = right[j1 + offset] if j1 + offset < j2 else None
            if a is None or b is None:
                rows.append(Row(_whole(a), _whole(b)))
                continue
            left_words, right_words = WORDS.findall(a), WORDS.findall(b)
            pairs += len(left_words) * len(right_words)
            is_too_long = max(len(left_words), len(right_words)) > MAX_WORDS or pairs > MAX_PAIRS
            rows.append(Row(_whole(a), _whole(b)) if is_too_long else _row(left_words, right_words))
    return rows


def _row(left_words: list[str], right_words: list[str]) -> Row:
    a_parts: list[Part] = []
    b_parts: list[Part] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left_words, right_words, autojunk=False).get_opcodes():
        if i1 < i2:
            a_parts.append(Part("".join(left_words[i1:i2]), differs=tag != "equal"))
        if j1 < j2:
            b_parts.append(Part("".join(right_words[j1:j2]), differs=tag != "equal"))
    return Row(tuple(a_parts), tuple(b_parts))


def _whole(line: str | None) -> tuple[Part, ...] | None:
    return None if line is None else (Part(line, differs=True),)
