"""Put the pages of PDF papers into a PDF of ours, each after the page that announces it.

Ours is the base and keeps its tags and bookmarks. A paper is whatever somebody uploaded: its pages come without forms,
scripts and tags. The whole is then no longer PDF/A or PDF/UA, and says so by not claiming it.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

logger = logging.getLogger(__name__)

MOST_PAGES = 2000
CLAIMS = re.compile(
    rb"<(\w+):Description[^>]*(?:pdfaid|pdfuaid|pdfaExtension)[^>]*?(?:/>|>.*?</\1:Description>)", re.DOTALL
)


@dataclass(frozen=True)
class Paper:
    """A PDF file. `anchor` is the id of the element that announces it, `label` begins the labels of its pages."""

    anchor: str
    path: str
    label: str


@dataclass(frozen=True)
class Inserted:
    pdf: bytes
    pages: int
    left_out: tuple[str, ...]


def insert_papers(pdf: bytes, papers: Sequence[Paper]) -> Inserted:
    """The PDF with the papers in their places. A paper that cannot be read is left out, and named by its anchor."""
    base = PdfReader(io.BytesIO(pdf))
    places = {name: base.get_destination_page_number(place) for name, place in base.named_destinations.items()}
    writer = PdfWriter(clone_from=base)
    read: list[tuple[int, Paper, list[PageObject]]] = []
    left_out = []
    for paper in papers:
        place = places.get(paper.anchor)
        pages = _pages(paper)
        if place is None or not pages:
            left_out.append(paper.anchor)
        else:
            read.append((place, paper, pages))
    # From the last to the first, so that the places before stay where they are.
    for place, _paper, pages in reversed(read):
        for offset, page in enumerate(pages, start=1):
            _quieten(writer.insert_page(page, place + offset))
    _label(writer, len(base.pages), [(place, paper.label, len(pages)) for place, paper, pages in read])
    if read:
        _claim_nothing(writer)
    made = io.BytesIO()
    writer.write(made)
    return Inserted(made.getvalue(), len(writer.pages), tuple(left_out))


def _pages(paper: Paper) -> list[PageObject]:
    try:
        reader = PdfReader(io.BytesIO(Path(paper.path).read_bytes()))
        if reader.is_encrypted and not reader.decrypt(""):
            return []
        pages = list(reader.pages)
        for page in pages:
            page.get_contents()
    except Exception as failure:  # noqa: BLE001  # the library raises whatever a damaged file leads it to
        logger.warning("A paper could not be read: %s", type(failure).__name__)
        return []
    return pages if len(pages) <= MOST_PAGES else []


def _quieten(page: PageObject) -> None:
    """A page without what belongs to its old document: its tags, actions, and every mark on it but web links."""
    for key in ("/StructParents", "/AA", "/Tabs"):
        page.pop(NameObject(key), None)
    kept = ArrayObject(mark for mark in page.get("/Annots", ArrayObject()) if _is_web_link(mark.get_object()))
    page.pop(NameObject("/Annots"), None)
    if kept:
        for mark in kept:
            mark.get_object().pop(NameObject("/StructParent"), None)
        page[NameObject("/Annots")] = kept


def _is_web_link(mark: object) -> bool:
    if not isinstance(mark, DictionaryObject) or mark.get("/Subtype") != "/Link":
        return False
    action = mark.get("/A")
    action = action.get_object() if action is not None else None
    return isinstance(action, DictionaryObject) and str(action.get("/URI", "")).startswith(("https://", "http://"))


def _label(writer: PdfWriter, own: int, papers: Iterable[tuple[int, str, int]]) -> None:
    """Page labels: our pages are counted as their footers say, a paper's pages by themselves (V1-1, V1-2 …)."""
    shift = done = 0
    for place, label, count in papers:
        if place + 1 > done:
            writer.set_page_label(done + shift, place + shift, style=PageLabelStyle.DECIMAL, start=done + 1)
            done = place + 1
        writer.set_page_label(
            done + shift, done + shift + count - 1, style=PageLabelStyle.DECIMAL, prefix=label, start=1
        )
        shift += count
    if own > done:
        writer.set_page_label(done + shift, own + shift - 1, style=PageLabelStyle.DECIMAL, start=done + 1)


def _claim_nothing(writer: PdfWriter) -> None:
    metadata = writer.root_object["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    metadata.set_data(CLAIMS.sub(b"", metadata.get_data()))
