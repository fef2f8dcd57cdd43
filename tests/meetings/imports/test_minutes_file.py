from __future__ import annotations

import io
import zipfile

import docx
import pikepdf
import pytest
import weasyprint

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
