"""What a form sent when it could not be taken in is kept on a page, and sent again from there."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from meetings.models import Meeting
from tests.factories import make_body, make_case, make_meeting, make_person, make_secretary

pytestmark = pytest.mark.django_db
PLACE = "Romsdalssalen, andre høgda\nInngang frå hagen"


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(body=make_body())


@pytest.fixture
def address(meeting) -> str:
    return reverse("meetings:meeting_edit", args=[meeting.pk])


def sent_fields(response) -> dict[str, str]:
    return dict(response.context["unsent"].fields)


def test_a_form_sent_when_signed_out_is_kept(client, address):
    response = client.post(
        address, {"place": PLACE, "form": "physical"}, headers={"referer": f"http://testserver{address}"}
    )
    assert (response.status_code, sent_fields(response)) == (401, {"place": PLACE, "form": "physical"})
    assert (response.context["unsent"].texts, response.context["back"]) == ([PLACE], address)
    assert "Romsdalssalen, andre høgda<br>Inngang frå hagen" in response.text


def changed_place(client, address, place: str) -> dict[str, str]:
    """The form of the page as it stands, with another place written in it."""
    initial = client.get(address).context["form"].initial
    return {name: str(value) for name, value in initial.items() if value is not None} | {"place": place}


def test_what_was_kept_is_taken_in_after_signing_in(client, meeting, address):
    secretary = make_secretary(body=meeting.body)
    client.force_login(secretary)
    fields = changed_place(client, address, "Rådhuset i byen")
    client.logout()
    kept = sent_fields(client.post(address, fields))
    client.force_login(secretary)
    assert client.post(address, kept).status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Rådhuset i byen"


def test_a_press_of_a_button_alone_leads_to_the_sign_in_and_back_to_its_page(client, address):
    response = client.post(address, headers={"referer": f"http://testserver{address}?tab=2"})
    assert response.url == f"{reverse('account_login')}?next={address}%3Ftab%3D2"


def test_another_site_is_no_page_to_go_back_to(client, address):
    response = client.post(address, headers={"referer": "https://elsewhere.example/board"})
    assert response.url == f"{reverse('account_login')}?next=/"


def test_a_password_is_repeated_by_no_page(client):
    address = reverse("account_change_password")
    response = client.post(address, {"oldpassword": "Old and long words", "password1": "New and long words"})
    assert response.url == f"{reverse('account_login')}?next=/"


def test_files_are_named_since_they_must_be_chosen_again(client, meeting, tmp_path):
    (tmp_path / "Sak 4.pdf").write_bytes(b"%PDF-1.7")
    with (tmp_path / "Sak 4.pdf").open("rb") as file:
        response = client.post(reverse("meetings:minutes_import"), {"body": meeting.body_id, "file": file})
    assert response.context["unsent"].files == ("Sak 4.pdf",)


@pytest.fixture
def checked(meeting) -> Client:
    """A browser whose forms are held against their token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_secretary(body=meeting.body))
    return client


def test_a_form_of_an_earlier_sign_in_is_kept_and_then_taken_in(checked, address, meeting):
    old = changed_place(checked, address, "Rådhuset i byen") | {"csrfmiddlewaretoken": "a" * 64}
    response = checked.post(address, old, headers={"origin": "http://testserver"})
    assert (response.status_code, response.context["is_signed_out"]) == (403, False)
    again = sent_fields(response) | {"csrfmiddlewaretoken": response.context["csrf_token"]}
    assert checked.post(address, again, headers={"origin": "http://testserver"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Rådhuset i byen"


@pytest.mark.parametrize("sender", ["https://testserver", "http://elsewhere.example", "null", ""])
def test_what_another_site_sent_is_not_offered_again(checked, address, sender):
    response = checked.post(address, {"place": "Someone else's words"}, headers={"origin": sender})
    assert response.status_code == 403
    assert [template.name for template in response.templates][:1] == ["403_csrf.html"]
    assert "Someone else" not in response.text


def test_a_refusal_shows_what_was_written(client, meeting):
    client.force_login(make_secretary(body=meeting.body))
    case = make_case(meeting=meeting)
    person = make_person()
    response = client.post(
        reverse("meetings:movement_add", args=[case.pk]), {"person": person.pk, "at": "ten past nine"}
    )
    assert (response.status_code, response.context["unsent"].texts) == (422, ["ten past nine"])


def test_an_address_that_only_takes_forms_says_so(client, meeting):
    client.force_login(make_secretary(body=meeting.body))
    response = client.get(reverse("meetings:meeting_start", args=[meeting.pk]))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert [template.name for template in response.templates][:1] == ["405.html"]


def test_the_language_of_the_page_is_the_readers(client, address):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nn"
    assert "Du er logga ut" in client.post(address, {"place": PLACE}).text
