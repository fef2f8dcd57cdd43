"""Text out of a Word file: paragraphs, list levels as bullets, tables row by row."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from .attendance import attendance_table
from .faults import Fault, UnreadableError
from .labels import decision_label, header_label, is_section
from .lines import MinutesText

MAX_ENTRIES = 3000
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_DOCUMENT_BYTES = 30 * 1024 * 1024
BULLETS = ("•", "o", "▪")

# Word writes a text box twice: the second copy is for programs that do not know the first.
_SKIPPED = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTE_MARKS = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_CASES = re.compile(r"(?:sak|saker|saks?nr|saks?nummer|nr)\.?(?: ?nr| ?nummer)?\.?:?", re.IGNORECASE)
_BLOCK_HOLDERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")}


def read_word_file(data: bytes) -> MinutesText:
    """The text, a line a paragraph. Raises UnreadableError."""
    _check_archive(data)
    try:
        document = docx.Document(io.BytesIO(data))
        writer = _Writer(document)
        writer.write_running_lines(document)
        writer.write_blocks(document.element.body)
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
        self.notes = _notes(document)
        self.note_numbers: dict[tuple[str, str], int] = {}

    def write_running_lines(self, document: Any) -> None:
        """Heads and feet of every section and kind of page, each once, in front of the text that they surround."""
        written: list[list[str]] = []
        for section in document.sections:
            for part in (
                section.header, section.first_page_header, section.even_page_header,
                section.footer, section.first_page_footer, section.even_page_footer,
            ):  # fmt: skip
                if part.is_linked_to_previous:
                    continue
                lines = self.cell_lines(part.part.element)
                if lines and lines not in written:
                    written.append(lines)
        self.lines += [line for lines in written for line in [*lines, ""]]

    def write_blocks(self, holder: Any) -> None:
        for element in holder:
            if element.tag == qn("w:p"):
                self.lines += self.paragraph_lines(element)
            elif element.tag == qn("w:tbl"):
                self.write_table(element)
            elif element.tag in _BLOCK_HOLDERS:
                self.write_blocks(element)

    def paragraph_lines(self, paragraph: Any) -> list[str]:
        own, boxes, marks = _paragraph_text(paragraph, self.note_number)
        lines = own.split("\n")
        if own.strip() and (mark := self.list_mark(paragraph)):
            lines[0] = mark + lines[0].strip()
        for box in boxes:
            for inner in box.iter(qn("w:p")):
                lines += _paragraph_text(inner, self.note_number)[0].split("\n")
        return lines + [line for mark in marks for line in self.note_lines(mark)]

    def note_number(self, kind: str, reference: str) -> int:
        """The number of a footnote or endnote, in the order in which the text refers to them."""
        return self.note_numbers.setdefault((kind, reference), len(self.note_numbers) + 1)

    def note_lines(self, mark: tuple[str, str]) -> list[str]:
        """A note, below the paragraph that refers to it."""
        text = " ".join(
            _paragraph_text(paragraph, self.note_number)[0].strip() for paragraph in self.notes.get(mark, [])
        )
        return [f"[{self.note_number(*mark)}] {' '.join(text.split())}"]

    def list_mark(self, paragraph: Any) -> str:
        """The bullet or number that Word shows before a paragraph, with its indent."""
        number, own_level = self.list_place(paragraph)
        if number is None or number == "0":
            return ""
        own_level = min(max(own_level, 0), 8)
        level = own_level or self._style_level(paragraph)
        if self.lists.get((number, own_level), _BULLETS).form in ("bullet", "none"):
            return f"{'  ' * level}{BULLETS[min(level, len(BULLETS) - 1)]} "
        self.counts[number, own_level] += 1
        for key in list(self.counts):
            if key[0] == number and key[1] > own_level:
                del self.counts[key]
        return f"{'  ' * level}{self.number_shown(number, own_level)} "

    def number_shown(self, number: str, level: int) -> str:
        """The number as the list writes it: "2.", "b)", "Sak 2/25"."""

        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shape = self.lists.get((number, at), _BULLETS)
            return _counted(shape.start + max(self.counts.get((number, at), 1), 1) - 1, shape.form)

        return re.sub(r"%([1-9])", one, self.lists[number, level].text)

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
                    return number.get(qn("w:val")), at
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
        if rows and attendance_table([" ".join(cell) for cell in rows[0]]):
            self.lines += ["\t".join(" ".join(cell) for cell in row).rstrip("\t") for row in rows]
            return
        labelled = _labelled_columns(rows)
        for index, row in enumerate(rows):
            if index:
                self.write_row([cell for place, cell in enumerate(row) if place not in labelled])
                self.lines += [
                    f"{rows[0][place][0].rstrip(':')}: {' '.join(row[place])}"
                    for place in labelled
                    if place < len(row) and row[place]
                ]
            else:
                self.write_row(row)

    def write_row(self, row: list[list[str]]) -> None:
        """Label and value side by side, several such pairs in a row taken apart; else the cells with tabs between."""
        pairs = list(zip(row[::2], row[1::2], strict=False))
        if len(row) > 2 and len(row) % 2 == 0 and all(cell and _is_label(cell[0]) for cell, _value in pairs):
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
        inner.notes, inner.note_numbers = self.notes, self.note_numbers
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


def _is_label(cell: str) -> bool:
    return cell.endswith(":") or header_label(f"{cell}\t") is not None


def _labelled_columns(rows: list[list[list[str]]]) -> list[int]:
    """In a table of cases: the columns with the decision, who is to do it and when, by their headings."""
    if len(rows) < 2 or len(rows[0]) < 2 or not _CASES.fullmatch(" ".join(rows[0][0])):
        return []
    return [
        place
        for place, cell in enumerate(rows[0])
        if place and len(cell) == 1 and (decision_label(cell[0], may_lack_colon=False) == "" or is_section(cell[0]))
    ]


def _notes(document: Any) -> dict[tuple[str, str], list[Any]]:
    """The paragraphs of each footnote and endnote."""
    notes: dict[tuple[str, str], list[Any]] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1].removesuffix("s")
        if kind not in ("footnote", "endnote") or relation.is_external:
            continue
        for note in parse_xml(relation.target_part.blob):
            notes[kind, note.get(qn("w:id"), "")] = list(note.iter(qn("w:p")))
    return notes


def _paragraph_text(
    paragraph: Any, note_number: Callable[[str, str], int]
) -> tuple[str, list[Any], list[tuple[str, str]]]:
    """A paragraph's own text, tracked insertions included and deletions not, the text boxes anchored in it, and the
    notes that it refers to.
    """
    parts: list[str] = []
    boxes: list[Any] = []
    marks: list[tuple[str, str]] = []
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
        elif tag in _NOTE_MARKS:
            mark = (_NOTE_MARKS[tag], element.get(qn("w:id"), ""))
            marks.append(mark)
            parts.append(f" [{note_number(*mark)}]")
        elif tag == qn("w:txbxContent"):
            boxes.append(element)
        elif tag not in (_SKIPPED, qn("w:pPr")) and isinstance(tag, str):
            waiting.extend(reversed(element))
    return "".join(parts), boxes, marks


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How a level of a list is marked: its form ("bullet", "decimal", …), what it writes ("%1.") and its first number."""

    form: str
    text: str
    start: int = 1


_BULLETS = ListLevel("bullet", "")


def _counted(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 8 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02}" if form == "decimalZero" else str(count)


def _list_formats(document: Any) -> dict[tuple[str, int], ListLevel]:
    """How each level of each list is marked."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    kinds: dict[str, dict[int, ListLevel]] = {}
    for abstract in numbering.iter(qn("w:abstractNum")):
        levels = {}
        for level in abstract.iter(qn("w:lvl")):
            at = int(level.get(qn("w:ilvl"), "0"))
            form, text, start = (_value(level, name) for name in ("w:numFmt", "w:lvlText", "w:start"))
            shown = text if text and "%" in text else f"%{at + 1}."
            levels[at] = ListLevel(form or "decimal", shown, int(start or 1))
        kinds[abstract.get(qn("w:abstractNumId"))] = levels
    formats: dict[tuple[str, int], ListLevel] = {}
    for number in numbering.iter(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        for at, shape in kinds.get(reference.get(qn("w:val")) if reference is not None else "", {}).items():
            formats[number.get(qn("w:numId")), at] = shape
    return formats


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name))
    return child.get(qn("w:val"), "") if child is not None else ""
