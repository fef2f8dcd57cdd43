"""HTML for print: what every document shares, whatever it is about."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from .glyphs import FONT_FOLDER, only_printable

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PRINT_CSS = TEMPLATES / "cooperation" / "print" / "print.css"
ITEM_PARTS = re.compile(r"(</?li\b[^>]*>|</?p(?:\s[^>]*)?>)", re.IGNORECASE)


@cache
def style_version() -> str:
    """Changes when anything changes that documents are made with: templates, style, fonts, words, the renderer."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in _made_with():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _made_with() -> Iterable[Path]:
    catalogues = Path(settings.BASE_DIR).glob("locale/*/LC_MESSAGES/django.po")
    return sorted(
        [*TEMPLATES.glob("*/print/*"), *FONT_FOLDER.glob("*.woff2"), *catalogues, *Path(__file__).parent.glob("*.py")]
    )


def print_html(template: str, context: Mapping[str, Any], *, language: str, style: str = "") -> str:
    """A whole document from a template that extends `cooperation/print/base.html`, in this language.

    `style` is a template's own sheet beside the common one. The context holds no clock: same facts, same bytes.
    """
    with override(language):
        html = only_printable(flat_items(render_to_string(template, {**context, "language": language})))
    if not style:
        return html
    return html.replace("</head>", f"<style>{(TEMPLATES / style).read_text()}</style>\n</head>", 1)


def flat_items(html: str) -> str:
    """List items without paragraphs in them: a tagged PDF allows a label and a body there, no blocks beside.

    PDF/UA-1 by ISO 14289-1, 7.2 (veraPDF rule 7.2-20). A second paragraph of an item becomes a line of its own; an
    empty one, which editors leave after an inner list, leaves no empty line.
    """
    parts: list[str] = []
    needs_break: list[bool] = []  # for each open item: whether a paragraph of it starts on a new line
    is_new_line = False
    for part in ITEM_PARTS.split(html):
        tag = part.lower()
        if tag.startswith("<li"):
            needs_break.append(False)
        elif tag.startswith("</li"):
            del needs_break[-1:]
        elif needs_break and tag.startswith("<p"):
            is_new_line = needs_break[-1]
            continue
        elif needs_break and tag == "</p>":
            is_new_line = False
            continue
        elif needs_break and part.strip():
            parts.append("<br>" if is_new_line else "")
            is_new_line = False
            # An inner list is a block: what follows it starts on a new line by itself.
            needs_break[-1] = not part.rstrip().lower().endswith(("</ul>", "</ol>"))
        parts.append(part)
    return "".join(parts)
