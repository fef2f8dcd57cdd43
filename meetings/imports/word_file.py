"""Text out of a Word file: paragraphs, list levels as bullets, tables row by row."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from .faults import Fault, UnreadableError
from .labels import decision_label, header_label
from .lines import MinutesText

MAX_ENTRIES = 3000
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_DOCUMENT_BYTES = 30 * 1024 * 1024
BULLETS = ("•", "o", "▪")

# Word writes a text box twice: the second copy is for programs that do not know the first.
_SKIPPED = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLOCK_HOLDERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")}


def read_word_file(data: bytes) -> MinutesText:
    """The text, a line a paragraph. Raises UnreadableError."""
    _check_archive(data)
    try:
        document = docx.Document(io.BytesIO(data))
        writer = _Writer(document)
        for section in document.sections[:1]:
            writer.write_blocks(section.header.part.element)
        writer.write_blocks(document.element.body)
        for section in document.sections[:1]:
            writer.write_blocks(section.footer.part.element)
    except (
        KeyError,
        ValueError,
        AttributeError,
        IndexError,
        zipfile.BadZipFile,
        etree.LxmlError,
        OSError,
        RecursionError,
    ):
        raise UnreadableError(Fault.BROKEN) from None
    text = "\n".join(writer.lines)
    if not text.strip():
        raise UnreadableError(Fault.NO_TEXT)
    return MinutesText(text, is_wrapped=False)


def _check_archive(data: bytes) -> None:
    """Refuse what is no Word file, and what unpacks to far too much, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise UnreadableError(Fault.BROKEN) from None
    sizes = {entry.filename: entry.file_size for entry in entries}
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableError(Fault.ENCRYPTED)
    if len(entries) > MAX_ENTRIES or sum(sizes.values()) > MAX_UNPACKED_BYTES:
        raise UnreadableError(Fault.BOMB)
    if any(size > MAX_DOCUMENT_BYTES for name, size in sizes.items() if name.endswith((".xml", ".rels"))):
        raise UnreadableError(Fault.BOMB)
    if "[Content_Types].xml" not in sizes or "word/document.xml" not in sizes:
        raise UnreadableError(Fault.CONTENT)


class _Writer:
    """Writes the document's blocks as lines, and counts its numbered lists."""

    def __init__(self, document: Any) -> None:
        self.lines: list[str] = []
        self.lists = _list_formats(document)
        self.styles = {style.style_id: style.element for style in document.styles if style.element is not None}
        self.counts: dict[tuple[str, int], int] = defaultdict(int)

    def write_blocks(self, holder: Any) -> None:
        for element in holder:
            if element.tag == qn("w:p"):
                self.lines += self.paragraph_lines(element)
            elif element.tag == qn("w:tbl"):
                self.write_table(element)
            elif element.tag in _BLOCK_HOLDERS:
                self.write_blocks(element)

    def paragraph_lines(self, paragraph: Any) -> list[str]:
        own, boxes = _paragraph_text(paragraph)
        lines = own.split("\n")
        if own.strip() and (mark := self.list_mark(paragraph)):
            lines[0] = mark + lines[0].strip()
        for box in boxes:
            for inner in box.iter(qn("w:p")):
                lines += _paragraph_text(inner)[0].split("\n")
        return lines

    def list_mark(self, paragraph: Any) -> str:
        """The bullet or number that Word shows before a paragraph, with its indent."""
        number, level = self.list_place(paragraph)
        if number is None or number == "0":
            return ""
        level = min(max(level, 0), 8)
        if self.lists.get((number, level), "bullet") in ("bullet", "none"):
            return f"{'  ' * level}{BULLETS[min(level, len(BULLETS) - 1)]} "
        self.counts[number, level] += 1
        for key in list(self.counts):
            if key[0] == number and key[1] > level:
                del self.counts[key]
        return f"{'  ' * level}{self.counts[number, level]}. "

    def list_place(self, paragraph: Any) -> tuple[str | None, int]:
        """The list a paragraph is in and its level there, said by itself or by its style."""
        element = paragraph.find(qn("w:pPr"))
        seen = 0
        while element is not None and seen < 12:
            place = element.find(qn("w:numPr"))
            if place is not None:
                number, level = place.find(qn("w:numId")), place.find(qn("w:ilvl"))
                at = int(level.get(qn("w:val"), "0")) if level is not None else 0
                if number is not None:
                    return number.get(qn("w:val")), at or self._style_level(paragraph)
            element = self._style_properties(element, is_style=seen > 0)
            seen += 1
        return None, 0

    def _style_properties(self, element: Any, *, is_style: bool) -> Any:
        """The paragraph properties of the style that these properties name, or that their style is based on."""
        reference = element.getparent().find(qn("w:basedOn")) if is_style else element.find(qn("w:pStyle"))
        style = self.styles.get(reference.get(qn("w:val"))) if reference is not None else None
        return style.find(qn("w:pPr")) if style is not None else None

    def _style_level(self, paragraph: Any) -> int:
        """The style “List Bullet 2” is a list of its own in Word's template, but reads as the second level."""
        reference = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = reference.get(qn("w:val"), "") if reference is not None else ""
        return int(name[-1]) - 1 if name.startswith("List") and name[-1:] in ("2", "3", "4", "5") else 0

    def write_table(self, table: Any) -> None:
        rows = [
            [self.cell_lines(cell) for cell in _cells(row)] for row in table.iter(qn("w:tr")) if _is_own(row, table)
        ]
        rows = [row for row in rows if any(row)]
        if rows and len(rows) > 1 and len(rows[0]) > 1 and all(_is_people_label(cell) for cell in rows[0]):
            self.write_columns(rows)
            return
        decided = _decision_column(rows)
        for index, row in enumerate(rows):
            if decided is not None and index and decided < len(row):
                self.write_row([cell for place, cell in enumerate(row) if place != decided])
                self.lines += [f"{rows[0][decided][0].rstrip(':')}: {' '.join(row[decided])}"] if row[decided] else []
            else:
                self.write_row(row)

    def write_row(self, row: list[list[str]]) -> None:
        """Label and value side by side, several such pairs in a row taken apart; else the cells with tabs between."""
        pairs = list(zip(row[::2], row[1::2], strict=False))
        if len(row) > 2 and len(row) % 2 == 0 and all(cell and header_label(cell[0] + "\t") for cell, _value in pairs):
            for label, value in pairs:
                self.write_row([label, value])
            return
        if sum(len(cell) > 1 for cell in row) > 1:
            # Two cells of several paragraphs each cannot stand side by side on lines.
            for cell in row:
                self.lines += cell
            return
        filled = [cell for cell in row if cell]
        self.lines.append("\t".join(cell[0] for cell in filled))
        for cell in filled:
            self.lines += cell[1:]

    def write_columns(self, rows: list[list[list[str]]]) -> None:
        """A table with "Til stede" and "Forfall" at the top of its columns, and the names below."""
        for place, label in enumerate(rows[0]):
            self.lines.append(f"{label[0].rstrip(':')}:")
            self.lines += [line for row in rows[1:] if place < len(row) for line in row[place]]

    def cell_lines(self, cell: Any) -> list[str]:
        inner = _Writer.__new__(_Writer)
        inner.lines, inner.lists, inner.styles, inner.counts = [], self.lists, self.styles, self.counts
        inner.write_blocks(cell)
        return [line for line in inner.lines if line.strip()]


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if element.tag == qn("w:tc"):
            yield element
        elif element.tag in _BLOCK_HOLDERS:
            yield from _cells(element)


def _is_own(row: Any, table: Any) -> bool:
    """Whether the row is the table's own and not that of a table inside it."""
    parent = row.getparent()
    while parent is not None and parent.tag != qn("w:tbl"):
        parent = parent.getparent()
    return parent is table


def _is_people_label(cell: list[str]) -> bool:
    return len(cell) == 1 and (found := header_label(cell[0])) is not None and not found.value


def _decision_column(rows: list[list[list[str]]]) -> int | None:
    """The column with a decision for each case, by its heading."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    for place, cell in enumerate(rows[0]):
        if place and len(cell) == 1 and decision_label(cell[0], may_lack_colon=False) == "":
            return place
    return None


def _paragraph_text(paragraph: Any) -> tuple[str, list[Any]]:
    """A paragraph's own text, tracked insertions included and deletions not, and the text boxes anchored in it."""
    parts: list[str] = []
    boxes: list[Any] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == qn("w:t"):
            parts.append(element.text or "")
        elif tag == qn("w:tab"):
            parts.append("\t")
        elif tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif tag == qn("w:txbxContent"):
            boxes.append(element)
        elif tag not in (_SKIPPED, qn("w:pPr")) and isinstance(tag, str):
            waiting.extend(reversed(element))
    return "".join(parts), boxes


def _list_formats(document: Any) -> dict[tuple[str, int], str]:
    """How each level of each list is marked: "bullet", "decimal", …"""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    kinds: dict[str, dict[int, str]] = {}
    for abstract in numbering.iter(qn("w:abstractNum")):
        levels = {}
        for level in abstract.iter(qn("w:lvl")):
            form = level.find(qn("w:numFmt"))
            levels[int(level.get(qn("w:ilvl"), "0"))] = form.get(qn("w:val"), "") if form is not None else "decimal"
        kinds[abstract.get(qn("w:abstractNumId"))] = levels
    formats = {}
    for number in numbering.iter(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        for at, form in kinds.get(reference.get(qn("w:val")) if reference is not None else "", {}).items():
            formats[number.get(qn("w:numId")), at] = form
    return formats
