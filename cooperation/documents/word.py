"""A document's HTML as a Word file: the same words in the same order, in the styles of a layout.

The HTML is our own, as it is set for PDF (see `html`). A layout is a Word file of which only the look is used: styles,
header, footer, paper. Headings, lists and tables become Word's own, so that its navigation and a screen reader find them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import html as lxml_html

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
HEADINGS = {"h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3"}
BLOCKS = ("p", "ul", "ol", "table", "div", "section", "header", "article", "figure", *HEADINGS)
DECISION = "Decision"
DEEPEST_STYLE = 3
FIRST_ZIP_YEAR = 1980
FACT_WIDTHS = (Cm(3.6), Cm(12.6))  # what it is, and what it says
INK, ACCENT, GREY = RGBColor(0x1B, 0x21, 0x27), RGBColor(0x17, 0x4A, 0x78), RGBColor(0x4A, 0x55, 0x60)


def word_of(html: str, *, layout: bytes | None = None, facts: Mapping[str, str], dated: date) -> bytes:
    """The document as Word. `facts` fill the layout's header and footer, where it has {title}, {body} and so on."""
    tree = lxml_html.document_fromstring(html)
    document = docx.Document(io.BytesIO(layout if layout is not None else usual_layout()))
    _empty(document)
    _make_styles(document)
    language = LANGUAGES.get(tree.get("lang", ""), "nb-NO")
    _say_language(document, language)
    _fill_margins(document, facts)
    properties = document.core_properties
    properties.title, properties.language = tree.findtext(".//title") or "", language
    properties.author = next((meta.get("content", "") for meta in tree.iterfind(".//meta[@name='author']")), "")
    properties.created = properties.modified = datetime(dated.year, dated.month, dated.day, 12, tzinfo=UTC)
    properties.last_modified_by = properties.comments = ""
    _Writer(document).blocks(tree.find("body"), document)
    made = io.BytesIO()
    document.save(made)
    return _without_clock(made, dated)


def _without_clock(made: io.BytesIO, dated: date) -> bytes:
    """The file with the document's date on its parts: the library writes when it was saved, so no two were the same."""
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(packed, "w") as target:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, (max(dated.year, FIRST_ZIP_YEAR), dated.month, dated.day, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, parts.read(part))
    return packed.getvalue()


def usual_layout() -> bytes:
    """The layout of a body that has none of its own: what a secretary starts from."""
    document = docx.Document()
    _empty(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = Cm(2.4)
    section.bottom_margin = Cm(2.6)
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Calibri", Pt(11), INK
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for name, size, before, after, colour in (
        ("Heading 1", 24, 0, 4, INK),
        ("Heading 2", 14, 20, 4, INK),
        ("Heading 3", 11, 10, 2, ACCENT),
    ):
        style = styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = "Calibri", Pt(size), True, colour
        _use_theme_font(style, "Calibri")
        form = style.paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), True
    subtitle = styles["Subtitle"]
    subtitle.font.name, subtitle.font.size, subtitle.font.italic, subtitle.font.color.rgb = (
        "Calibri",
        Pt(13),
        False,
        GREY,
    )
    _use_theme_font(subtitle, "Calibri")
    _make_styles(document)
    header = section.header.paragraphs[0]
    header.text = "{cooperation}"
    footer = section.footer.paragraphs[0]
    footer.text = "{title}\t\t"
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")
    for paragraph in (header, footer):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(9), GREY
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _use_theme_font(style: Any, name: str) -> None:
    """A heading's font is the theme's until the theme's is struck out."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), name)


def _make_styles(document: Any) -> None:
    """The styles that a document needs and a layout may lack."""
    styles = document.styles
    names = {style.name for style in styles}
    wanted = [*HEADINGS.values(), "Subtitle", DECISION]
    wanted += [f"List {kind}{level}" for kind in ("Bullet", "Number") for level in ("", " 2", " 3")]
    for name in wanted:
        if name not in names:
            made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            made.base_style = styles["Normal"] if "Normal" in names else None
            if name == DECISION:
                _draw_bar(made)
    if "Table Grid" not in names:
        styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)


def _draw_bar(style: Any) -> None:
    """A decision stands beside a bar, on a light ground."""
    properties = style.element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    borders.append(_element("w:left", val="single", sz="18", space="8", color="1F5F99"))
    properties.append(borders)
    properties.append(_element("w:shd", val="clear", color="auto", fill="EEF4FA"))
    style.paragraph_format.left_indent = Cm(0.4)


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _empty(document: Any) -> None:
    """Take out what the layout says; its last section holds the paper, header and footer, and stays."""
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _say_language(document: Any, language: str) -> None:
    for properties in document.styles.element.iter(qn("w:rPr")):
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    target = document.styles["Normal"].element.get_or_add_rPr() if defaults is None else defaults
    target.append(_element("w:lang", val=language, eastAsia=language))


def _fill_margins(document: Any, facts: Mapping[str, str]) -> None:
    """Put the facts into header and footer. A name in braces that is typed in several pieces is left as it is."""
    for section in document.sections:
        for margin in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if margin.is_linked_to_previous:
                continue
            for text in margin._element.iter(qn("w:t")):
                for name, fact in facts.items():
                    if text.text and f"{{{name}}}" in text.text:
                        text.text = text.text.replace(f"{{{name}}}", fact)


def _add_field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    for kind, inner in (("begin", None), (None, code), ("separate", None), ("text", "1"), ("end", None)):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = inner
        elif kind == "text":
            part = OxmlElement("w:t")
            part.text = inner
        else:
            part = _element("w:fldChar", fldCharType=kind)
        run._element.append(part)


class _Writer:
    """Writes blocks of HTML into a document or a cell of a table."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def blocks(self, parent: Any, into: Any, *, style: str | None = None) -> None:
        """Every block in an element. Text that stands beside blocks becomes a paragraph of its own."""
        for child in parent:
            if not isinstance(child.tag, str):
                continue
            if child.tag in HEADINGS:
                self.paragraph(child, into, HEADINGS[child.tag])
            elif child.tag == "p":
                self.paragraph(child, into, "Subtitle" if child.get("class") == "body-name" else style)
            elif child.tag in ("ul", "ol"):
                self.list(child, into, level=1, style=style)
            elif child.tag == "table":
                self.table(child, into)
            elif child.get("class") == "decision":
                self.blocks(child, into, style=DECISION)
            else:
                self.mixed(child, into, style=style)

    def mixed(self, element: Any, into: Any, *, style: str | None = None) -> None:
        if any(child.tag in BLOCKS for child in element):
            self.blocks(element, into, style=style)
        elif element.text_content().strip():
            self.paragraph(element, into, style)

    def paragraph(self, element: Any, into: Any, style: str | None) -> Any:
        made = into.add_paragraph(style=style)
        self.inline(element, made)
        return made

    def inline(self, element: Any, paragraph: Any, *, bold: bool = False, italic: bool = False) -> None:
        self.text(element.text, paragraph, bold=bold, italic=italic)
        for child in element:
            if not isinstance(child.tag, str):
                pass
            elif child.tag == "br":
                paragraph.add_run().add_break()
            elif child.tag == "a" and child.get("href", "").startswith(("http", "mailto")):
                _add_link(paragraph, child.get("href"), child.text_content())
            elif child.tag not in ("ul", "ol", "table"):
                self.inline(
                    child,
                    paragraph,
                    bold=bold or child.tag in ("strong", "b"),
                    italic=italic or child.tag in ("em", "i"),
                )
            self.text(child.tail, paragraph, bold=bold, italic=italic)

    def text(self, text: str | None, paragraph: Any, *, bold: bool, italic: bool) -> None:
        if not text:
            return
        words = " ".join(text.split())
        lead = " " if text[0].isspace() and paragraph.text and not paragraph.text[-1].isspace() else ""
        trail = " " if words and text[-1].isspace() else ""
        if lead or words:
            run = paragraph.add_run(lead + words + trail)
            run.bold, run.italic = bold or None, italic or None

    def list(self, element: Any, into: Any, *, level: int, style: str | None = None) -> None:
        is_numbered = element.tag == "ol"
        is_bare = element.get("class") == "people"
        start = int(element.get("start")) if is_numbered and element.get("start", "").isdecimal() else 1
        number = self.new_numbering(min(level, DEEPEST_STYLE), start) if is_numbered else None
        suffix = f" {min(level, DEEPEST_STYLE)}" if level > 1 else ""
        name = f"List {'Number' if is_numbered else 'Bullet'}{suffix}"
        for item in element.iterchildren("li"):
            paragraph = self.paragraph(item, into, style if is_bare else name)
            if level > DEEPEST_STYLE:
                paragraph.paragraph_format.left_indent = Cm(0.6 * (level + 1))
            if number is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            for inner in item.iterchildren("ul", "ol"):
                self.list(inner, into, level=level + 1, style=style)

    def new_numbering(self, level: int, start: int) -> int | None:
        """A numbering that begins anew, in the form of the layout's numbered list; none where that has no form."""
        style = self.document.styles["List Number" if level == 1 else f"List Number {level}"]
        numbers = style.element.xpath("./w:pPr/w:numPr/w:numId/@w:val")
        if not numbers:
            return None
        numbering = self.document.part.numbering_part.element
        form = numbering.num_having_numId(int(numbers[0])).abstractNumId.val
        made = numbering.add_num(form)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(made.numId)

    def table(self, element: Any, into: Any) -> None:
        rows = list(element.iter("tr"))
        width = max((sum(int(cell.get("colspan", 1)) for cell in row) for row in rows), default=0)
        if not width:
            return
        caption = element.find("caption")
        if caption is not None and caption.get("class") != "unseen":
            above = into.add_paragraph()
            self.inline(caption, above, bold=True, italic=False)
            above.paragraph_format.keep_with_next = True
        table = into.add_table(rows=0, cols=width)
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.LEFT
        has_head = element.find("thead") is not None
        for usual in table._tbl.tblPr.findall(qn("w:tblLook")):
            table._tbl.tblPr.remove(usual)
        table._tbl.tblPr.append(
            _element("w:tblLook", firstRow=str(int(has_head)), firstColumn=str(int(not has_head)), noVBand="1")
        )
        if caption is not None:
            table._tbl.tblPr.append(_element("w:tblCaption", val=caption.text_content().strip()))
        for row in rows:
            self.row(row, table, is_head=row.getparent().tag == "thead")
        if width == len(FACT_WIDTHS):
            for made in table.rows:
                for cell, room in zip(made.cells, FACT_WIDTHS, strict=True):
                    cell.width = room
        into.add_paragraph()

    def row(self, element: Any, table: Any, *, is_head: bool) -> None:
        made = table.add_row()
        properties = made._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if is_head:
            properties.append(_element("w:tblHeader"))
        column = 0
        for cell in element.iterchildren("td", "th"):
            span = int(cell.get("colspan", 1))
            target = made.cells[column]
            if span > 1:
                target = target.merge(made.cells[column + span - 1])
            column += span
            self.cell(cell, target)

    def cell(self, element: Any, cell: Any) -> None:
        first = cell.paragraphs[0]
        if any(child.tag in BLOCKS for child in element):
            self.blocks(element, cell)
            if len(cell.paragraphs) > 1:
                first._p.getparent().remove(first._p)
        else:
            self.inline(element, first, bold=element.tag == "th")


def _add_link(paragraph: Any, address: str, text: str) -> None:
    """A link as Word has them, to the place that the text was given."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline, run.font.color.rgb = True, ACCENT
    link.append(deepcopy(run._element))
    run._element.getparent().replace(run._element, link)
