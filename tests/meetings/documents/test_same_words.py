"""Page source, print, JSON and PDF say the same, each read with a reader of its own."""

import json
import subprocess
from datetime import time

import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from cooperation.documents.renderer import Renderer
from meetings.actions.attendance import add_guest, record_all_present, record_case_attendance
from meetings.actions.case import add_case, describe_case, withdraw_case
from meetings.actions.meeting import call_meeting
from meetings.actions.point import add_point
from meetings.actions.text import save_text
from meetings.documents.html import document_html
from meetings.documents.source import meeting_source
from meetings.models import Case, Meeting, TextField
from meetings.rules.rich_text import lines_of, plain_text
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """A called meeting with a late case, a withdrawn one, points in levels, links, and letters of Sami."""
    factories.make_cooperation(name="Fjord-IKT")
    body = factories.make_body()
    by = factories.make_secretary(body)
    factories.make_membership(body=body, person=factories.make_person(family_name="Ødegård", given_name="Åse"))
    meeting = factories.make_meeting(
        body=body, cases=["Innkalling", "Økonomi- og aktivitetsrapport", "Trukket sak"], end=time(11), place="Molde"
    )
    call_meeting(meeting, by=by)
    record_all_present(meeting, by=by)
    add_guest(meeting, factories.make_person(family_name="Čáppa", given_name="Ánne"), note="rådgiver", by=by)
    case = meeting.cases.get(number=2)
    save_text(
        case,
        TextField.MINUTES,
        "<p>Avviket stemte ikke. Se <a href='https://example.org'>tabellen</a>.</p>",
        version=0,
        by=by,
    )
    save_text(case, TextField.DECISION, "<p>Saken tas til orientering.</p>", version=0, by=by)
    describe_case(case, kind="report", outcome="noted", by=by)
    record_case_attendance(case, factories.make_person(family_name="Gáisi", given_name="Biret"), "joined", by=by)
    point = add_point(case, heading="Støtte til politikere", by=by)
    text = "<ul><li><p>Fire prinsipper</p><ul><li><p>čđŋšŧž</p><p>ny linje</p></li></ul></li></ul>"
    save_text(case, TextField.TEXT, text, version=0, by=by, point=point)
    withdraw_case(meeting.cases.get(number=3), by=by)
    add_case(body, title="Sein sak", meeting=meeting, by=by)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def words_of_pdf(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


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


def test_the_meetings_page_says_the_same(meeting, client):
    client.force_login(factories.make_secretary(meeting.body))
    page = " ".join(plain_text(client.get(meeting.get_absolute_url()).content.decode()).split())
    assert [word for word in said(meeting_source(meeting)) if " ".join(word.split()) not in page] == []


def test_the_number_of_queries_does_not_grow(meeting, django_assert_num_queries):
    for number in (0, 20):
        for index in range(number):
            case = factories.make_case(meeting=meeting, title=f"Sak {index}")
            Case.objects.filter(pk=case.pk).update(decision="<p>x</p>")
        with django_assert_num_queries(9):
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


@pytest.mark.parametrize("format_", ["pdf", "html", "json"])
def test_a_meeting_is_exported_from_a_terminal(meeting, tmp_path, format_):
    file = tmp_path / f"minutes.{format_}"
    call_command("export_minutes", "2023/M6", body=meeting.body.slug, format=format_, output=str(file))
    content = file.read_bytes()
    start = {"pdf": b"%PDF-1.7", "html": b"<!doctype html>", "json": b"{"}[format_]
    assert content[: len(start)] == start


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
