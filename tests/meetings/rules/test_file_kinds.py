import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from meetings.rules.file_kinds import FileProblem, clean_name, problem_with

TYPES = b"<Types/>"


def package(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def office(main: str, types: bytes = TYPES, **more: bytes) -> bytes:
    return package(**{"[Content_Types].xml": types, main: b"<x/>"}, **more)


def picture(format_: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, format_)
    return buffer.getvalue()


TEXT = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.PDF", b"\n%PDF-1.4"),
        ("a.docx", office("word/document.xml")),
        ("a.xlsx", office("xl/workbook.xml")),
        ("a.pptx", office("ppt/presentation.xml")),
        ("a.odt", package(mimetype=TEXT)),
        ("a.png", picture("PNG")),
        ("a.jpg", picture("JPEG")),
        ("a.jpeg", picture("JPEG")),
        ("a.txt", "Blåbær".encode("cp1252")),
        ("a.csv", b"1;2\n"),
    ],
)
def test_what_is_what_it_says_is_taken(name, content):
    assert problem_with(name, content) is None


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.svg", b"<svg/>", FileProblem.UNKNOWN_KIND),
        ("a.html", b"<html>", FileProblem.UNKNOWN_KIND),
        ("a.exe", b"MZ", FileProblem.UNKNOWN_KIND),
        ("pdf", b"%PDF-", FileProblem.UNKNOWN_KIND),
        ("", b"x", FileProblem.UNKNOWN_KIND),
        ("a.pdf", b"", FileProblem.EMPTY),
        ("a.pdf", b"<html>", FileProblem.NOT_WHAT_IT_SAYS),
        ("a.docm", office("word/document.xml"), FileProblem.HAS_MACROS),
        ("a.xlsm", b"", FileProblem.HAS_MACROS),
        ("a.docx", office("word/document.xml", **{"word/vbaProject.bin": b"x"}), FileProblem.HAS_MACROS),
        (
            "a.docx",
            office("word/document.xml", types=b"<Types x='ms-word.document.macroEnabled'/>"),
            FileProblem.HAS_MACROS,
        ),
        ("a.docx", office("word/document.xml", types=b"<Types x='ms-office.vbaProject'/>"), FileProblem.HAS_MACROS),
        ("a.odt", package(mimetype=TEXT, **{"Basic/Standard/Module1.xml": b"x"}), FileProblem.HAS_MACROS),
        ("a.docx", office("xl/workbook.xml"), FileProblem.NOT_WHAT_IT_SAYS),
        ("a.docx", package(**{"word/document.xml": b"x"}), FileProblem.NOT_WHAT_IT_SAYS),
        ("a.docx", b"PK\x03\x04broken", FileProblem.NOT_WHAT_IT_SAYS),
        ("a.ods", package(mimetype=TEXT), FileProblem.NOT_WHAT_IT_SAYS),
        ("a.odt", package(mimetype=TEXT + b" " * 50_000_000), FileProblem.NOT_WHAT_IT_SAYS),
        ("a.png", picture("JPEG"), FileProblem.NOT_WHAT_IT_SAYS),
        ("a.png", picture("PNG")[:40], FileProblem.BROKEN),
        ("a.jpg", b"GIF89a", FileProblem.BROKEN),
        ("a.txt", b"a\x00b", FileProblem.NOT_WHAT_IT_SAYS),
    ],
)
def test_what_is_not_is_refused(name, content, problem):
    assert problem_with(name, content) == problem


@given(st.sampled_from(["docx", "odt", "png", "jpg", "pdf", "txt"]), st.binary(max_size=300))
def test_no_content_breaks_the_check(extension, content):
    assert problem_with(f"a.{extension}", content) in {None, *FileProblem}


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\kari\\sak.pdf", "sak.pdf"),
        ("faktura\u202efdp.exe.pdf", "fakturafdp.exe.pdf"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ("  . .skjult.pdf ", "skjult.pdf"),
        ("uten", "uten"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_has_no_folder_and_no_tricks(name, cleaned):
    assert clean_name(name) == cleaned
