"""Text out of a PDF, with its lines, indents and the gaps between paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from .faults import MAX_TEXT_CHARACTERS, Fault, UnreadableError
from .lines import MinutesText

MAX_PAGES = 500
# Pieces on one line with more than this many letter heights between them are cells of a table.
CELL_GAP = 1.5
SMALL_GAP = 0.6
# Points to one column of indent, roughly a letter's width in running text.
POINTS_PER_COLUMN = 6.0
# Boxes whose middles lie within this many points of each other may stand on one line.
ROW = 12.0
MOST_ON_A_ROW = 200
TOUCH = 0.05

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Piece:
    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


def read_pdf_file(data: bytes) -> MinutesText:
    """The text, a form feed between pages. Raises UnreadableError."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_protected = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableError(Fault.ENCRYPTED if is_protected else Fault.BROKEN) from None
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableError(Fault.TOO_MANY_PAGES)
        pages, size = [], 0
        for index in range(len(document)):
            pages.append(_page_text(document, index))
            size += len(pages[-1])
            if size > MAX_TEXT_CHARACTERS:
                raise UnreadableError(Fault.TOO_MUCH_TEXT)
    finally:
        document.close()
    if not any(pages):
        raise UnreadableError(Fault.NO_TEXT)
    return MinutesText("\n\f".join(pages), True, tuple(number for number, page in enumerate(pages, 1) if not page))


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        page = document[index]
        text_page = page.get_textpage()
        pieces = []
        boxes = [text_page.get_rect(place) for place in range(text_page.count_rects())]
        for (left, bottom, right, top), edge in zip(boxes, _edges(boxes), strict=True):
            text = text_page.get_text_bounded(left, bottom, edge, top)
            if text.strip():
                pieces.append(
                    Piece(left, bottom, right, top, text.replace("\x02", "-").replace("\r", "").replace("\n", " "))
                )
    except pypdfium2.PdfiumError:
        raise UnreadableError(Fault.BROKEN) from None
    return _as_lines(pieces)


def _edges(boxes: list[Box]) -> list[float]:
    """How far to the right each box is read: a bullet's box reaches into the first letter after it, which would
    otherwise be read twice.
    """
    by_height: dict[int, list[Box]] = {}
    for box in boxes:
        by_height.setdefault(int((box[1] + box[3]) / 2 / ROW), []).append(box)
    edges = []
    for left, bottom, right, top in boxes:
        row = int((bottom + top) / 2 / ROW)
        near = [box for place in (row - 1, row, row + 1) for box in by_height.get(place, [])[:MOST_ON_A_ROW]]
        begins = [box[0] for box in near if left < box[0] < right and box[1] < top and box[3] > bottom]
        edges.append(min(begins, default=right + TOUCH) - TOUCH)
    return edges


def _as_lines(pieces: list[Piece]) -> str:
    """Pieces put in lines from top to bottom: bullets are often drawn after the text they belong to."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if lines and _is_same_line(lines[-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    if not lines:
        return ""
    left = min(piece.left for piece in pieces)
    steps = sorted(lines[index - 1][0].middle - line[0].middle for index, line in enumerate(lines) if index)
    usual_step = steps[len(steps) // 3] if steps else 0.0
    heights = sorted(piece.height for piece in pieces)
    usual_height = heights[len(heights) // 2]
    written: list[str] = []
    for index, line in enumerate(lines):
        if index and lines[index - 1][0].middle - line[0].middle > 1.35 * usual_step * _scale(
            lines[index - 1], line, usual_height
        ):
            written.append("")
        around = [near for near in lines[max(index - 1, 0) : index + 2] if near is not line]
        beside = [start for near in around for start in _cells(near)]
        written.append(_line_text(line, left, beside))
    return "\n".join(written)


def _scale(before: list[Piece], line: list[Piece], usual_height: float) -> float:
    """How much larger than the page's usual letters those of two lines are: a title's lines stand further apart."""
    smaller = min(max(piece.height for piece in pieces) for pieces in (before, line))
    return max(smaller / usual_height, 1.0)


def _is_same_line(line: list[Piece], piece: Piece) -> bool:
    tallest = max(line, key=lambda other: other.height)
    return abs(tallest.middle - piece.middle) < 0.6 * max(tallest.height, piece.height)


def _cells(line: list[Piece]) -> list[float]:
    """Where pieces begin that could be cells of a table: with less room before them than a cell surely has."""
    ordered = sorted(line, key=lambda piece: piece.left)
    return [piece.left for before, piece in pairwise(ordered) if piece.left - before.right > SMALL_GAP * piece.height]


def _line_text(line: list[Piece], left: float, beside: list[float]) -> str:
    """`beside`: where cells may begin on the lines above and below; what begins there as well is surely a cell."""
    line = sorted(line, key=lambda piece: piece.left)
    height = max(piece.height for piece in line)
    parts = [" " * int((line[0].left - left) / POINTS_PER_COLUMN)]
    for before, piece in zip([None, *line], line, strict=False):
        if before is not None:
            gap = piece.left - before.right
            is_bullet = len(before.text.strip()) == 1 and before is line[0]
            is_column = gap > SMALL_GAP * height and any(abs(piece.left - start) < 1.5 for start in beside)
            if (gap > CELL_GAP * height or is_column) and not is_bullet:
                parts.append("\t")
            elif (gap > 0.15 * height or is_bullet) and not (before.text.endswith(" ") or piece.text.startswith(" ")):
                parts.append(" ")
        parts.append(piece.text)
    return "".join(parts).rstrip()
