from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from economy.imports.table_file import LARGEST_FILE, NotATableError, formulas_without_result, rows_of_file


def workbook(*rows, formats=None):
    book = Workbook()
    book.create_sheet("Tom")
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_becomes_cells_as_written():
    content = workbook(["Post", "Budsjett", "%"], ["Lønn", 1234.5, 0.125], ["Sum", -40, True], formats={"C2": "0.0%"})
    assert rows_of_file(content) == [["Post", "Budsjett", "%"], ["Lønn", "1234,5", "12,5%"], ["Sum", "-40", ""]]


def test_what_binary_fractions_add_is_left_out():
    assert rows_of_file(workbook(["a", 0.1 + 0.2]))[0] == ["a", "0,3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_is_read_in_its_encoding(encoding):
    assert rows_of_file("Lønn;1 000\nSum;1 000\n".encode(encoding)) == [["Lønn", "1 000"], ["Sum", "1 000"]]


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"%PDF\x00\x00\x00", b"x" * (LARGEST_FILE + 1)])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(NotATableError):
        rows_of_file(content)


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/huge.xml", b"0" * (90 * 1024 * 1024))
    with pytest.raises(NotATableError):
        rows_of_file(out.getvalue())


def test_formulas_whose_results_the_file_does_not_keep_are_counted():
    content = workbook(["Post", "Budsjett"], ["Lønn", 100], ["Sum", "=SUM(B2:B2)"])
    assert (rows_of_file(content)[-1], formulas_without_result(content)) == (["Sum", ""], 1)


def test_a_file_without_formulas_lacks_no_result():
    assert [formulas_without_result(one) for one in (workbook(["a", 1]), b"a;1")] == [0, 0]
