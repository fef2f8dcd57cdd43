"""Readers of what comes out of a meeting: each by the file's own form alone, with nothing of ours."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pypdfium2

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of_pdf(pdf: bytes) -> str:
    """Every word of a PDF. A word that is divided at the end of a line is one word: the reader tells where it was."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("\ufffe", "").split())


def words_of_word(content: bytes) -> str:
    """Every word of a Word file, by its XML alone."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = ET.fromstring(package.read("word/document.xml"))
    lines = []
    for paragraph in root.iter(f"{WORD}p"):
        pieces = (
            " " if piece.tag == f"{WORD}br" else piece.text or ""
            for piece in paragraph.iter()
            if piece.tag in (f"{WORD}t", f"{WORD}br")
        )
        lines.append("".join(pieces))
    return " ".join(" ".join(lines).split())


def words_of_html(html: str) -> str:
    """Every word of our own HTML, by its tags alone."""
    inline = re.sub(r"</?(a|em|strong|span)\b[^>]*>", "", html.partition("<body>")[2])
    return unescape(re.sub(r"<[^>]+>", " ", inline))


class _Page(HTMLParser):
    """What a reader meets on a page: no scripts, no styles."""

    SILENT = ("script", "style", "template", "title")
    INLINE = ("a", "em", "strong", "span", "time", "b", "i")

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in self.SILENT
        self.said.append("" if tag in self.INLINE else " ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT
        self.said.append("" if tag in self.INLINE else " ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def words_of_page(html: str) -> str:
    page = _Page()
    page.feed(html)
    return " ".join("".join(page.said).split())


def in_order(text: str) -> list[str]:
    """The words alone: markers of lists and captions that only a screen reader meets are no words of the text."""
    return re.findall(r"[\w./-]+", text)
