"""A meeting's documents as HTML for print, in the language of the meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.documents.html import print_html
from meetings.models import Outcome

from .source import MeetingSource

KINDS = ("agenda", "minutes")


def document_title(source: MeetingSource, kind: str) -> str:
    """For example “Referat 2023/M6 Samarbeidsrådet”, in the document's language."""
    with override(source.language):
        name = {
            "agenda": _("Agenda"),
            "excerpt": _("Excerpt of minutes"),
            "whole": _("The whole meeting"),
        }.get(kind, _("Minutes"))
    return f"{name} {source.number} {source.body}"


def excerpt_html(source: MeetingSource, case: int) -> str:
    """The excerpt of one case (særutskrift): what the minutes say of the meeting and of this case, and nothing else."""
    return document_html(replace(source, cases=tuple(one for one in source.cases if one.key == case)), "excerpt")


def document_html(source: MeetingSource, kind: str) -> str:
    """The whole document. Dates come from the meeting and never from the clock: same source, same bytes."""
    context = {
        "source": source,
        "kind": kind,
        "title": document_title(source, kind),
        "author": source.cooperation,
        "subtitle": f"{source.body} · {source.number}",
        "dated": date.fromisoformat(source.date),
        "date": date.fromisoformat(source.date),
        "outcomes": dict(Outcome.choices),
    }
    style = "meetings/print/style.css"
    return print_html(f"meetings/print/{kind}.html", context, language=source.language, style=style)
