"""A meeting's minutes from a terminal: the same source and the same bytes as from the page."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from cooperation.documents.renderer import NotMade, Renderer
from cooperation.documents.store import path_of
from cooperation.models import Body
from meetings.actions.document import record_json, word_in_layout, write_archive_of
from meetings.documents.html import KINDS, document_html, document_title, excerpt_html
from meetings.documents.limits import why_not_make
from meetings.documents.papers import PaperSource, papers_of
from meetings.documents.ready import frozen_minutes
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
            content, left_out = _content(Wanted(meeting, options["format"], options["document"], options["case"]))
        for name in left_out:
            self.stderr.write(f"{name} could not be read, so it is not in the file.")
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


@dataclass(frozen=True)
class Wanted:
    """What was asked for. `number` names the case of an excerpt."""

    meeting: Meeting
    format: str
    document: str
    number: str | None

    @property
    def is_minutes_pdf(self) -> bool:
        return self.format == "pdf" and self.document == "minutes" and self.number is None


def _content(wanted: Wanted) -> tuple[bytes, list[str]]:
    """The bytes of the file, as the page has them, and the names of the papers that could not be put into it."""
    meeting = wanted.meeting
    source = meeting_source(meeting)
    if wanted.format == "json" and wanted.document == "whole":
        return record_json(meeting, papers_of(meeting, source)), []
    if wanted.format == "json":
        return (json.dumps(source.as_json(), ensure_ascii=False, indent=2) + "\n").encode(), []
    if wanted.is_minutes_pdf and (approved := frozen_minutes(meeting)):
        return _stored(approved), []
    if reasons := why_not_make(source, "whole" if wanted.format == "zip" else wanted.document):
        raise CommandError("\n".join(reasons))
    renderer = Renderer()
    try:
        with override(meeting.language):
            return _made(wanted, source, renderer)
    except NotMade as failure:
        raise CommandError(failure.told()) from failure
    finally:
        renderer.stop()


def _stored(sha256: str) -> bytes:
    """Approved minutes are the file that was approved: made anew, it could look different."""
    try:
        return path_of(sha256).read_bytes()
    except OSError as error:
        message = f"The approved minutes cannot be read from the store: {error}"
        raise CommandError(message) from error


def _made(wanted: Wanted, source: MeetingSource, renderer: Renderer) -> tuple[bytes, list[str]]:
    if wanted.format == "zip":
        target = io.BytesIO()
        left_out = write_archive_of(wanted.meeting, source, renderer, target, with_minutes=True)
        return target.getvalue(), left_out
    papers = papers_of(wanted.meeting, source) if wanted.document == "whole" else ()
    html = _html(source, papers, wanted.document, wanted.number)
    if wanted.format == "html":
        return html.encode(), []
    if wanted.format == "docx":
        title = document_title(source, "excerpt" if wanted.number else wanted.document)
        return word_in_layout(wanted.meeting, source, html, title), []
    made = renderer.make(html, inserted_papers(papers, source.language))
    return made.pdf, [paper.name for paper in papers if f"paper-{paper.key}" in made.left_out]


def _html(source: MeetingSource, papers: tuple[PaperSource, ...], kind: str, number: str | None) -> str:
    if number is None:
        return whole_html(source, papers, with_minutes=True) if kind == "whole" else document_html(source, kind)
    case = next((case for case in source.cases if case.number == number), None)
    if case is None:
        numbers = ", ".join(case.number for case in source.cases)
        message = f"The meeting has no case {number}. Its cases: {numbers}"
        raise CommandError(message)
    return excerpt_html(source, case.key)
