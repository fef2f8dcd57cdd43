"""What a document can hold: checked before it is made, so that a hostile text costs a message and not a server."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from .source import CaseSource, MeetingSource

MAX_DEPTH = 10
MAX_ITEMS = 2000
MAX_PARAGRAPH = 50_000
MAX_TEXT = 300_000
MAX_WORD = 2_000


class _Measure(HTMLParser):
    """Counts what makes a text slow to set: nesting, items, the longest paragraph and the longest word."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = self.deepest = self.items = self.paragraph = self.longest = self.longest_word = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
        if tag == "li":
            self.items += 1
        if tag in ("p", "li"):
            self.paragraph = 0

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.paragraph += len(data)
        self.longest = max(self.longest, self.paragraph)
        self.longest_word = max(self.longest_word, *map(len, data.split()), 0) if data.strip() else self.longest_word


def texts_of(case: CaseSource) -> Iterator[str]:
    yield from (case.background, case.assessment, case.recommendation, case.minutes, case.decision)
    for point in case.points:
        yield point.heading
        yield point.text


def why_not_make(source: MeetingSource) -> list[str]:
    """Every reason why no document can be made of this meeting, each naming its case."""
    reasons = []
    items = 0
    for case in source.cases:
        measure = _Measure()
        for text in texts_of(case):
            measure.paragraph = measure.depth = 0
            measure.feed(text)
        measure.close()
        items += measure.items
        named = {"case": f"{case.number} {case.title}"}
        if measure.deepest > MAX_DEPTH:
            reasons.append(
                _("%(case)s: a list is nested %(found)s levels deep; at most %(most)s can be printed.")
                % (named | {"found": measure.deepest, "most": MAX_DEPTH})
            )
        if measure.longest > MAX_PARAGRAPH:
            reasons.append(
                _("%(case)s: a paragraph has %(found)s characters; at most %(most)s can be printed. Split it.")
                % (named | {"found": measure.longest, "most": MAX_PARAGRAPH})
            )
        if measure.longest_word > MAX_WORD:
            reasons.append(
                _("%(case)s: a word has %(found)s letters; at most %(most)s can be printed.")
                % (named | {"found": measure.longest_word, "most": MAX_WORD})
            )
    if items > MAX_ITEMS:
        reasons.append(
            _("The meeting has %(found)s list items; at most %(most)s can be printed in one document.")
            % {"found": items, "most": MAX_ITEMS}
        )
    length = sum(len(text) for case in source.cases for text in texts_of(case))
    if length > MAX_TEXT:
        reasons.append(
            _("The texts have %(found)s characters; at most %(most)s can be printed in one document.")
            % {"found": length, "most": MAX_TEXT}
        )
    return reasons
