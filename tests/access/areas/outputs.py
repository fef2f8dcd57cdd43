"""Search, excerpts and other files of a meeting, and the audit of numbers."""

from __future__ import annotations

from tests.access.roles import ITS_SECRETARY, READERS, READERS_OF_IT, READERS_OF_ITS_MINUTES, SECRETARIES, STANDING

AUDITORS = ITS_SECRETARY | {"leader": "in", "auditor": "in"}
MATRIX = {
    "meetings:series_newest": AUDITORS,
    "meetings:series_page": AUDITORS,
    "meetings:series_pdf": AUDITORS,
    "meetings:search_page": READERS,
    "meetings:document_list": READERS_OF_IT,
    "meetings:document_file": READERS_OF_ITS_MINUTES,
    "meetings:meeting_json": READERS_OF_ITS_MINUTES,
    "meetings:case_excerpt": READERS_OF_ITS_MINUTES,
    "meetings:record_import": SECRETARIES,
    "meetings:word_layout": STANDING,
    "meetings:word_layout_file": STANDING,
    "meetings:word_layout_usual": STANDING,
}


def places(world):
    body, meeting = {"slug": world.body.slug}, {"pk": world.meeting.pk}
    year = body | {"year": world.meeting.year}
    return {
        "meetings:series_newest": body,
        "meetings:series_page": year,
        "meetings:series_pdf": year,
        "meetings:document_list": meeting,
        "meetings:document_file": meeting | {"kind": "whole"},
        "meetings:meeting_json": meeting,
        "meetings:case_excerpt": {"pk": world.case.pk},
        "meetings:word_layout": body,
        "meetings:word_layout_file": body,
        "meetings:word_layout_usual": body,
    }
