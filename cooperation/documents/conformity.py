"""Whether a PDF says and holds what PDF/A-2a and PDF/UA-1 ask for, as far as its structure shows it.

A validator goes further; this needs nothing but the file, and is asked each time before a document is frozen.
"""

from __future__ import annotations

import re
from enum import StrEnum
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError


class Lack(StrEnum):
    """What a file can lack. The clauses are those of ISO 19005-2 (PDF/A-2) and ISO 14289-1 (PDF/UA-1)."""

    READABLE = "readable"
    OPEN = "open"  # 6.1.3: not encrypted
    SAYS_ARCHIVE = "says_archive"  # 6.6.4: part 2, conformance A
    SAYS_ACCESSIBLE = "says_accessible"  # UA-1, 5
    TAGGED = "tagged"  # UA-1, 7.1
    LANGUAGE = "language"  # UA-1, 7.2
    TITLE = "title"  # UA-1, 7.1: a title, and shown
    COLOURS = "colours"  # 6.2.3: an output intent
    FONTS = "fonts"  # 6.2.11.4: embedded
    NO_FILES = "no_files"  # 6.8: nothing attached


def lacks_of(pdf: bytes) -> list[Lack]:
    """Everything that a PDF for the archive lacks; empty when its structure is right."""
    try:
        reader = PdfReader(BytesIO(pdf), strict=True)
        if reader.is_encrypted:
            return [Lack.OPEN]
        return _lacks(reader)
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        return [Lack.READABLE]


def _lacks(reader: PdfReader) -> list[Lack]:
    root: Any = reader.root_object
    packet = root["/Metadata"].get_data().decode("utf-8") if "/Metadata" in root else ""
    has = {
        Lack.SAYS_ARCHIVE: _says(packet, "pdfaid:part", "2") and _says(packet, "pdfaid:conformance", "A"),
        Lack.SAYS_ACCESSIBLE: _says(packet, "pdfuaid:part", "1"),
        Lack.TAGGED: bool(root.get("/MarkInfo", {}).get("/Marked")) and bool(root.get("/StructTreeRoot", {}).get("/K")),
        Lack.LANGUAGE: bool(root.get("/Lang")),
        Lack.TITLE: bool(reader.metadata and reader.metadata.title)
        and bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")),
        Lack.COLOURS: bool(root.get("/OutputIntents")),
        Lack.FONTS: all(_is_embedded(font) for page in reader.pages for font in _fonts(page)),
        Lack.NO_FILES: "/EmbeddedFiles" not in root.get("/Names", {}),
    }
    return [lack for lack, is_there in has.items() if not is_there]


def _says(packet: str, name: str, value: str) -> bool:
    """As an attribute or as an element: both are written."""
    return bool(re.search(rf"""{name}\s*(=\s*["']{value}["']|>\s*{value}\s*<)""", packet))


def _fonts(page: Any) -> list[Any]:
    resources = page.get("/Resources", {})
    return [font.get_object() for font in resources.get("/Font", {}).values()]


def _is_embedded(font: Any) -> bool:
    below = font.get("/DescendantFonts", [])
    described = below[0].get_object() if below else font
    descriptor = described.get("/FontDescriptor", {})
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
