"""Texts meant to harm cost a clear message, or come out harmless; the next document is made as ever."""

import http.server
import os
import signal
import threading
from dataclasses import replace

import pypdfium2
import pytest

from cooperation.documents.glyphs import only_printable
from cooperation.documents.html import flat_items
from cooperation.documents.renderer import NotMade, Renderer
from meetings.actions.document import ask_for_document, make_waiting_documents
from meetings.actions.text import save_text
from meetings.documents.html import document_html
from meetings.documents.source import meeting_source
from meetings.models import Case, Document, DocumentState, Meeting, TextField
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    factories.make_cooperation()
    return factories.make_meeting(cases=["Sak"])


def made_with(meeting, text, renderer, *, raw=False):
    """The document of a meeting in which this was written; `raw` goes past the cleaning, as a broken import might."""
    case = meeting.cases.get()
    if raw:
        Case.objects.filter(pk=case.pk).update(minutes=text)
        Meeting.objects.filter(pk=meeting.pk).update(revision=meeting.revision + 1)
    else:
        save_text(case, TextField.MINUTES, text, version=0, by=factories.make_secretary(meeting.body))
    meeting.refresh_from_db()
    document = ask_for_document(meeting, "minutes")
    make_waiting_documents(renderer)
    document.refresh_from_db()
    return document


TOO_MUCH = {
    "bullets": "<ul>" + "<li>punkt</li>" * 10_000 + "</ul>",
    "paragraph": "<p>" + "ord " * 245_000 + "</p>",
    "levels": "<ul><li>x" * 200 + "</li></ul>" * 200,
    "word": "<p>" + "x" * 40_000 + "</p>",
    "marks": "<p>" + "<strong><em>" * 2_000 + "x" + "</em></strong>" * 2_000 + "</p>",
}


@pytest.mark.parametrize("kind", sorted(TOO_MUCH))
def test_too_much_is_refused_with_the_case_named(meeting, renderer, kind):
    document = made_with(meeting, TOO_MUCH[kind], renderer)
    assert document.state == DocumentState.FAILED
    assert document.reasons
    assert renderer.make("<!doctype html><html lang=nb><title>t</title><p>hei").pages == 1


def test_marks_and_levels_within_the_limits_are_printed(meeting, renderer):
    marked = "<strong>" * 39 + "<em>x</em>" + "</strong>" * 39
    text = "<ul><li>" * 10 + marked + "</li></ul>" * 10
    assert made_with(meeting, text, renderer).state == DocumentState.READY


def test_the_agenda_is_made_whatever_is_wrong_with_the_minutes(meeting, renderer):
    failed = made_with(meeting, TOO_MUCH["word"], renderer)
    agenda = ask_for_document(meeting, "agenda")
    make_waiting_documents(renderer)
    agenda.refresh_from_db()
    assert (failed.state, agenda.state) == (DocumentState.FAILED, DocumentState.READY)


def test_a_table_a_million_wide_is_not_kept(meeting, renderer):
    document = made_with(meeting, "<table><tr><td colspan=1000000>bred</td></tr></table>", renderer)
    assert document.state == DocumentState.READY
    assert meeting.cases.get().minutes == "bred"


def test_signs_that_cannot_be_printed_are_named(meeting, renderer):
    document = made_with(meeting, "<p>fest \U0001f389 bjelle\x07 snu\u202e</p>", renderer)
    assert document.state == DocumentState.READY
    assert only_printable("a\U0001f389 ﬁ\u0007") == "a[party popper] fi"


def test_nothing_is_fetched(meeting, renderer):
    hits = []

    class Counter(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    text = (
        f'<p>x<img src="{base}/a.png"><img src="file:///etc/passwd"><a rel="attachment" href="file:///etc/passwd">l</a></p>'
        f'<style>@import url("{base}/b.css")</style><a href="{base}/c">lenke</a>'
    )
    document = made_with(meeting, text, renderer)
    raw = made_with(meeting, text, renderer, raw=True)
    server.shutdown()
    assert (document.state, raw.state, hits) == (DocumentState.READY, DocumentState.FAILED, [])


def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_made():
    renderer = Renderer(seconds=0.3)
    try:
        with pytest.raises(NotMade) as failure:
            renderer.make("<table><tr><td colspan=1000000 rowspan=1000000>x</table>")
        assert failure.value.cause == "time"
        renderer.seconds = 30
        assert renderer.make("<!doctype html><html lang=nb><title>t</title><p>hei").pages == 1
    finally:
        renderer.stop()


HELLO = "<!doctype html><html lang=nb><title>t</title><p>hei"


class Struck:
    """Kills a renderer's children in the middle of their first `times` documents."""

    def __init__(self, renderer, times, number=signal.SIGKILL):
        self.renderer, self.times, self.number, self.struck = renderer, times, number, 0
        self.start = renderer.start

    def __call__(self):
        self.start()
        if self.struck < self.times:
            self.struck += 1
            threading.Timer(0.2, os.kill, (self.renderer.process.pid, self.number)).start()


SLOW = HELLO + "<p>Rådet drøftet saken og ba om en vurdering.</p>" * 400


def test_a_renderer_killed_in_the_middle_gets_the_document_once_more(monkeypatch, renderer):
    monkeypatch.setattr(renderer, "start", struck := Struck(renderer, 1))
    assert (renderer.make(SLOW).pages > 3, struck.struck) == (True, 1)


@pytest.mark.parametrize(
    ("times", "number", "cause"),
    [(2, signal.SIGKILL, "killed"), (1, signal.SIGXCPU, "time"), (1, signal.SIGABRT, "memory")],
)
def test_a_renderer_that_ends_in_the_middle_is_told_by_its_cause(monkeypatch, renderer, times, number, cause):
    monkeypatch.setattr(renderer, "start", Struck(renderer, times, number))
    with pytest.raises(NotMade) as failure:
        renderer.make(SLOW)
    assert failure.value.cause == cause
    assert renderer.make(HELLO).pages == 1


def test_a_renderer_that_cannot_start_is_told(monkeypatch):
    monkeypatch.setattr("cooperation.documents.renderer._serve", print)  # ends before it says that it is ready
    renderer = Renderer()
    with pytest.raises(NotMade) as failure:
        renderer.make(HELLO)
    assert (failure.value.cause, renderer.process) == ("other", None)


def test_memory_is_bounded():
    renderer = Renderer(memory=400 * 1024 * 1024)
    try:
        with pytest.raises(NotMade) as failure:
            renderer.make(HELLO + "x" * 150_000_000)
        assert failure.value.cause == "memory"
        assert renderer.make(HELLO).pages == 1
    finally:
        renderer.stop()


def test_a_store_closed_for_writing_is_told_and_holds_up_nothing(meeting, renderer, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "documents").write_text("no folder")
    other = factories.make_meeting(body=meeting.body, number=2, cases=["Annen sak"])
    for one in (meeting, other):
        ask_for_document(one, "minutes")
    assert make_waiting_documents(renderer) == 2
    first, second = Document.objects.order_by("pk")
    assert (first.state, second.state) == (DocumentState.FAILED, DocumentState.FAILED)
    assert [reason.partition(":")[0] for reason in first.reasons] == ["Filen kunne ikke lagres"]
    (tmp_path / "documents").unlink()
    ask_for_document(meeting, "minutes", again=True)
    make_waiting_documents(renderer)
    first.refresh_from_db()
    assert first.state == DocumentState.READY


def test_a_document_that_breaks_the_program_holds_up_no_other(monkeypatch, meeting, renderer):
    def broken(source, kind):
        raise LookupError(kind)

    ask_for_document(meeting, "minutes")
    with monkeypatch.context() as patch:
        patch.setattr("meetings.actions.document.document_html", broken)
        make_waiting_documents(renderer)
    assert Document.objects.get().reasons == [NotMade("other").told()]


def test_a_renderer_that_dies_is_replaced(renderer):
    renderer.start()
    renderer.process.kill()
    renderer.process.join()
    assert renderer.make("<!doctype html><html lang=nb><title>t</title><p>hei").pages == 1


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<ul><li><p>a</p><p>b</p></li></ul><p>c</p>", "<ul><li>a<br>b</li></ul><p>c</p>"),
        ("<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><p>a</p><ul><li>b</li></ul><p></p></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><p>a</p><ul><li>b</li></ul><p>c</p></li></ul>", "<ul><li>a<ul><li>b</li></ul>c</li></ul>"),
        ("<ol><li><p></p><p>a</p></li></ol>", "<ol><li>a</li></ol>"),
    ],
)
def test_items_hold_lines_and_no_blocks_and_no_empty_lines(typed, printed):
    assert flat_items(typed) == printed


def test_a_word_wider_than_the_page_is_broken_and_stays_on_it(meeting, renderer):
    address = "https://example.org/" + "lang/adresse/" * 40
    save_text(meeting.cases.get(), TextField.MINUTES, f"<p>{address}{'x' * 400}</p>", version=0, by=None)
    page = pypdfium2.PdfDocument(renderer.make(document_html(meeting_source(meeting), "minutes")).pdf)[0]
    text = page.get_textpage()
    rightmost = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
    assert rightmost < page.get_width() - 60  # the margin is 24 mm
    assert text.get_text_range().count("x") >= 400


def test_a_list_is_numbered_on_paper_as_it_is_on_the_page(meeting, renderer):
    save_text(meeting.cases.get(), TextField.MINUTES, '<ol start="3"><li><p>tredje</p></li></ol>', version=0, by=None)
    pdf = renderer.make(document_html(meeting_source(meeting), "minutes")).pdf
    assert "3. tredje" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()


def test_a_decision_is_not_parted_from_the_text_before_it(meeting, renderer):
    """However long the text is: the page with the decision on it begins with words of the case."""
    source = meeting_source(meeting)
    for count in range(8, 24):
        case = replace(source.cases[0], minutes="<p>ord</p>" * count * 2, decision="<p>Vedtatt.</p>" * 3)
        pages = pypdfium2.PdfDocument(renderer.make(document_html(replace(source, cases=(case,)), "minutes")).pdf)
        texts = [page.get_textpage().get_text_range() for page in pages]
        [with_decision] = [text for text in texts if "Vedtatt." in text]
        assert "ord" in with_decision


def test_the_text_of_the_pdf_names_the_sign(meeting, renderer):
    save_text(meeting.cases.get(), TextField.MINUTES, "<p>fest \U0001f389</p>", version=0, by=None)
    pdf = renderer.make(document_html(meeting_source(meeting), "minutes")).pdf
    assert "[party popper]" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
