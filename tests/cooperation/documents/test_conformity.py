from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfWriter

from cooperation.documents.conformity import Lack, lacks_of
from cooperation.documents.pdf import PdfMaker

PAGE = "<html lang='nb'><head><title>Referat</title></head><body><h1>Referat</h1><p>Tekst.</p></body></html>"


@pytest.fixture(scope="module")
def made():
    return PdfMaker().make(PAGE)[0]


def changed(pdf, change):
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        file.save(out, fix_metadata_version=False)
    return out.getvalue()


def test_what_the_program_makes_lacks_nothing(made):
    assert lacks_of(made) == []


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        (lambda file: file.Root.__delitem__("/MarkInfo"), Lack.TAGGED),
        (lambda file: file.Root.__delitem__("/StructTreeRoot"), Lack.TAGGED),
        (lambda file: file.Root.__delitem__("/Lang"), Lack.LANGUAGE),
        (lambda file: file.Root.__delitem__("/OutputIntents"), Lack.COLOURS),
        (lambda file: file.Root.__delitem__("/ViewerPreferences"), Lack.TITLE),
        (lambda file: file.attachments.__setitem__("a.txt", b"a"), Lack.NO_FILES),
    ],
)
def test_each_thing_that_is_taken_away_is_told(made, change, lack):
    assert lacks_of(changed(made, change)) == [lack]


def test_metadata_that_are_gone_are_told(made):
    without = changed(made, lambda file: file.Root.__delitem__("/Metadata"))
    assert lacks_of(without) == [Lack.SAYS_ARCHIVE, Lack.SAYS_ACCESSIBLE]


def test_a_font_that_is_not_embedded_is_told(made):
    def take_fonts(file):
        for font in file.pages[0].Resources.Font.values():
            below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in below.FontDescriptor:
                    del below.FontDescriptor[key]

    assert lacks_of(changed(made, take_fonts)) == [Lack.FONTS]


def test_what_is_no_pdf_cannot_be_read():
    assert lacks_of(b"%PDF-1.7 nothing") == [Lack.READABLE]


def test_an_encrypted_file_is_not_open():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("hemmelig", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert lacks_of(out.getvalue()) == [Lack.OPEN]
