import io
import zipfile

import pytest
from openpyxl import Workbook

from fleet.imports import archive, table
from fleet.imports.encoding import encoding_of
from fleet.imports.faults import Fault, UnreadableError
from fleet.imports.open_table import open_table


def known(header):
    return len(header) if "Serial" in header else 0


def opened(tmp_path, data, name="fil"):
    path = tmp_path / name
    path.write_bytes(data)
    return open_table(path, known)


def cells(found):
    return [(record.line, list(record.cells)) for record in found.records()]


def packed(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(name, data)
    return out.getvalue()


def workbook(*rows):
    made, out = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def fault_of(tmp_path, data):
    with pytest.raises(UnreadableError) as unreadable:
        cells(opened(tmp_path, data))
    assert str(unreadable.value)
    return unreadable.value.fault


def test_lines_are_those_that_a_row_starts_on(tmp_path):
    found = opened(tmp_path, b'Serial,Note\r\nA1,"en\r\nto"\r\n\r\n,\r\nA2,tre\r\n')
    assert cells(found) == [(2, ["A1", "en\r\nto"]), (6, ["A2", "tre"])]


def test_a_quotation_mark_that_is_never_closed(tmp_path):
    found = opened(tmp_path, b'Serial,Note\nA1,en\nA2,"' + b"x\n" * 70_000 + b"A3,tre\n")
    records = list(found.records())
    assert (records[0].cells[0], records[1].line, bool(records[1].fault)) == ("A1", 3, True)


def test_a_workbook_alone_and_in_an_archive(tmp_path):
    data = workbook(["Tittel"], ["Serial", "Antall", "Ja"], ["A1", 2.5, True], [None, None, None], ["A2", 3.0, None])
    expected = [(3, ["A1", "2.5", "true"]), (5, ["A2", "3", ""])]
    assert cells(opened(tmp_path, data)) == expected
    assert cells(opened(tmp_path, packed(("enheter.xlsx", data)))) == expected


def test_archives_that_are_not_opened(tmp_path, monkeypatch):
    assert fault_of(tmp_path, packed(("les.meg", b"x"))) == Fault.NO_TABLE
    assert fault_of(tmp_path, packed(("a.csv", b"Serial\nA1\n"), ("b.csv", b"Serial\nA2\n"))) == Fault.SEVERAL_TABLES
    assert fault_of(tmp_path, packed(("a.csv", b""))) == Fault.EMPTY
    assert fault_of(tmp_path, packed(("a.xlsx", b"PK\x03\x04"))) == Fault.BROKEN
    broken = bytearray(packed(("a.csv", b"Serial\n" + b"A1234567890\n" * 5000)))
    broken[60:90] = b"\xff" * 30
    assert fault_of(tmp_path, bytes(broken)) == Fault.BROKEN
    encrypted = bytearray(packed(("a.csv", b"Serial\nA1\n")))
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    assert fault_of(tmp_path, bytes(encrypted)) == Fault.ENCRYPTED


def test_files_that_are_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 10)
    assert fault_of(tmp_path, packed(("a.csv", b"Serial\nA1\n"))) == Fault.TOO_LARGE
    assert len(cells(opened(tmp_path, b"Serial\nA1\nA2\n"))) == 2
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 11)
    assert fault_of(tmp_path, b"Serial\nA1\nA2\n") == Fault.TOO_LARGE


def test_too_many_rows_and_columns(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "MAX_ROWS", 1)
    assert fault_of(tmp_path, b"Serial\nA1\nA2\n") == Fault.TOO_MANY_ROWS
    assert fault_of(tmp_path, b"Serial," + b"x," * 1200 + b"\nA1\n") == Fault.TOO_LARGE


def test_workbooks_that_are_none(tmp_path, monkeypatch):
    assert fault_of(tmp_path, packed(("[Content_Types].xml", b"<x/>"))) == Fault.BROKEN
    assert fault_of(tmp_path, workbook(["Navn"], ["x"])) == Fault.NO_HEADER
    monkeypatch.setattr("fleet.imports.workbook_table.MAX_ROWS", -18)
    assert fault_of(tmp_path, workbook(["Serial"], ["A1"], ["A2"])) == Fault.TOO_MANY_ROWS


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableError):
        open_table(tmp_path / "borte.csv", known)


def test_answers_that_are_too_large_or_no_list(tmp_path, monkeypatch):
    assert fault_of(tmp_path, b'{"value": "tekst"}') == Fault.JSON
    assert fault_of(tmp_path, b'["tekst"]') == Fault.JSON
    monkeypatch.setattr("fleet.imports.json_table.MAX_JSON_BYTES", 3)
    assert fault_of(tmp_path, b'[{"Serial": "A1"}]') == Fault.TOO_LARGE


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"ren ascii", "utf-8"),
        ("æøå".encode(), "utf-8"),
        ("æøå".encode("utf-8-sig"), "utf-8-sig"),
        ("æøå\r\n".encode("cp1252"), "cp1252"),
        ("æøå\r".encode("mac_roman"), "mac_roman"),
        ("æøåæøåæøå".encode() + b"\xff", "utf-8"),
        ("ab".encode("utf-16"), "utf-16"),
        (b"a", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_encodings(data, encoding):
    assert encoding_of([data[:4], data[4:]] if len(data) > 4 else [data]) == encoding


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800", "\\uDC00x"], ids=["nul", "first half", "second half"])
def test_an_answer_with_signs_that_no_text_can_have(tmp_path, sign):
    answer = '{"value": [{"Serial": "A1", "Note": "' + sign + '"}]}'
    assert fault_of(tmp_path, answer.encode()) == Fault.BROKEN


def test_an_answer_that_spells_its_signs(tmp_path):
    answer = '{"value": [{"Serial": "\\u00c5\\ud83d\\ude00", "Note": "\\\\u0000"}]}'
    assert cells(opened(tmp_path, answer.encode())) == [(1, ["Å😀", "\\u0000"])]
