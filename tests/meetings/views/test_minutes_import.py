from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import Meeting
from tests.factories import make_meeting

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[1] / "imports" / "files" / "header_in_the_middle.txt"
URL = "/minutes/import/"


class Fields(HTMLParser):
    """What a browser would send: the fields of the import form with their values."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.writing = ""
        self.is_inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag == "form":
            self.is_inside = named.get("id") == "import-form"
        if not self.is_inside or not named.get("name"):
            return
        if tag == "textarea":
            self.writing = named["name"]
            self.values[self.writing] = ""
        elif tag == "input" and (named.get("type") != "checkbox" or "checked" in named):
            self.values[named["name"]] = named.get("value") or ""

    def handle_data(self, data):
        if self.writing:
            self.values[self.writing] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.writing = ""


def upload(client, data: bytes | None = None, name: str = "referat.txt"):
    file = SimpleUploadedFile(name, FILE.read_bytes() if data is None else data)
    return client.post(URL, {"body": "samarbeidsradet", "file": file})


def fields_of(response) -> dict[str, str]:
    return Fields(response.content.decode()).values


@pytest.fixture
def client(client, secretary):
    client.force_login(secretary)
    return client


def test_the_page_asks_for_a_file(client):
    assert client.get(reverse("meetings:minutes_import")).status_code == 200


def test_reading_a_file_shows_what_was_understood_and_writes_nothing(client):
    response = upload(client)
    fields = fields_of(response)
    assert (response.status_code, Meeting.objects.count()) == (200, 0)
    assert (fields["number"], fields["date"], fields["start"], fields["end"]) == (
        "2024/M3",
        "2024-05-15",
        "09:00",
        "11:30",
    )
    assert (fields["case-2-title"], fields["case-2-point-0-heading"]) == ("Orienteringssaker", "Status nettverk")


def test_confirming_brings_in_what_the_form_says(client):
    fields = fields_of(upload(client)) | {
        "place": "Rådhuset",
        "case-1-out": "on",
        "case-2-point-0-out": "on",
        "confirm": "1",
    }
    response = client.post(f"{URL}confirm/", fields)
    meeting = Meeting.objects.get()
    assert (response.status_code, response["Location"]) == (302, meeting.get_absolute_url())
    assert meeting.place == "Rådhuset"
    assert list(meeting.cases.on_agenda().values_list("display_number", flat=True)) == ["2024/M3-001", "2024/M3-003"]
    assert meeting.cases.get(number=3).points.count() == 3
    assert meeting.minutes_imports.get().file_name == "referat.txt"


def test_an_unreadable_file_is_refused_with_its_reason(client):
    response = upload(client, b"")
    assert response.status_code == 422
    assert upload(client, b"%PDF-1.7 nothing more", "referat.pdf").status_code == 422
    assert Meeting.objects.count() == 0


def test_a_refusal_keeps_what_was_typed_and_gives_every_reason(client):
    fields = fields_of(upload(client)) | {"number": "", "case-0-title": "", "place": "Nytt sted", "confirm": "1"}
    response = client.post(f"{URL}confirm/", fields)
    kept = fields_of(response)
    assert (response.status_code, len(response.context["reasons"])) == (422, 2)
    assert (kept["place"], kept["case-0-title"], Meeting.objects.count()) == ("Nytt sted", "", 0)


def test_a_date_that_cannot_be_understood_is_refused(client):
    response = client.post(f"{URL}confirm/", fields_of(upload(client)) | {"date": "i går", "confirm": "1"})
    assert (response.status_code, fields_of(response)["date"]) == (422, "i går")


@pytest.mark.parametrize(("what", "field"), [("case", "case-3-title"), ("point-0", "case-0-point-0-heading")])
def test_adding_a_case_or_a_point(client, what, field):
    response = client.post(f"{URL}confirm/", fields_of(upload(client)) | {"add": what})
    assert (response.status_code, fields_of(response)[field]) == (200, "")


def test_a_text_that_was_changed_on_the_way_is_refused(client):
    fields = fields_of(upload(client)) | {"source": "something else", "confirm": "1"}
    assert client.post(f"{URL}confirm/", fields).status_code == 422


def test_the_same_file_again_changes_nothing(client):
    fields = fields_of(upload(client)) | {"confirm": "1"}
    client.post(f"{URL}confirm/", fields)
    response = client.post(f"{URL}confirm/", fields)
    assert (response.status_code, Meeting.objects.count()) == (302, 1)


def test_a_file_that_contradicts_the_stored_meeting_asks_first(client, body):
    make_meeting(body=body, year=2024, number=3, date=date(2024, 5, 15), cases=["Noe annet"])
    fields = fields_of(upload(client)) | {"confirm": "1"}
    assert client.post(f"{URL}confirm/", fields).status_code == 409
    assert Meeting.objects.get().cases.count() == 1
    del fields["confirm"]
    assert client.post(f"{URL}confirm/", fields | {"replace": "1"}).status_code == 302
    assert Meeting.objects.get().cases.count() == 4


def test_a_file_of_another_body_is_pointed_out(client, body):
    data = f"Utval: Formannskapet\n{FILE.read_text()}".encode()
    messages = [problem.message for problem in upload(client, data).context["problems"]]
    assert [body.name in message for message in messages] == [True]
    assert [body.name in problem.message for problem in upload(client).context["problems"]] == []


def test_another_bodys_minutes_are_out_of_reach(client):
    fields = fields_of(upload(client)) | {"body": "annet-organ", "confirm": "1"}
    assert client.post(f"{URL}confirm/", fields).status_code == 404
