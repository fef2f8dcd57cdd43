"""A meeting's minutes from a terminal: the same source and the same bytes as from the page."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from cooperation.documents.renderer import NotMade, Renderer
from cooperation.models import Body
from meetings.actions.document import word_in_layout, write_archive_of
from meetings.documents.html import KINDS, document_html, document_title, excerpt_html
from meetings.documents.limits import why_not_make
from meetings.documents.papers import PaperSource, papers_of
from meetings.documents.source import MeetingSource, meeting_source
from meetings.documents.whole import inserted_papers, whole_html
from meetings.models import Meeting

LABEL = re.compile(r"(\d{4})/M(\d+)")


class Command(BaseCommand):
    help = "Write a meeting's minutes, or the excerpt of one case, to a file as PDF, Word, HTML, JSON or ZIP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("meeting", help="for example 2023/M6")
        parser.add_argument("--body", help="the body's short name, needed when there are several")
        parser.add_argument("--format", choices=("pdf", "docx", "html", "json", "zip"), default="pdf")
        parser.add_argument("--document", choices=(*KINDS, "whole"), default="minutes")
        parser.add_argument("--case", metavar="NUMBER", help="only the excerpt of this case, for example 2023/M6-003")
        parser.add_argument("-o", "--output", help="the file to write; without it, standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        meeting = find_meeting(options["meeting"], options["body"])
        with override("en"):
            content = _content(meeting, options["format"], options["document"], options["case"])
        if options["output"]:
            Path(options["output"]).write_bytes(content)
        else:
            sys.stdout.buffer.write(content)


def find_meeting(label: str, slug: str | None) -> Meeting:
    """The meeting with this number. Raises CommandError with what can be chosen."""
    if not (match := LABEL.fullmatch(label)):
        message = f"{label} is not a meeting number. Write it like 2023/M6."
        raise CommandError(message)
    meetings = Meeting.objects.filter(year=int(match[1]), number=int(match[2])).select_related("body")
    if slug:
        meetings = meetings.filter(body__slug=slug)
    found = list(meetings)
    if len(found) == 1:
        return found[0]
    slugs = ", ".join(Body.objects.values_list("slug", flat=True))
    if not found:
        message = f"There is no meeting {label}. Bodies: {slugs}"
        raise CommandError(message)
    message = f"Several bodies have a meeting {label}. Choose one with --body: {slugs}"
    raise CommandError(message)


def _content(meeting: Meeting, format_: str, kind: str, number: str | None) -> bytes:
    source = meeting_source(meeting)
    if format_ == "json":
        return (json.dumps(source.as_json(), ensure_ascii=False, indent=2) + "\n").encode()
    if reasons := why_not_make(source):
        raise CommandError("\n".join(reasons))
    papers = papers_of(meeting, source) if kind == "whole" else ()
    html = _html(source, papers, kind, number)
    if format_ == "html":
        return html.encode()
    if format_ == "docx":
        return word_in_layout(meeting, source, html, document_title(source, "excerpt" if number else kind))
    renderer = Renderer()
    try:
        if format_ == "zip":
            target = io.BytesIO()
            with override(meeting.language):
                write_archive_of(meeting, source, renderer, target, with_minutes=True)
            return target.getvalue()
        return renderer.make(html, inserted_papers(papers, "A")).pdf
    except NotMade as failure:
        raise CommandError(failure.told()) from failure
    finally:
        renderer.stop()


def _html(source: MeetingSource, papers: tuple[PaperSource, ...], kind: str, number: str | None) -> str:
    if number is None:
        return whole_html(source, papers, with_minutes=True) if kind == "whole" else document_html(source, kind)
    case = next((case for case in source.cases if case.number == number), None)
    if case is None:
        numbers = ", ".join(case.number for case in source.cases)
        message = f"The meeting has no case {number}. Its cases: {numbers}"
        raise CommandError(message)
    return excerpt_html(source, case.key)
