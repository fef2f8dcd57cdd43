from __future__ import annotations

import io
import zipfile

import docx
import pikepdf
import pytest
import weasyprint
from docx.oxml import parse_xml

from meetings.imports.bounded_reading import answer_for
from meetings.imports.faults import MAX_FILE_BYTES, Fault, UnreadableError
from meetings.imports.minutes import parse_minutes
from meetings.imports.minutes_file import read_minutes_file
from meetings.imports.pdf_file import read_pdf_file
from meetings.imports.word_file import read_word_file

WORDS = (
    "Dato: 13.12.2023\nSted: Rådhuset på Øya\nTil stede: Nordmann, Kari, Åsen, Pål\n\nPS 1/23 Budsjett\nVedtak: Ja.\n"
)


def word_file(build) -> bytes:
    document = docx.Document()
    build(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def pdf_file(html: str) -> bytes:
    return weasyprint.HTML(string=f"<html lang=nb><body>{html}").write_pdf()


def archive(**entries: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in entries.items():
            zipped.writestr(name.replace("__", "/"), data)
    return written.getvalue()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_files_are_read_in_each_encoding(codec):
    meeting = parse_minutes(read_minutes_file("referat.TXT", WORDS.encode(codec))).meeting
    assert (meeting.place, [str(person) for person in meeting.present]) == (
        "Rådhuset på Øya",
        ["Nordmann, Kari", "Åsen, Pål"],
    )


def test_line_ends_of_every_system_count_the_same():
    for end in ("\n", "\r\n", "\r"):
        text = read_minutes_file("a.txt", WORDS.replace("\n", end).encode())
        assert parse_minutes(text).cases[0].lines == (5, 6)


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.txt", b"", Fault.EMPTY),
        ("a.txt", b" \n\t\n", Fault.EMPTY),
        ("a.txt", b"a\x00b", Fault.CONTENT),
        ("a.txt", b"%PDF-1.7", Fault.CONTENT),
        ("a.txt", b"\x81\x8d\xff", Fault.ENCODING),
        ("a.txt", b"a" * (MAX_FILE_BYTES + 1), Fault.TOO_LARGE),
        ("a.txt", b"a" * (3 * 1024 * 1024), Fault.TOO_MUCH_TEXT),
        ("a.odt", b"PK\x03\x04", Fault.TYPE),
        ("a.doc", b"\xd0\xcf\x11\xe0....", Fault.OLD_WORD),
        ("a.docx", b"\xd0\xcf\x11\xe0....", Fault.ENCRYPTED),
        ("a.docx", b"hei", Fault.CONTENT),
        ("a.docx", b"PK\x03\x04 broken", Fault.BROKEN),
        ("a.docx", archive(**{"noe.txt": b"hei"}), Fault.CONTENT),
        ("a.docx", archive(**{"[Content_Types].xml": b"<", "word__document.xml": b"<"}), Fault.BROKEN),
        ("a.docx", archive(**{"word__document.xml": b"a" * 32_000_000}), Fault.BOMB),
        ("a.pdf", b"hei", Fault.CONTENT),
        ("a.pdf", b"%PDF-1.7 broken", Fault.BROKEN),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name, data, fault):
    with pytest.raises(UnreadableError) as refused:
        read_minutes_file(name, data)
    assert (refused.value.fault, bool(str(refused.value))) == (fault, True)


def test_a_scanned_pdf_has_no_text():
    with pytest.raises(UnreadableError) as refused:
        read_minutes_file("a.pdf", pdf_file("<div></div>"))
    assert refused.value.fault is Fault.NO_TEXT


def test_a_protected_pdf_is_refused():
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_file("<p>Hei"))) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(user="hemmelig", owner="hemmelig"))
    assert answer_for(".pdf", written.getvalue()) == {"fault": "encrypted"}


def test_an_empty_word_file_has_no_text():
    assert answer_for(".docx", word_file(lambda document: None)) == {"fault": "no_text"}


def test_pages_without_text_are_named():
    text = read_pdf_file(pdf_file('<p>Dato: 13.12.2023<div style="break-before: page"></div>'))
    assert text.pages_without_text == (2,)
    messages = [problem.line for problem in parse_minutes(text).problems if "2" in problem.message]
    assert messages[-1:] == [1]


def test_word_tables_lists_and_paragraphs():
    def build(document):
        table = document.add_table(rows=0, cols=2)
        for label, value in (("Dato", "13.12.2023"), ("Tid", "08:15 - 11:00"), ("Sted", "Rådhuset"), ("Forfall", "")):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
        people = table.add_row().cells
        people[0].text, people[1].text = "Til stede", "Kari Nordmann (leder)"
        people[1].add_paragraph("Ola Berg")
        document.add_paragraph("PS 1/23 Orienteringer")
        document.add_paragraph("Vedtak: Tatt til orientering.")
        document.add_paragraph("Nettverk", style="List Bullet")
        document.add_paragraph("Ferdig bygget", style="List Bullet 2")
        document.add_paragraph("PC-er", style="List Bullet")

    parsed = parse_minutes(read_word_file(word_file(build)))
    assert parsed.meeting.as_json() == {
        "number": None,
        "date": "2023-12-13",
        "start": "08:15",
        "end": "11:00",
        "place": "Rådhuset",
        "present": ["Nordmann, Kari", "Berg, Ola"],
        "apologies": [],
    }
    assert [point.as_json() for point in parsed.cases[0].points] == [
        {"heading": "Nettverk", "text": ["Ferdig bygget"]},
        {"heading": "PC-er", "text": []},
    ]


def test_a_word_table_of_cases_with_a_column_of_decisions():
    def build(document):
        document.add_paragraph("Dato: 13.12.2023")
        table = document.add_table(rows=0, cols=3)
        for row in (
            ("Sak", "Tittel", "Vedtak"),
            ("PS 1/23", "Budsjett", "Vedtatt."),
            ("PS 2/23", "Regnskap", "Godkjent."),
        ):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    cases = parse_minutes(read_word_file(word_file(build))).cases
    assert [(case.number, case.title, case.decision) for case in cases] == [
        ("PS 1/23", "Budsjett", "Vedtatt."),
        ("PS 2/23", "Regnskap", "Godkjent."),
    ]


def test_a_word_table_with_columns_of_people():
    def build(document):
        table = document.add_table(rows=0, cols=2)
        for row in (("Til stede", "Forfall"), ("Kari Nordmann", "Ola Berg"), ("Siri Lunde", "")):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    meeting = parse_minutes(read_word_file(word_file(build))).meeting
    assert [str(person) for person in meeting.present] == ["Nordmann, Kari", "Lunde, Siri"]
    assert [str(person) for person in meeting.apologies] == ["Berg, Ola"]


def test_several_pairs_in_a_row_and_numbered_paragraphs_in_word():
    def build(document):
        cells = document.add_table(rows=1, cols=4).rows[0].cells
        for cell, text in zip(cells, ("Dato:", "13.12.2023", "Tid:", "08:15"), strict=True):
            cell.text = text
        document.add_paragraph("PS 1/23 Budsjett")
        document.add_paragraph("Vedtak:")
        document.add_paragraph("Rådet sier ja.", style="List Number")
        document.add_paragraph("Rådet sier nei.", style="List Number")

    parsed = parse_minutes(read_word_file(word_file(build)))
    assert (parsed.meeting.as_json()["date"], parsed.meeting.as_json()["start"]) == ("2023-12-13", "08:15")
    assert parsed.cases[0].decision == "1. Rådet sier ja.\n\n2. Rådet sier nei."


def test_pdf_lines_lists_and_running_feet():
    html = """<style>@page { size: A4; @bottom-center { content: 'Side ' counter(page) ' av ' counter(pages) } }
    body { width: 11cm }</style>
    <table><tr><td>Dato<td>13.12.2023<tr><td>Til stede<td>Nordmann, Kari, Berg, Ola</table>
    <h2>2023/M6-001 - Orienteringssaker</h2><p><b>Vedtak:</b> Saken tas til <i>orientering</i>.</p>
    <p>Rådet fikk høre at arbeidet med den nye løsningen for samarbeidet går fremover, og at flere av de små
    kommunene nå er med. Neste rapport kommer i januar.</p>
    <ul><li>Nettverk<ul><li>Alt er ferdig bygget nå.</li></ul></li><li>PC-er</li></ul>"""
    parsed = parse_minutes(read_minutes_file("a.pdf", pdf_file(html)))
    case = parsed.cases[0]
    assert [str(person) for person in parsed.meeting.present] == ["Nordmann, Kari", "Berg, Ola"]
    assert (case.title, case.decision) == ("Orienteringssaker", "Saken tas til orientering.")
    assert case.text == (
        (
            "Rådet fikk høre at arbeidet med den nye løsningen for samarbeidet går fremover, og at flere av de små"
            " kommunene nå er med. Neste rapport kommer i januar."
        ),
    )
    assert [point.as_json() for point in case.points] == [
        {"heading": "Nettverk", "text": ["Alt er ferdig bygget nå."]},
        {"heading": "PC-er", "text": []},
    ]
    assert [entry.text for entry in parsed.unplaced] == ["Side 1 av 1"]


def test_heads_and_feet_of_every_section_and_page_of_a_word_file():
    def build(document):
        first = document.sections[0]
        first.header.paragraphs[0].text = "Hodet"
        first.different_first_page_header_footer = True
        first.first_page_header.paragraphs[0].text = "Forsiden"
        first.footer.paragraphs[0].text = "Foten"
        document.add_paragraph("Dato: 13.12.2023")
        document.add_paragraph("PS 1/23 Budsjett")
        second = document.add_section()
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "Nytt hode"
        document.add_paragraph("Vedtak: Ja.")

    parsed = parse_minutes(read_word_file(word_file(build)))
    assert parsed.cases[0].decision == "Ja."
    assert [entry.text for entry in parsed.unplaced] == ["Hodet", "Forsiden", "Foten", "Nytt hode"]


def with_footnote(data: bytes) -> bytes:
    """The Word file with one footnote, which python-docx cannot write."""
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        b"<w:footnotes %s><w:footnote w:id='-1'><w:p/></w:footnote><w:footnote w:id='2'><w:p><w:r><w:t>Se vedlegget.</w:t></w:r></w:p>"
        b"</w:footnote></w:footnotes>" % space
    )
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/_rels/document.xml.rels":
                link = b'<Relationship Id="rIdNotes" Type="%s" Target="footnotes.xml"/></Relationships>' % kind
                part = part.replace(b"</Relationships>", link)
            if name == "word/document.xml":
                part = part.replace(b"MARK</w:t>", b'</w:t><w:footnoteReference w:id="2"/>')
            target.writestr(name, part)
        target.writestr("word/footnotes.xml", notes)
    return written.getvalue()


def test_a_footnote_of_a_word_file_stands_below_its_paragraph():
    def build(document):
        for text in ("Dato: 13.12.2023", "PS 1/23 Budsjett", "Rådet så på listaMARK", "Vedtak: Ja."):
            document.add_paragraph(text)

    case = parse_minutes(read_word_file(with_footnote(word_file(build)))).cases[0]
    assert case.text == ("Rådet så på lista [1]", "[1] Se vedlegget.")


def test_a_word_table_of_who_met_with_an_empty_cell():
    def build(document):
        document.add_paragraph("Dato: 13.12.2023")
        table = document.add_table(rows=0, cols=3)
        for row in (("Deltakere", "Rolle", "Til stede"), ("Kari Moe", "", "x"), ("Per Li", "Medlem", "")):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    meeting = parse_minutes(read_word_file(word_file(build))).meeting
    assert [str(person) for person in meeting.present] == ["Moe, Kari"]
    assert [(str(person), person.note) for person in meeting.apologies] == [("Li, Per", "Medlem")]


def test_a_word_table_of_cases_with_a_column_of_who_does_it():
    def build(document):
        document.add_paragraph("Dato: 13.12.2023")
        table = document.add_table(rows=0, cols=3)
        for row in (("Sak nr.", "Sak", "Ansvar"), ("31/23", "Prosjekter\nGjennomgått.\nVedtak: Notert.", "Tuva")):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                first, *rest = text.split("\n")
                cell.text = first
                for line in rest:
                    cell.add_paragraph(line)

    case = parse_minutes(read_word_file(word_file(build))).cases[0]
    assert (case.title, case.decision, case.text) == ("Prosjekter", "Notert.", ("Gjennomgått.", "Ansvar: Tuva"))


def test_nested_numbers_of_a_word_list_are_points_with_their_text():
    def build(document):
        document.add_paragraph("Dato: 13.12.2023")
        document.add_paragraph("PS 1/23 Orienteringer")
        for text, style in (("Nett", "List Number"), ("Bygget nå", "List Number 2"), ("PC-er", "List Number")):
            document.add_paragraph(text, style=style)

    points = parse_minutes(read_word_file(word_file(build))).cases[0].points
    assert [(point.heading, point.text) for point in points] == [("Nett", ("Bygget nå",)), ("PC-er", ())]


def test_a_narrow_letter_at_the_end_of_a_pdf_line_is_read():
    words = "for innbyggerne i"
    text = read_pdf_file(pdf_file(f"<p style='font-family: sans-serif'>{words}<br>alle kommunene</p>")).text
    assert [line.strip() for line in text.splitlines() if line] == [words, "alle kommunene"]


def test_pdf_tables_with_little_room_between_their_columns():
    html = """<style>td { padding: 2px 12px 2px 0 }</style><p>Dato: 13.12.2023</p><p><b>Desse møtte:</b></p>
    <table><tr><td><b>Namn</b><td><b>Funksjon</b><td><b>Representerer</b><tr><td>Torstein Li<td>Nestleiar<td>Sør-Øya
    <tr><td>Ragna Sætre<td>Medlem<td>Inndal</table><h2>PS 1/23 Budsjett</h2><p>Vedtak: Ja.</p>"""
    meeting = parse_minutes(read_pdf_file(pdf_file(html))).meeting
    assert [(str(person), person.note) for person in meeting.present] == [
        ("Li, Torstein", "Nestleiar, Sør-Øya"),
        ("Sætre, Ragna", "Medlem, Inndal"),
    ]


def test_the_lines_of_a_large_title_in_a_pdf_belong_together():
    html = """<style>body { width: 12cm; font-size: 10pt } h2 { font-size: 18pt }</style><p>Dato: 13.12.2023</p>
    <h2>PS 1/23 Godkjenning av møtebok fra møtet 2. april og av Innkalling til møtet</h2>
    <p>Rådet gikk gjennom møteboken og fant ingen feil i den.</p><p>Vedtak: Ja.</p>"""
    case = parse_minutes(read_pdf_file(pdf_file(html))).cases[0]
    assert case.title == "Godkjenning av møtebok fra møtet 2. april og av Innkalling til møtet"


def test_numbers_that_word_writes_itself():
    """Case headings numbered "Sak 4/25", "Sak 5/25", and a lettered list below them."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    levels = "".join(
        f'<w:abstractNum {space} w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>|<w:num {space} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>|'
        for key, start, form, text in ((71, 4, "decimal", "Sak %1/25"), (72, 1, "lowerLetter", "%1)"))
    )

    def build(document):
        for piece in filter(None, levels.split("|")):
            document.part.numbering_part.element.append(parse_xml(piece))
        document.add_paragraph("Dato: 13.12.2025")
        for text, key in (("Innkalling", 71), ("Budsjett", 71), ("Kjøpe", 72), ("Leie", 72)):
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {space}><w:ilvl w:val="0"/><w:numId w:val="{key}"/></w:numPr>'))

    cases = parse_minutes(read_word_file(word_file(build))).cases
    assert [(case.number, case.title, case.text) for case in cases] == [
        ("Sak 4/25", "Innkalling", ()),
        ("Sak 5/25", "Budsjett", ("a) Kjøpe", "b) Leie")),
    ]
