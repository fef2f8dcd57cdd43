"""HTML to PDF/A-2a and PDF/UA-1 in one file. Runs in a process of its own: see `renderer`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from .glyphs import FONT_FOLDER
from .html import PRINT_CSS

logger = logging.getLogger(__name__)

# PDF/UA-1 (ISO 14289-1, clause 5) wants its part number in the metadata; PDF/A-2 (ISO 19005-2, 6.6.2.3.3) wants
# the schema of that property described in the same packet.
_UA_METADATA = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    b'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>'
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    b'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Opens the bundled fonts and nothing else: no file, no address, no redirect."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False, timeout=1)
        self.open_to = {path.resolve().as_uri() for path in FONT_FOLDER.glob("*.woff2")}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        if url not in self.open_to:
            message = f"A document asked for {url[:200]}"
            raise FatalURLFetchingError(message)
        return super().fetch(url, headers)


class _NoHoles(logging.Handler):
    """Notes when the renderer draws a sign that no font has."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if "notdef" in message.lower():
            self.found.append(message)


class PdfMaker:
    """Makes PDFs with fonts and style read once."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.fetcher = ClosedFetcher()
        self.style = weasyprint.CSS(
            string=PRINT_CSS.read_text(),
            base_url=Path(FONT_FOLDER).resolve().as_uri() + "/",
            font_config=self.fonts,
            url_fetcher=self.fetcher,
        )

    def make(self, html: str) -> tuple[bytes, int]:
        """The PDF and its number of pages. Raises ValueError when a sign could not be drawn."""
        holes = _NoHoles()
        renderer_log = logging.getLogger("weasyprint")
        renderer_log.addHandler(holes)
        try:
            document = weasyprint.HTML(string=html, base_url="about:blank", url_fetcher=self.fetcher).render(
                stylesheets=[self.style],
                font_config=self.fonts,
                pdf_variant="pdf/a-2a",
                pdf_tags=True,
                presentational_hints=True,  # a numbered list that starts at 3 does so on paper too
            )
            made: bytes = document.write_pdf(pdf_variant="pdf/a-2a", pdf_tags=True, finisher=_say_it_is_ua)
        finally:
            renderer_log.removeHandler(holes)
        if holes.found:
            raise ValueError(holes.found[0])
        return made, len(document.pages)


def _say_it_is_ua(document: Any, pdf: Any) -> None:
    """Put the PDF/UA part number into the packet that is there: a second packet would not be read."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet = b"".join(part if isinstance(part, bytes) else part.encode() for part in metadata.stream)
    prefix = b"ns0:" if b"</ns0:RDF>" in packet else b"rdf:"
    closing = b"</" + prefix + b"RDF>"
    metadata.stream = [packet.replace(closing, _UA_METADATA.replace(b"rdf:", prefix) + closing)]
