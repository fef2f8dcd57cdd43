"""What a document can hold: checked before it is made, so that a hostile text costs a message and not a server."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cooperation.documents.limits import MAX_DEPTH, MAX_ITEMS, MAX_MARKS, MAX_PARAGRAPH, MAX_TEXT, MAX_WORD, Measure

from .source import CaseSource, MeetingSource


def agenda_texts(case: CaseSource) -> Iterator[str]:
    yield from (case.background, case.assessment, case.recommendation)


def minutes_texts(case: CaseSource) -> Iterator[str]:
    yield from (case.minutes, case.decision)
    for point in case.points:
        yield point.heading
        yield point.text


def texts_of(case: CaseSource, kind: str) -> list[str]:
    """What an agenda, minutes or the whole print of a case."""
    agenda = agenda_texts(case) if kind in ("agenda", "whole") else ()
    minutes = minutes_texts(case) if kind != "agenda" else ()
    return [*agenda, *minutes]


def why_not_make(source: MeetingSource, kind: str) -> list[str]:
    """Every reason why this document (agenda, minutes, whole) cannot be made of the meeting, each naming its case."""
    reasons = []
    items = 0
    for case in source.cases:
        measure = Measure()
        for text in texts_of(case, kind):
            measure.paragraph = measure.depth = measure.marks = 0
            measure.feed(text)
        measure.close()
        items += measure.items
        named = {"case": f"{case.number} {case.title}"}
        if measure.deepest > MAX_DEPTH:
            reasons.append(
                _("%(case)s: a list is nested %(found)s levels deep; at most %(most)s can be printed.")
                % (named | {"found": measure.deepest, "most": MAX_DEPTH})
            )
        if measure.most_marks > MAX_MARKS:
            reasons.append(
                _(
                    "%(case)s: %(found)s marks such as bold lie inside one another; at most %(most)s can be printed."
                    " Paste the text without its formatting."
                )
                % (named | {"found": measure.most_marks, "most": MAX_MARKS})
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
    length = sum(len(text) for case in source.cases for text in texts_of(case, kind))
    if length > MAX_TEXT:
        reasons.append(
            _("The texts have %(found)s characters; at most %(most)s can be printed in one document.")
            % {"found": length, "most": MAX_TEXT}
        )
    return reasons
