"""What a document can hold: checked before it is made, so that a hostile text costs a message and not a server."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cooperation.documents.limits import MAX_DEPTH, MAX_ITEMS, MAX_PARAGRAPH, MAX_TEXT, MAX_WORD, Measure

from .source import CaseSource, MeetingSource


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
        measure = Measure()
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
