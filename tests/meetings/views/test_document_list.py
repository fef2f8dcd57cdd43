"""What files a reader is offered and given."""

import io
import json
import zipfile

import docx
import pytest
from django.urls import reverse

from cooperation.actions.rendered_file import make_waiting_files
from cooperation.documents.renderer import Renderer
from cooperation.documents.word import usual_layout
from meetings.actions.document import make_waiting_documents
from meetings.models import DocumentKind, Meeting, State
from tests import factories
from tests.meetings.documents.papers import attach, word_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    factories.make_cooperation()
    return factories.make_meeting(state=State.CALLED)


@pytest.fixture
def made(db):
    renderer = Renderer()
    yield lambda: make_waiting_documents(renderer) + make_waiting_files(renderer)
    renderer.stop()


def file_of(client, meeting, kind):
    return reverse("meetings:document_file", args=[meeting.pk, kind])


def offered(client, meeting):
    page = client.get(reverse("meetings:document_list", args=[meeting.pk])).content.decode()
    return [kind for kind in DocumentKind.values if f"/{kind}/" in page or f"/{kind}.pdf" in page]


def test_a_member_is_offered_what_a_member_may_read(client, meeting):
    client.force_login(factories.make_member(meeting.body))
    assert offered(client, meeting) == ["agenda", "agenda_word", "whole_papers", "archive_papers"]
    Meeting.objects.filter(pk=meeting.pk).update(state=State.CIRCULATED)
    assert offered(client, meeting) == ["agenda", "minutes", "agenda_word", "minutes_word", "whole", "archive"]


@pytest.mark.parametrize("kind", ["minutes_word", "whole", "archive", "nonsense"])
def test_a_member_gets_no_file_with_minutes_before_they_are_sent_out(client, meeting, kind):
    client.force_login(factories.make_member(meeting.body))
    assert client.get(file_of(client, meeting, kind)).status_code == 404
    assert client.get(reverse("meetings:meeting_json", args=[meeting.pk])).status_code == 404
    assert client.get(reverse("meetings:case_excerpt", args=[meeting.cases.first().pk])).status_code == 404


def test_word_and_zip_are_made_by_the_worker_and_saved(client, meeting, made):
    by = factories.make_secretary(meeting.body)
    attach(meeting.cases.first(), by, skjema_docx=word_paper())
    client.force_login(by)
    for kind, name, magic in (
        ("minutes_word", "minutes-2023-M6.docx", b"PK"),
        ("archive", "archive-2023-M6.zip", b"PK"),
        ("whole", "whole-2023-M6.pdf", b"%P"),
    ):
        address = file_of(client, meeting, kind)
        assert client.get(address).status_code == 202
        assert made() == 1
        answer = client.get(address)
        assert name in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content)[:2] == magic
    assert client.get(reverse("meetings:document_list", args=[meeting.pk])).status_code == 200


def test_a_file_that_failed_is_tried_again_and_comes_back_to_its_page(client, meeting):
    client.force_login(factories.make_secretary(meeting.body))
    again = client.post(reverse("meetings:document_again", args=[meeting.pk, "archive"]))
    assert again["Location"] == file_of(client, meeting, "archive")


def test_an_excerpt_is_opened_and_the_record_is_saved(client, meeting, made):
    client.force_login(factories.make_secretary(meeting.body))
    address = reverse("meetings:case_excerpt", args=[meeting.cases.first().pk])
    assert client.get(address).status_code == 202
    assert made() == 1
    assert b"".join(client.get(address).streaming_content)[:5] == b"%PDF-"
    record = client.get(reverse("meetings:meeting_json", args=[meeting.pk]))
    assert json.loads(record.content)["meeting"]["number"] == 6


def layout_with(header):
    document = docx.Document(io.BytesIO(usual_layout()))
    document.sections[0].header.paragraphs[0].text = header
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def send(client, meeting, content, name="mal.docx"):
    file = io.BytesIO(content)
    file.name = name
    return client.post(reverse("meetings:word_layout", args=[meeting.body.slug]), {"file": file})


def header_of(client, meeting, made):
    address = file_of(client, meeting, "agenda_word")
    if client.get(address).status_code == 202:
        made()
    content = b"".join(client.get(address).streaming_content)
    return docx.Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text


def test_a_layout_that_is_changed_shows_in_the_next_word_file(client, meeting, made):
    client.force_login(factories.make_secretary(meeting.body))
    assert header_of(client, meeting, made) == "Fjord-IKT"
    assert send(client, meeting, layout_with("Eigen topp {number}")).status_code == 302
    assert header_of(client, meeting, made) == "Eigen topp 2023/M6"
    used = client.get(reverse("meetings:word_layout_file", args=[meeting.body.slug])).content
    assert docx.Document(io.BytesIO(used)).sections[0].header.paragraphs[0].text == "Eigen topp {number}"
    assert send(client, meeting, layout_with("Ny")).status_code == 302
    client.post(reverse("meetings:word_layout_usual", args=[meeting.body.slug]))
    assert header_of(client, meeting, made) == "Fjord-IKT"


def zipped(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mal.pdf", b"%PDF-1.7"),
        ("mal.docx", b"tekst"),
        ("mal.docx", zipped(word__document_xml="x", **{"[Content_Types]_xml": "macroEnabled"})),
        ("mal.docx", zipped(word__document_xml="<x/>", **{"[Content_Types]_xml": "<Types/>"})),
        ("mal.docx", zipped(word__document_xml="x" * 60_000_000, **{"[Content_Types]_xml": "<Types/>"})),
    ],
)
def test_what_is_no_layout_is_refused_with_a_reason(client, meeting, name, content):
    client.force_login(factories.make_secretary(meeting.body))
    answer = send(client, meeting, content, name)
    assert (answer.status_code, len(answer.context["reasons"])) == (422, 1)


def test_a_layout_without_the_styles_gets_them(client, meeting, made):
    client.force_login(factories.make_secretary(meeting.body))
    document = docx.Document()
    for name in ("Heading 3", "Subtitle", "List Bullet 2", "List Number", "Table Grid"):
        style = document.styles[name]
        style.element.getparent().remove(style.element)
    content = io.BytesIO()
    document.save(content)
    assert send(client, meeting, content.getvalue()).status_code == 302
    assert header_of(client, meeting, made) == ""


def test_a_record_is_brought_in_on_its_page(client, meeting):
    other = factories.make_body(slug="annet", name="Annet råd")
    secretary = factories.make_secretary(meeting.body)
    client.force_login(secretary)
    record = client.get(reverse("meetings:meeting_json", args=[meeting.pk])).content
    client.force_login(factories.make_secretary(other))
    address = reverse("meetings:record_import")

    def bring(content):
        file = io.BytesIO(content)
        file.name = "meeting.json"
        return client.post(address, {"body": other.slug, "file": file})

    assert client.get(address).status_code == 200
    assert bring(b"{}").status_code == 422
    assert bring(record)["Location"] == Meeting.objects.get(body=other).get_absolute_url()
    assert bring(record).status_code == 422
