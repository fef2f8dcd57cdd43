"""A meeting's minutes from a terminal: the same source and the same bytes as from the page."""

from __future__ import annotations

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
from meetings.documents.html import KINDS, document_html
from meetings.documents.limits import why_not_make
from meetings.documents.source import MeetingSource, meeting_source
from meetings.models import Meeting

LABEL = re.compile(r"(\d{4})/M(\d+)")


class Command(BaseCommand):
    help = "Write a meeting's minutes to a file as PDF, HTML or JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("meeting", help="for example 2023/M6")
        parser.add_argument("--body", help="the body's short name, needed when there are several")
        parser.add_argument("--format", choices=("pdf", "html", "json"), default="pdf")
        parser.add_argument("--document", choices=KINDS, default="minutes")
        parser.add_argument("-o", "--output", help="the file to write; without it, standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        source = meeting_source(find_meeting(options["meeting"], options["body"]))
        with override("en"):
            content = _content(source, options["format"], options["document"])
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


def _content(source: MeetingSource, format_: str, kind: str) -> bytes:
    if format_ == "json":
        return (json.dumps(source.as_json(), ensure_ascii=False, indent=2) + "\n").encode()
    if reasons := why_not_make(source):
        raise CommandError("\n".join(reasons))
    html = document_html(source, kind)
    if format_ == "html":
        return html.encode()
    renderer = Renderer()
    try:
        return renderer.make(html).pdf
    except NotMade as failure:
        raise CommandError(failure.told()) from failure
    finally:
        renderer.stop()
