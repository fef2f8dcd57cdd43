"""A meeting's documents as HTML for print, in the language of the meeting."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import Outcome

from .glyphs import FONT_FOLDER, only_printable
from .source import MeetingSource

PRINT_FOLDER = Path(settings.BASE_DIR) / "templates" / "meetings" / "print"
ITEM_PARTS = re.compile(r"(</?li\b[^>]*>|</?p(?:\s[^>]*)?>)", re.IGNORECASE)
KINDS = ("agenda", "minutes")


@cache
def style_version() -> str:
    """Changes when anything changes that a document is made with: templates, style, fonts, words, the renderer."""
    digest = hashlib.sha256(version("weasyprint").encode())
    catalogues = Path(settings.BASE_DIR).glob("locale/*/LC_MESSAGES/django.po")
    for path in sorted([*PRINT_FOLDER.iterdir(), *FONT_FOLDER.glob("*.woff2"), *catalogues]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def document_title(source: MeetingSource, kind: str) -> str:
    """For example “Referat 2023/M6 Samarbeidsrådet”, in the document's language."""
    with override(source.language):
        name = _("Agenda") if kind == "agenda" else _("Minutes")
    return f"{name} {source.number} {source.body}"


def document_html(source: MeetingSource, kind: str) -> str:
    """The whole document. Dates come from the meeting and never from the clock: same source, same bytes."""
    with override(source.language):
        context = {
            "source": source,
            "kind": kind,
            "title": document_title(source, kind),
            "date": date.fromisoformat(source.date),
            "outcomes": dict(Outcome.choices),
        }
        html = render_to_string(f"meetings/print/{kind}.html", context)
    return only_printable(flat_items(html))


def flat_items(html: str) -> str:
    """List items without paragraphs in them: a tagged PDF allows a label and a body there, no blocks beside.

    PDF/UA-1 by ISO 14289-1, 7.2 (veraPDF rule 7.2-20). A second paragraph of an item becomes a line of its own.
    """
    depth = paragraphs = 0
    parts = []
    for part in ITEM_PARTS.split(html):
        tag = part.lower()
        if tag.startswith("<li"):
            depth, paragraphs = depth + 1, 0
        elif tag.startswith("</li"):
            depth -= 1
        elif depth and tag.startswith("<p"):
            parts.append("<br>" if paragraphs else "")
            paragraphs += 1
            continue
        elif depth and tag == "</p>":
            continue
        parts.append(part)
    return "".join(parts)
