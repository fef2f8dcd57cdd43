"""Spreadsheets (.xlsx, ISO/IEC 29500-1) with live formulas and their calculated values side by side.

The library at hand writes a formula or a value, never both, so a mail viewer or a phone would show empty cells. Here each
formula is stored with the value that the program worked out; a spreadsheet program works it out again when an input
changes. The parts are written directly: the same facts give the same bytes. Texts are always texts: what begins with
`=`, `+`, `-` or `@` is marked as quoted, so that it does not become a formula when somebody edits it either.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EPOCH = date(1899, 12, 30)
LONGEST_TEXT, LONGEST_NAME = 32_767, 31
FORBIDDEN_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\']")
WOULD_BE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Look(IntEnum):
    """How a cell looks: its number is its place in the style sheet."""

    TEXT = 0
    TITLE = 1
    NOTE = 2
    HEAD = 3
    HEAD_AMOUNT = 4
    COUNT = 5
    AMOUNT = 6
    KRONER = 7
    SHARE = 8
    DAY = 9
    INPUT_COUNT = 10
    INPUT_AMOUNT = 11
    INPUT_NUMBER = 12
    TOTAL = 13
    TOTAL_AMOUNT = 14
    TOTAL_KRONER = 15
    TOTAL_SHARE = 16
    CHECK = 17
    WRAPPED = 18
    QUOTED = 19


INPUTS = (Look.INPUT_COUNT, Look.INPUT_AMOUNT, Look.INPUT_NUMBER)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, without its equals sign and in English as files store it, and the value that it comes to."""

    text: str
    value: Decimal | int | str


Value = str | int | Decimal | date | Formula | None
Cell = tuple[Value, Look]
EMPTY: Cell = (None, Look.TEXT)


@dataclass
class Sheet:
    """A sheet: its cells row by row, what stays in sight, and how it is printed."""

    name: str
    widths: Sequence[int]
    rows: list[list[Cell]] = field(default_factory=list)
    frozen_rows: int = 0
    frozen_columns: int = 0
    filter_row: int = 0
    counts: str = ""
    footer: str = ""

    def add(self, *cells: Cell) -> int:
        """Add a row. Returns its number."""
        self.rows.append(list(cells))
        return len(self.rows)

    def __post_init__(self) -> None:
        self.name = FORBIDDEN_IN_NAME.sub(" ", self.name)[:LONGEST_NAME].strip()

    @property
    def quoted(self) -> str:
        return f"'{self.name}'"


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def place(column: int, row: int, *, fixed: bool = False) -> str:
    """`B7`, or `$B$7` which stays when it is copied."""
    return f"${letters(column)}${row}" if fixed else f"{letters(column)}{row}"


def workbook_bytes(sheets: Sequence[Sheet], *, title: str, author: str, dated: date) -> bytes:
    """The whole file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in _parts(sheets, title, author, dated):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return buffer.getvalue()


def _parts(sheets: Sequence[Sheet], title: str, author: str, dated: date) -> Iterable[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.worksheet+xml"/>'
        for number in numbers
    )
    yield (
        "[Content_Types].xml",
        (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT_TYPE}.main+xml"/>{overrides}'
            '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.'
            'openxmlformats-package.core-properties+xml"/></Types>'
        ),
    )
    yield (
        "_rels/.rels",
        (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/'
            f'officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/'
            'core-properties" Target="docProps/core.xml"/></Relationships>'
        ),
    )
    yield (
        "docProps/core.xml",
        (
            f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{_text(title)}</dc:title>'
            f'<dc:creator>{_text(author)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">'
            f"{dated.isoformat()}T12:00:00Z</dcterms:created></cp:coreProperties>"
        ),
    )
    yield "xl/workbook.xml", _workbook(sheets)
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}<Relationship Id="rId{len(sheets) + 1}" '
            f'Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'
        ),
    )
    yield "xl/styles.xml", STYLES
    for number, sheet in enumerate(sheets, start=1):
        yield f"xl/worksheets/sheet{number}.xml", _sheet(sheet, is_first=number == 1)


def _workbook(sheets: Sequence[Sheet]) -> str:
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    names = []
    for index, sheet in enumerate(sheets):
        last = place(len(sheet.widths), max(len(sheet.rows), 1), fixed=True)
        if sheet.filter_row:
            names.append(
                f'<definedName name="_xlnm._FilterDatabase" localSheetId="{index}" hidden="1">'
                f"{escape(sheet.quoted)}!$A${sheet.filter_row}:{last}</definedName>"
            )
        names.append(
            f'<definedName name="_xlnm.Print_Area" localSheetId="{index}">{escape(sheet.quoted)}!$A$1:{last}'
            "</definedName>"
        )
        if sheet.frozen_rows:
            names.append(
                f'<definedName name="_xlnm.Print_Titles" localSheetId="{index}">{escape(sheet.quoted)}!'
                f"${sheet.frozen_rows}:${sheet.frozen_rows}</definedName>"
            )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><bookViews><workbookView activeTab="0"/></bookViews>'
        f"<sheets>{listed}</sheets><definedNames>{''.join(names)}</definedNames></workbook>"
    )


def _sheet(sheet: Sheet, *, is_first: bool) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(sheet.widths, start=1)
    )
    data = "".join(_row(number, row) for number, row in enumerate(sheet.rows, start=1))
    last = place(len(sheet.widths), max(len(sheet.rows), 1))
    filtered = f'<autoFilter ref="A{sheet.filter_row}:{last}"/>' if sheet.filter_row else ""
    counted = (
        '<dataValidations count="1"><dataValidation type="decimal" operator="greaterThanOrEqual" allowBlank="1" '
        f'showErrorMessage="1" sqref="{sheet.counts}"><formula1>0</formula1></dataValidation></dataValidations>'
        if sheet.counts
        else ""
    )
    footer = f"&L{_footer(sheet.footer)}&R&P / &N" if sheet.footer else "&R&P / &N"
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0"'
        f"{' tabSelected=' + chr(34) + '1' + chr(34) if is_first else ''}>{_pane(sheet)}</sheetView></sheetViews>"
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{data}</sheetData>{filtered}{counted}'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{escape(footer)}</oddFooter></headerFooter></worksheet>"
    )


def _pane(sheet: Sheet) -> str:
    if not sheet.frozen_rows and not sheet.frozen_columns:
        return ""
    across = f' xSplit="{sheet.frozen_columns}"' if sheet.frozen_columns else ""
    down = f' ySplit="{sheet.frozen_rows}"' if sheet.frozen_rows else ""
    where = "bottomRight" if across and down else "bottomLeft" if down else "topRight"
    first = place(sheet.frozen_columns + 1, sheet.frozen_rows + 1)
    return f'<pane{across}{down} topLeftCell="{first}" activePane="{where}" state="frozen"/>'


def _row(number: int, cells: Sequence[Cell]) -> str:
    written = [_cell(f"{letters(column)}{number}", *cell) for column, cell in enumerate(cells, start=1)]
    return f'<row r="{number}">{"".join(written)}</row>'


def _cell(where: str, value: Value, look: Look) -> str:
    if value is None:
        return f'<c r="{where}" s="{int(look)}"/>' if look else ""
    if isinstance(value, Formula):
        if isinstance(value.value, str):
            return f'<c r="{where}" s="{int(look)}" t="str"><f>{escape(value.text)}</f><v>{_text(value.value)}</v></c>'
        return f'<c r="{where}" s="{int(look)}"><f>{escape(value.text)}</f><v>{value.value:f}</v></c>'
    if isinstance(value, str):
        style = Look.QUOTED if look is Look.TEXT and value.startswith(WOULD_BE_A_FORMULA) else look
        kept = f'<is><t xml:space="preserve">{_text(value)}</t></is>'
        return f'<c r="{where}" s="{int(style)}" t="inlineStr">{kept}</c>'
    if isinstance(value, date):
        return f'<c r="{where}" s="{int(look)}"><v>{(value - EPOCH).days}</v></c>'
    return (
        f'<c r="{where}" s="{int(look)}"><v>{value:f}</v></c>'
        if isinstance(value, Decimal)
        else (f'<c r="{where}" s="{int(look)}"><v>{value}</v></c>')
    )


def _text(text: str) -> str:
    """Without signs that XML forbids; `_x0041_`, which programs would read as an escaped sign, kept as it is written."""
    return escape(LOOKS_ESCAPED.sub("_x005F_", FORBIDDEN_IN_XML.sub("", text[:LONGEST_TEXT])))


def _footer(text: str) -> str:
    """Program signs begin with &, so a plain one is doubled. A footer has room for 255 signs with its page numbers."""
    return FORBIDDEN_IN_XML.sub("", text[:180]).replace("&", "&&")


def _style_sheet() -> str:
    fonts = (
        '<font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="16"/><name val="Calibri"/></font>'
        '<font><sz val="10"/><color rgb="FF4A5560"/><name val="Calibri"/></font>'
        '<font><sz val="11"/><color rgb="FF174A78"/><name val="Calibri"/></font>'
    )
    fills = (
        '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE3E8EC"/></patternFill></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF7DB"/></patternFill></fill>'
    )
    none = "<left/><right/><top/><bottom/><diagonal/>"
    borders = (
        f"<border>{none}</border>"
        '<border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border>'
        '<border><left/><right/><top style="thin"><color auto="1"/></top><bottom style="double"><color auto="1"/>'
        "</bottom><diagonal/></border>"
    )
    # number format, font, fill, border, alignment; 3 is #,##0 and 4 is #,##0.00, 49 is text
    formats = {
        Look.TEXT: (49, 0, 0, 0, ""),
        Look.TITLE: (49, 2, 0, 0, ""),
        Look.NOTE: (49, 3, 0, 0, ""),
        Look.HEAD: (49, 1, 2, 1, '<alignment vertical="bottom" wrapText="1"/>'),
        Look.HEAD_AMOUNT: (49, 1, 2, 1, '<alignment horizontal="right" vertical="bottom" wrapText="1"/>'),
        Look.COUNT: (3, 0, 0, 0, ""),
        Look.AMOUNT: (4, 0, 0, 0, ""),
        Look.KRONER: (3, 0, 0, 0, ""),
        Look.SHARE: (164, 0, 0, 0, ""),
        Look.DAY: (165, 0, 0, 0, ""),
        Look.INPUT_COUNT: (3, 4, 3, 0, ""),
        Look.INPUT_AMOUNT: (4, 4, 3, 0, ""),
        Look.INPUT_NUMBER: (166, 4, 3, 0, ""),
        Look.TOTAL: (49, 1, 0, 2, ""),
        Look.TOTAL_AMOUNT: (4, 1, 0, 2, ""),
        Look.TOTAL_KRONER: (3, 1, 0, 2, ""),
        Look.TOTAL_SHARE: (164, 1, 0, 2, ""),
        Look.CHECK: (4, 3, 0, 0, ""),
        Look.WRAPPED: (49, 0, 0, 0, '<alignment vertical="top" wrapText="1"/>'),
        Look.QUOTED: (49, 0, 0, 0, ""),
    }
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyBorder="1"{_quoted(look)}'
        f"{' applyAlignment=' + chr(34) + '1' + chr(34) + '>' + aligned + '</xf>' if aligned else '/>'}"
        for look, (number, font, fill, border, aligned) in formats.items()
    )
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/>'
        '<numFmt numFmtId="165" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="166" formatCode="0.######"/></numFmts>'
        f'<fonts count="5">{fonts}</fonts><fills count="4">{fills}</fills><borders count="3">{borders}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _quoted(look: Look) -> str:
    return ' quotePrefix="1"' if look is Look.QUOTED else ""


STYLES = _style_sheet()
