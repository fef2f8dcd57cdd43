"""Lists made whole: every item in a list, and nothing but items in lists.

What is pasted may have either outside the other. A tagged PDF cannot (ISO 14289-1, 7.2).
"""

from __future__ import annotations

import re

TAGS_APART = re.compile(r"(<[^>]*>)")
TAG_NAME = re.compile(r"<(/?)(\w+)")
LISTS = frozenset({"ul", "ol"})


def whole_lists(html: str) -> str:
    """The same words with whole lists around them. The tags of `html` are balanced."""
    writer = _Writer()
    for part in TAGS_APART.split(html):
        tag = TAG_NAME.match(part)
        if tag is None:
            writer.text(part)
        elif tag[1]:
            writer.end(part)
        else:
            writer.start(tag[2].lower(), part)
    writer.close_own("ul", "li")
    return "".join(writer.parts)


class _Writer:
    """Writes tag by tag, and puts in the lists and items that are missing."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.is_open: list[tuple[str, bool]] = []  # each open element, and whether it was put in here

    def text(self, part: str) -> None:
        if part.strip():
            self._make_room()
        self.parts.append(part)

    def start(self, name: str, part: str) -> None:
        if name != "li":
            self._make_room()
        else:
            self.close_own("li")
            if not self._is_in_list():
                self._put_in("ul")
        self.parts.append(part)
        if name != "br":
            self.is_open.append((name, False))

    def end(self, part: str) -> None:
        self.close_own("ul", "li")
        del self.is_open[-1:]
        self.parts.append(part)

    def close_own(self, *names: str) -> None:
        while self.is_open and self.is_open[-1][1] and self.is_open[-1][0] in names:
            self.parts.append(f"</{self.is_open.pop()[0]}>")

    def _make_room(self) -> None:
        """What is no item ends a list that was put in, and gets an item in one that was there."""
        self.close_own("ul")
        if self._is_in_list():
            self._put_in("li")

    def _is_in_list(self) -> bool:
        return bool(self.is_open) and self.is_open[-1][0] in LISTS

    def _put_in(self, name: str) -> None:
        self.parts.append(f"<{name}>")
        self.is_open.append((name, True))
