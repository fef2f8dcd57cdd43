"""Page source, print, JSON and PDF say the same, each read with a reader of its own."""

import io
import json
import re
import subprocess
import time
from dataclasses import replace

import docx
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cooperation.documents.renderer import Renderer
from cooperation.documents.store import path_of
from meetings.actions.document import ask_for_document, make_waiting_documents, word_document
from meetings.documents.html import document_html, excerpt_html
from meetings.documents.source import meeting_source
from meetings.documents.whole import whole_html
from meetings.models import Case, Meeting
from meetings.rules.rich_text import lines_of, plain_text
from tests import factories
from tests.meetings.documents.papers import attach, pdf_paper
from tests.meetings.documents.readers import in_order, words_of_html, words_of_pdf, words_of_word
from tests.meetings.factories_approval import approve, hold_meeting, make_council, send_out, start_next

pytestmark = pytest.mark.django_db


def said(source):
    """Every word that the minutes have to say, from the source itself."""
    yield from (source.cooperation, source.body, source.number, source.place, source.start, source.end)
    for person in source.present + source.guests:
        yield person.name
    for case in source.cases:
        yield from (case.number, case.title, *case.participants)
        for text in (case.minutes, case.decision, *(point.text for point in case.points)):
            yield from (line.strip(" –") for line in lines_of(text))
        yield from (point.heading for point in case.points)


def test_html_json_and_pdf_say_the_same(meeting, renderer, tmp_path):
    source = meeting_source(meeting)
    html = document_html(source, "minutes")
    pdf = words_of_pdf(renderer.make(html).pdf)
    page = " ".join(plain_text(html.partition("<body>")[2]).split())
    told = json.loads(json.dumps(source.as_json(), ensure_ascii=False))
    assert [word for word in said(source) if " ".join(word.split()) not in pdf] == []
    assert [word for word in said(source) if " ".join(word.split()) not in page] == []
    assert [case["title"] for case in told["cases"]] == [case.title for case in source.cases]
    assert told["cases"][1]["decision"] == "<p>Saken tas til orientering.</p>"


@pytest.mark.parametrize("kind", ["agenda", "minutes"])
def test_word_says_what_the_pdf_is_set_from_word_for_word(meeting, kind):
    source = meeting_source(meeting)
    html = re.sub('<caption class="unseen".*?</caption>', "", document_html(source, kind))
    word = word_document(meeting, source, kind)
    assert in_order(words_of_word(word)) == in_order(words_of_html(html))


def test_word_has_headings_lists_a_head_row_a_language_and_a_title(meeting):
    meeting.language = "nn"
    word = docx.Document(io.BytesIO(word_document(meeting, meeting_source(meeting), "agenda")))
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == ["Sakliste"]
    assert [row._tr.xpath("./w:trPr/w:tblHeader") != [] for row in word.tables[1].rows] == [True] + [False] * 4
    assert word.core_properties.title == "Sakliste 2023/M6 Samarbeidsrådet"
    assert word.styles.element.xpath(".//w:docDefaults//w:lang/@w:val") == ["nn-NO"]
    minutes = docx.Document(io.BytesIO(word_document(meeting, meeting_source(meeting), "minutes")))
    assert [p.style.name for p in minutes.paragraphs if p.text.startswith(("Fire", "čđ"))] == [
        "List Bullet",
        "List Bullet 2",
    ]
    assert [p.style.name for p in minutes.paragraphs if p.text == "Saken tas til orientering."] == ["Decision"]


def test_an_excerpt_says_of_its_case_what_the_minutes_say_and_nothing_of_others(meeting, renderer):
    source = meeting_source(meeting)
    case = source.cases[1]
    excerpt = words_of_pdf(renderer.make(excerpt_html(source, case.key)).pdf)
    own = replace(source, cases=(case,))
    assert [word for word in said(own) if " ".join(word.split()) not in excerpt] == []
    assert [other.number for other in source.cases if other.number in excerpt] == [case.number]
    assert "Innkalling" not in excerpt


def test_the_meetings_page_says_the_same(meeting, client):
    client.force_login(factories.make_secretary(meeting.body))
    page = " ".join(plain_text(client.get(meeting.get_absolute_url()).content.decode()).split())
    assert [word for word in said(meeting_source(meeting)) if " ".join(word.split()) not in page] == []


def test_the_number_of_queries_does_not_grow(meeting, django_assert_num_queries):
    for number in (0, 20):
        for index in range(number):
            case = factories.make_case(meeting=meeting, title=f"Sak {index}")
            Case.objects.filter(pk=case.pk).update(decision="<p>x</p>")
        with django_assert_num_queries(14):
            meeting_source(Meeting.objects.select_related("body").get(pk=meeting.pk))


def test_two_processes_make_the_same_bytes(meeting, renderer):
    html = document_html(meeting_source(meeting), "minutes")
    other = Renderer()
    try:
        assert renderer.make(html).pdf == other.make(html).pdf
    finally:
        other.stop()


def test_the_document_speaks_its_own_language(meeting):
    texts = {}
    for language in ("nb", "nn", "en"):
        meeting.language = language
        html = document_html(meeting_source(meeting), "minutes")
        texts[language] = (
            f'<html lang="{language}">' in html,
            [word for word in ("Til stede", "Til stades", "Present") if word in html],
        )
    assert texts == {"nb": (True, ["Til stede"]), "nn": (True, ["Til stades"]), "en": (True, ["Present"])}


@pytest.mark.parametrize("format_", ["pdf", "html", "json", "docx", "zip"])
def test_a_meeting_is_exported_from_a_terminal(meeting, tmp_path, format_):
    file = tmp_path / f"minutes.{format_}"
    call_command("export_minutes", "2023/M6", body=meeting.body.slug, format=format_, output=str(file))
    content = file.read_bytes()
    start = {"pdf": b"%PDF-1.7", "html": b"<!doctype html>", "json": b"{"}.get(format_, b"PK")
    assert content[: len(start)] == start


def test_an_excerpt_and_the_whole_are_exported_from_a_terminal(meeting, tmp_path):
    file = tmp_path / "out.html"
    told = {"body": meeting.body.slug, "format": "html", "output": str(file)}
    call_command("export_minutes", "2023/M6", case="2023/M6-002", **told)
    source = meeting_source(meeting)
    assert file.read_text() == excerpt_html(source, source.cases[1].key)
    call_command("export_minutes", "2023/M6", document="whole", **told)
    assert file.read_text() == whole_html(source, (), with_minutes=True)
    with pytest.raises(CommandError):
        call_command("export_minutes", "2023/M6", case="2023/M6-099", **told)


def exported(meeting, tmp_path, **options):
    file = tmp_path / "out"
    call_command("export_minutes", meeting.label, body=meeting.body.slug, output=str(file), **options)
    return file.read_bytes()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("agenda", {"document": "agenda"}),
        ("minutes", {}),
        ("agenda_word", {"document": "agenda", "format": "docx"}),
        ("minutes_word", {"format": "docx"}),
        ("whole", {"document": "whole"}),
        ("archive", {"format": "zip"}),
    ],
)
def test_the_terminal_gives_the_bytes_of_the_page(meeting, renderer, tmp_path, kind, options):
    attach(meeting.cases.get(number=2), factories.make_secretary(meeting.body), a_pdf=pdf_paper(pages=2))
    meeting.refresh_from_db()
    document = ask_for_document(meeting, kind)
    make_waiting_documents(renderer)
    document.refresh_from_db()
    time.sleep(2.1 if document.suffix == "docx" else 0)  # a ZIP, which Word files are, counts time in two seconds
    assert exported(meeting, tmp_path, **options) == path_of(document.sha256, document.suffix).read_bytes()


def test_the_whole_as_json_is_the_record_of_the_page(client, meeting, tmp_path):
    client.force_login(factories.make_secretary(meeting.body))
    page = client.get(reverse("meetings:meeting_json", args=[meeting.pk]))
    assert exported(meeting, tmp_path, document="whole", format="json") == page.content


def test_approved_minutes_are_exported_as_they_were_approved(monkeypatch, tmp_path):
    """Made anew they could look different: a newer program has another style."""
    body, secretary = make_council()
    meeting = hold_meeting(body, secretary)
    send_out(meeting, secretary)
    approved = approve(start_next(body, secretary, meeting), secretary)
    monkeypatch.setattr("meetings.management.commands.export_minutes.document_html", None)
    assert exported(meeting, tmp_path) == path_of(approved.sha256).read_bytes()
    path_of(approved.sha256).unlink()
    with pytest.raises(CommandError):
        exported(meeting, tmp_path)


@pytest.mark.parametrize(("label", "slug"), [("2023-6", None), ("2023/M7", None), ("2023/M6", "finnes-ikke")])
def test_a_meeting_that_is_not_there_is_said_so(meeting, label, slug):
    with pytest.raises(CommandError):
        call_command("export_minutes", label, body=slug)


def test_several_bodies_with_the_number_have_to_be_told_apart(meeting):
    factories.make_meeting(body=factories.make_body(slug="annet", name="Annet råd"), cases=[])
    with pytest.raises(CommandError) as refused:
        call_command("export_minutes", "2023/M6")
    assert "--body" in str(refused.value)


@pytest.mark.external
@pytest.mark.parametrize("kind", ["agenda", "minutes"])
def test_the_pdf_is_archive_grade_and_accessible(meeting, renderer, tmp_path, settings, kind):
    file = tmp_path / f"{kind}.pdf"
    file.write_bytes(renderer.make(document_html(meeting_source(meeting), kind)).pdf)
    tool = settings.BASE_DIR / "script" / "verapdf"
    checked = subprocess.run([str(tool), "2a,ua1", str(file)], capture_output=True, text=True, check=False)
    if checked.returncode == 3:
        pytest.skip(checked.stderr.strip())
    assert checked.stdout.splitlines() == [f"PASS 2a {file}", f"PASS ua1 {file}"]
