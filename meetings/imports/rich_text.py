"""Imported paragraphs as rich text, and rich text back as lines that can be compared with them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from meetings.rules.rich_text import lines_of


def as_html(paragraphs: Sequence[str]) -> str:
    """Paragraphs, and lists of those that begin with a bullet, nested by their indent."""
    parts: list[str] = []
    depth = 0
    for paragraph in paragraphs:
        text = paragraph.strip()
        if not text:
            continue
        indent = len(paragraph) - len(paragraph.lstrip())
        wanted = min(indent // 2 + 1, depth + 1) if text.startswith("• ") else 0
        if wanted > depth:
            parts.append("<ul>" * (wanted - depth))
        else:
            parts.append("</li></ul>" * (depth - wanted))
            if wanted:
                parts.append("</li>")
        depth = wanted
        shown = escape(text.removeprefix("• ").strip(), quote=False)
        parts.append(f"<li><p>{shown}</p>" if wanted else f"<p>{shown}</p>")
    parts.append("</li></ul>" * depth)
    return "".join(parts)


def comparable(html: str) -> list[str]:
    """The text's lines without bullets and extra spaces."""
    return [" ".join(line.strip(" –\u00a0").split()) for line in lines_of(html)]
