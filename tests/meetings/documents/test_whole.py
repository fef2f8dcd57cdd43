"""The whole meeting in one PDF: agenda, attachments, minutes."""

import io

import pypdf
import pytest

from meetings.actions.document import make_waiting_documents
from meetings.documents.papers import papers_of
from meetings.documents.source import meeting_source
from meetings.documents.whole import inserted_papers, whole_html
from meetings.models import Document, DocumentKind, DocumentState
from tests import factories
from tests.meetings.documents.papers import attach, pdf_paper, word_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(meeting):
    return factories.make_secretary(meeting.body)


def made(meeting, renderer, *, with_minutes=True):
    source = meeting_source(meeting)
    papers = papers_of(meeting, source)
    return renderer.make(
        whole_html(source, papers, with_minutes=with_minutes), inserted_papers(papers, source.language)
    )


def bookmarks(reader):
    """Titles with their levels and pages."""

    def walk(entries, level):
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            else:
                yield level, entry.title, reader.get_destination_page_number(entry)

    return list(walk(reader.outline, 0))


def test_agenda_papers_and_minutes_follow_each_other_with_bookmarks_and_labels(meeting, renderer, by):
    first, second = meeting.cases.order_by("number")[:2]
    attach(first, by, a_pdf=pdf_paper(pages=2), b_docx=word_paper())
    attach(second, by, c_pdf=pdf_paper(pages=1))
    whole = made(meeting, renderer)
    reader = pypdf.PdfReader(io.BytesIO(whole.pdf))
    assert whole.left_out == ()
    assert [float(page.mediabox.width) < 200 for page in reader.pages] == [
        False, False, False, True, True, False, True, False,
    ]  # fmt: skip
    assert reader.page_labels == ["1", "2", "3", "V1-1", "V1-2", "4", "V3-1", "5"]
    assert [(title, page) for level, title, page in bookmarks(reader) if level == 0] == [
        ("Saksliste", 0), ("Vedlegg", 1), ("Referat", 7),
    ]  # fmt: skip
    papers = [(title.partition(" ")[2], page) for _level, title, page in bookmarks(reader) if title.endswith(".pdf")]
    assert papers == [("1: a.pdf", 2), ("3: c.pdf", 5)]
    assert "b.docx" in reader.pages[1].extract_text()


def test_it_claims_to_be_for_the_archive_only_without_papers(meeting, renderer, by):
    alone = made(meeting, renderer).pdf
    attach(meeting.cases.first(), by, a_pdf=pdf_paper())
    together = made(meeting, renderer).pdf
    claims = [pypdf.PdfReader(io.BytesIO(pdf)).root_object["/Metadata"].get_data() for pdf in (alone, together)]
    assert [b"pdfaid:part" in claim for claim in claims] == [True, False]
    assert [b"pdfuaid:part" in claim for claim in claims] == [True, False]
    assert b"</x:xmpmeta>" in claims[1]
    reader = pypdf.PdfReader(io.BytesIO(together))
    assert bool(reader.root_object["/MarkInfo"]["/Marked"])


def test_a_paper_brings_no_scripts_actions_or_links_to_files(meeting, renderer, by):
    attach(meeting.cases.first(), by, a_pdf=pdf_paper(pages=1, script=True))
    reader = pypdf.PdfReader(io.BytesIO(made(meeting, renderer).pdf))
    [page] = [page for page in reader.pages if float(page.mediabox.width) < 200]
    assert "/AA" not in page
    assert [mark.get_object()["/A"]["/URI"] for mark in page["/Annots"]] == ["https://example.org"]
    assert "/JavaScript" not in reader.root_object.get("/Names", {})


def test_a_paper_that_cannot_be_read_is_left_out_and_named(meeting, renderer, by, settings):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("hemmelig")
    locked = io.BytesIO()
    writer.write(locked)
    attach(meeting.cases.first(), by, locked_pdf=locked.getvalue(), broken_pdf=b"%PDF-1.7 nothing")
    document = Document.objects.create(meeting=meeting, kind=DocumentKind.WHOLE, revision_key="x")
    make_waiting_documents(renderer)
    document.refresh_from_db()
    assert document.state == DocumentState.READY
    assert [reason.partition(".pdf")[0] for reason in document.reasons] == ["locked", "broken"]


def test_a_reader_without_the_minutes_gets_none_of_them(meeting, renderer):
    text = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(made(meeting, renderer, with_minutes=False).pdf)).pages
    )
    assert ("Økonomi" in text, "Avviket" in text, "orientering" in text) == (True, False, False)
