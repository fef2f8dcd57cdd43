"""A whole meeting of 40 pages as one PDF, against the library alone with the same HTML."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import weasyprint

from cooperation.documents.glyphs import FONT_FOLDER
from cooperation.documents.html import PRINT_CSS
from cooperation.documents.renderer import Renderer
from meetings.actions.document import ask_for_document, make_waiting_documents
from meetings.actions.revision import changed
from meetings.documents.source import meeting_source
from meetings.documents.whole import whole_html
from meetings.models import Case, Document, DocumentKind, Meeting, State

from .fill import PARAGRAPH, meeting_of_december
from .report import against, section, table_head
from .timing import take_turns

GOAL = 1.15
ROUNDS = 7
CASES, PARAGRAPHS = 36, 14


def measure_whole() -> None:
    section("A whole meeting as one PDF")
    meeting = long_meeting()
    renderer = Renderer()
    renderer.start()
    changes = count()
    style = weasyprint.CSS(string=PRINT_CSS.read_text(), base_url=Path(FONT_FOLDER).resolve().as_uri() + "/")

    def change() -> None:
        first = meeting.cases.on_agenda()[0]
        Case.objects.filter(pk=first.pk).update(minutes=f"<p>Endring {next(changes)}.</p>")
        changed(meeting)
        meeting.refresh_from_db()

    def bare() -> None:
        html = whole_html(meeting_source(meeting), (), with_minutes=True)
        weasyprint.HTML(string=html).write_pdf(stylesheets=[style], pdf_variant="pdf/a-2a", pdf_tags=True)

    def whole() -> None:
        ask_for_document(meeting, DocumentKind.WHOLE)
        make_waiting_documents(renderer)

    try:
        taken = take_turns({"changed": change, "bare": bare, "whole": whole}, rounds=ROUNDS)
    finally:
        renderer.stop()
    pages = Document.objects.get(meeting=meeting, kind=DocumentKind.WHOLE).pages
    table_head()
    against(taken["whole"].named(f"whole meeting, {pages} pages, against bare WeasyPrint"), taken["bare"], goal=GOAL)


def long_meeting() -> Meeting:
    """A meeting whose agenda and minutes fill some 40 pages together."""
    body = meeting_of_december().body
    meeting = Meeting.objects.create(body=body, year=1999, number=1, date="1999-06-01", state=State.DRAFT_MINUTES)
    Case.objects.bulk_create(
        Case(
            body=body,
            meeting=meeting,
            position=place,
            number=place,
            display_number=f"1999/M1-{place:03}",
            year=1999,
            running_number=place,
            title=f"Sak {place}",
            background=PARAGRAPH * PARAGRAPHS,
            minutes=PARAGRAPH * PARAGRAPHS,
            decision="<p>Saken tas til orientering.</p>",
        )
        for place in range(1, CASES + 1)
    )
    return Meeting.objects.select_related("body").get(pk=meeting.pk)
