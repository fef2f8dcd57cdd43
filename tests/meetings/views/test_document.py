import lxml.html
import pytest
from django.urls import reverse

from cooperation.documents.renderer import Renderer
from meetings.actions.document import make_waiting_documents
from meetings.models import Document, DocumentState, Meeting, State
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    factories.make_cooperation()
    return factories.make_meeting(state=State.CALLED)


@pytest.fixture
def minutes(meeting):
    return reverse("meetings:document_pdf", args=[meeting.pk, "minutes"])


@pytest.fixture
def made(db):
    renderer = Renderer()
    yield lambda: make_waiting_documents(renderer)
    renderer.stop()


def test_a_document_is_asked_for_made_and_served(client, meeting, minutes, made):
    client.force_login(factories.make_secretary(meeting.body))
    assert client.get(minutes).status_code == 202
    assert made() == 1
    answer = client.get(minutes)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    again = client.get(minutes, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get(minutes, headers={"HX-Request": "true"})["HX-Redirect"] == minutes


def test_an_unchanged_document_is_not_made_again(client, meeting, minutes, made):
    client.force_login(factories.make_secretary(meeting.body))
    client.get(minutes)
    made()
    first = Document.objects.get()
    Meeting.objects.filter(pk=meeting.pk).update(revision=99)
    assert client.get(minutes).status_code == 202
    assert made() == 1
    second = Document.objects.get()
    assert (second.state, second.sha256, second.source_sha256) == (
        DocumentState.READY,
        first.sha256,
        first.source_sha256,
    )


def test_a_document_that_failed_tells_why_and_can_be_tried_again(client, meeting, minutes, made):
    client.force_login(factories.make_secretary(meeting.body))
    meeting.cases.update(minutes="<p>" + "x" * 60_000 + "</p>")
    client.get(minutes)
    made()
    answer = client.get(minutes)
    assert (answer.status_code, len(Document.objects.get().reasons)) == (422, 4)
    # What the waiting page takes out of the answer, so that whoever waited can try again as well.
    waiting = lxml.html.fromstring(answer.content.decode()).get_element_by_id("waiting")
    assert (len(waiting.findall(".//li")), len(waiting.findall(".//form"))) == (4, 1)
    client.post(reverse("meetings:document_again", args=[meeting.pk, "minutes"]))
    assert Document.objects.get().state == DocumentState.WAITING


def test_members_read_the_agenda_and_not_yet_the_minutes(client, meeting, minutes):
    client.force_login(factories.make_member(meeting.body))
    agenda = reverse("meetings:document_pdf", args=[meeting.pk, "agenda"])
    other = reverse("meetings:document_pdf", args=[meeting.pk, "other"])
    assert [client.get(address).status_code for address in (agenda, minutes, other)] == [202, 404, 404]
