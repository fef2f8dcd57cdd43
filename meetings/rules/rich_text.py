"""What a typed text may hold, and how it is cleaned before it is kept."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import nh3

from .whole_lists import whole_lists

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
DEEPEST_INDENT = 20
LONGEST_START = 3  # digits: a list that continues another begins at the next number, not at one that fills the page
LINK_SCHEMES = {"https", "http", "mailto"}
# Controls other than line break and tab, halves of surrogate pairs (from JSON), the private use area, non-characters, and
# the signs that turn the direction of writing around: none can be printed, and some hide what a text really says.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\uffff\U000e0000-\U0010ffff]"
)
# The sanitiser looks through everything that is open for each block that opens. Nobody writes 300 levels.
NESTING = re.compile(
    r"<(/?)(?:ul|ol|dl|menu|dir|div|blockquote|section|article|aside|main|nav|header|footer|address|center|details"
    r"|dialog|fieldset|figure|figcaption|form|hgroup|pre|search|summary|table|td|th|caption|object|button)\b[^>]*>",
    re.IGNORECASE,
)
DEEPEST_NESTING = 300
# A link around nothing: a tagged PDF has nowhere to hang it (ISO 14289-1, 7.18.5).
EMPTY_LINK = re.compile(r"<a\b[^>]*>((?:\s|<(?!/?a\b)[^>]*>)*)</a>")
BLOCK_TAGS = frozenset({"p", "li", "ul", "ol", "br"})
SAME_MEANING = (
    (re.compile(r"<(/?)b(?=[\s>])", re.IGNORECASE), r"<\1strong"),
    (re.compile(r"<(/?)i(?=[\s>])", re.IGNORECASE), r"<\1em"),
)


def clean_rich_text(html: str) -> str:
    """The text with only the elements that minutes are made of: paragraphs, lists, bold, italics, links."""
    html = _without_abyss(UNPRINTABLE.sub("", html))
    for pattern, replacement in SAME_MEANING:
        html = pattern.sub(replacement, html)
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags={"script", "style", "svg", "math", "title", "template"},
        url_schemes=LINK_SCHEMES,
        link_rel=None,
        strip_comments=True,
        attribute_filter=_sane_value,
    ).strip()
    cleaned = EMPTY_LINK.sub(r"\1", cleaned)
    cleaned = whole_lists(UNPRINTABLE.sub("", cleaned))  # once more: they may have been written as entities
    return cleaned if plain_text(cleaned) else ""


def _without_abyss(html: str) -> str:
    """The same words without the blocks that lie deeper than anybody can have meant."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[1]:
            depth = max(0, depth - 1)
            return tag[0] if depth < DEEPEST_NESTING else ""
        depth += 1
        return tag[0] if depth <= DEEPEST_NESTING else ""

    return NESTING.sub(kept, html)


def _sane_value(tag: str, attribute: str, value: str) -> str | None:
    """The value of an attribute that may be kept, or None to drop it."""
    if (tag, attribute) != ("ol", "start"):
        return value
    return value if value.isascii() and value.isdecimal() and len(value) <= LONGEST_START else None


def clean_line(text: str) -> str:
    """A text of one line: no controls, no line breaks, single spaces."""
    return " ".join(UNPRINTABLE.sub(" ", text).split())


class _Lines(HTMLParser):
    """Collects the lines that a reader sees, with a dash and indent for list items."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []  # in pieces: a line of many of them would be copied for each
        self.says_something = False
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.depth += 1
        if tag in BLOCK_TAGS:
            self._break()
        if tag == "li":
            self.line = ["  " * (min(self.depth, DEEPEST_INDENT) - 1) + "– "]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.depth = max(0, self.depth - 1)
        if tag in BLOCK_TAGS:
            self._break()

    def handle_data(self, data: str) -> None:
        text = re.sub(r"\s+", " ", data)
        if text == " " and self.line and self.line[-1].endswith(" "):
            return
        self.line.append(text)
        self.says_something = self.says_something or bool(text.strip(" –"))

    def close(self) -> None:
        super().close()
        self._break()

    def _break(self) -> None:
        if self.says_something:
            self.lines.append("".join(self.line))
            self.line, self.says_something = [], False


def lines_of(html: str) -> list[str]:
    """The lines of a rich text as plain text, list items with a dash and their indent."""
    parser = _Lines()
    parser.feed(html)
    parser.close()
    return [line.rstrip() for line in parser.lines if line.strip(" –\u00a0")]


def plain_text(html: str) -> str:
    """The words of a rich text, a line for each paragraph or list item."""
    return "\n".join(lines_of(html))


def as_rich_text(paragraphs: list[str]) -> str:
    """Plain paragraphs as rich text."""
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs if paragraph.strip())
