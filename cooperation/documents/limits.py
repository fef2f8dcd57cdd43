"""What a document can hold: checked before it is made, so that a hostile text costs a message and not a server."""

from __future__ import annotations

from html.parser import HTMLParser

from django.utils.translation import gettext as _

MAX_DEPTH = 10
MAX_ITEMS = 2000
MAX_ROWS = 2000
MAX_PARAGRAPH = 50_000
MAX_TEXT = 300_000
MAX_WORD = 2_000
MAX_MARKS = 40
MARKS = frozenset({"strong", "em", "b", "i", "a"})


class Measure(HTMLParser):
    """Counts what makes a text slow to set: nesting, marks, items, the longest paragraph and the longest word."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = self.deepest = self.items = self.rows = 0
        self.marks = self.most_marks = 0
        self.length = self.paragraph = self.longest = self.longest_word = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
        if tag in MARKS:
            self.marks += 1
            self.most_marks = max(self.most_marks, self.marks)
        if tag == "li":
            self.items += 1
        if tag == "tr":
            self.rows += 1
        if tag in ("p", "li", "td", "th", "text"):
            self.paragraph = 0

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.depth -= 1
        if tag in MARKS:
            self.marks = max(0, self.marks - 1)

    def handle_data(self, data: str) -> None:
        self.length += len(data)
        self.paragraph += len(data)
        self.longest = max(self.longest, self.paragraph)
        self.longest_word = max(self.longest_word, *map(len, data.split()), 0) if data.strip() else self.longest_word


def why_not_set(html: str) -> list[str]:
    """Every reason why this document cannot be made."""
    measure = Measure()
    measure.feed(html)
    measure.close()
    told = (
        (measure.deepest, MAX_DEPTH, _("A list is nested %(found)s levels deep; at most %(most)s can be printed.")),
        (
            measure.most_marks,
            MAX_MARKS,
            _("%(found)s marks such as bold lie inside one another; at most %(most)s can be printed."),
        ),
        (measure.items, MAX_ITEMS, _("The document has %(found)s list items; at most %(most)s can be printed.")),
        (measure.rows, MAX_ROWS, _("The document has %(found)s table rows; at most %(most)s can be printed.")),
        (measure.longest, MAX_PARAGRAPH, _("A paragraph has %(found)s characters; at most %(most)s can be printed.")),
        (measure.longest_word, MAX_WORD, _("A word has %(found)s letters; at most %(most)s can be printed.")),
        (measure.length, MAX_TEXT, _("The texts have %(found)s characters; at most %(most)s can be printed.")),
    )
    return [reason % {"found": found, "most": most} for found, most, reason in told if found > most]
