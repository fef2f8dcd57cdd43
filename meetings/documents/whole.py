"""The whole meeting as one document: agenda, attachments, minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import override, pgettext

from cooperation.documents.html import print_html
from cooperation.documents.insertion import Paper

from .html import document_html, document_title
from .papers import PaperSource
from .source import MeetingSource

BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)


def whole_html(source: MeetingSource, papers: Sequence[PaperSource], *, with_minutes: bool) -> str:
    """Agenda and minutes exactly as they are set by themselves, and between them what announces the attachments."""
    context = {
        "title": document_title(source, "whole" if with_minutes else "agenda"),
        "author": source.cooperation,
        "dated": date.fromisoformat(source.date),
        "agenda": _inner(document_html(source, "agenda")),
        "papers": papers,
        "minutes": _inner(document_html(source, "minutes")) if with_minutes else "",
    }
    style = "meetings/print/style.css"
    return print_html("meetings/print/whole.html", context, language=source.language, style=style)


def _inner(html: str) -> str:
    found = BODY.search(html)
    assert found is not None
    return found[1]


def inserted_papers(papers: Sequence[PaperSource], language: str) -> tuple[Paper, ...]:
    """The PDF papers, for the one who puts their pages in: labelled V1-1, V1-2 … in the meeting's language."""
    with override(language):
        label = pgettext("before an attachment's page numbers", "A")
    return tuple(
        Paper(anchor=f"paper-{paper.key}", path=paper.path, label=f"{label}{number}-")
        for number, paper in enumerate(papers, start=1)
        if paper.is_pdf
    )
