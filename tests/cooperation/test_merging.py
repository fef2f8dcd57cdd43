"""Two people have the same form open: neither undoes what the other changed."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from lxml.html import fromstring

from cooperation.models import Body
from meetings.models import Meeting
from tests.factories import make_body, make_cooperation, make_meeting, make_secretary

pytestmark = pytest.mark.django_db


def opened(client, address: str, **typed: str) -> dict[str, str]:
    """What a browser would send from the page as it stands now, with this typed in it."""
    [form] = fromstring(client.get(address).text).xpath("//main//form[@method='post' and not(@action)]")
    return dict(form.form_values()) | typed


@pytest.fixture
def meeting(client) -> Meeting:
    made = make_meeting(body=make_body(), place="Molde")
    client.force_login(make_secretary(body=made.body))
    return made


@pytest.fixture
def address(meeting) -> str:
    return reverse("meetings:meeting_edit", args=[meeting.pk])


def test_changes_of_different_fields_are_both_kept(client, meeting, address):
    first, second = opened(client, address, place="Vestnes"), opened(client, address, date="2023-12-20")
    assert client.post(address, first).status_code == 302
    assert client.post(address, second).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, str(meeting.date)) == ("Vestnes", "2023-12-20")


def test_a_change_of_the_same_field_is_refused_once_with_both(client, meeting, address):
    first, second = opened(client, address, place="Vestnes"), opened(client, address, place="Aukra")
    client.post(address, first)
    refused = client.post(address, second)
    assert (refused.status_code, refused.context["form"].errors) == (
        422,
        {
            "place": [
                "Noen andre har i mellomtiden endret dette til «Vestnes». Lagre på nytt for å sette ditt i stedet."
            ]
        },
    )
    meeting.refresh_from_db()
    assert meeting.place == "Vestnes"
    again = second | {"initial-place": refused.context["form"].data["initial-place"]}
    assert client.post(address, again).status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Aukra"


def test_the_same_change_by_both_is_no_conflict(client, address):
    first, second = opened(client, address, start="09:00"), opened(client, address, start="09:00")
    assert [client.post(address, sent).status_code for sent in (first, second)] == [302, 302]


def test_a_refused_form_shows_what_is_stored_where_it_was_left_alone(client, address):
    first, second = opened(client, address, place="Vestnes"), opened(client, address, date="")
    client.post(address, first)
    form = client.post(address, second).context["form"]
    assert (list(form.errors), form["place"].value()) == (["date"], "Vestnes")


def test_a_form_without_what_it_said_when_opened_is_taken_as_it_is(client, meeting, address):
    sent = {name: value for name, value in opened(client, address, place="Aukra").items() if "initial-" not in name}
    Meeting.objects.filter(pk=meeting.pk).update(place="Vestnes")
    assert client.post(address, sent).status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Aukra"


@pytest.fixture
def body_address(client, administrator) -> str:
    client.force_login(administrator)
    return reverse("cooperation:entry_edit", args=["bodies", make_body(allows_blank_votes=True).pk])


def test_boxes_and_choices_are_told_by_their_words(client, body_address):
    opened_before = opened(client, body_address, language="nn")
    Body.objects.update(allows_blank_votes=False, language="en")
    opened_before |= {"allows_blank_votes": "on"}
    form = client.post(body_address, opened_before).context["form"]
    assert form.errors == {
        "language": [
            "Noen andre har i mellomtiden endret dette til «Engelsk». Lagre på nytt for å sette ditt i stedet."
        ]
    }
    assert form["allows_blank_votes"].value() is False


def test_a_box_that_both_turned_is_told(client, body_address):
    ticked = opened(client, body_address)
    Body.objects.update(allows_blank_votes=False)
    ticked.pop("allows_blank_votes")
    assert client.post(body_address, ticked).status_code == 302
    Body.objects.update(allows_blank_votes=True)
    other = opened(client, body_address, name="Rådet")
    Body.objects.update(allows_blank_votes=False)
    assert client.post(body_address, other).status_code == 302
    assert Body.objects.values_list("name", "allows_blank_votes").get() == ("Rådet", False)


def test_a_new_entry_remembers_nothing(client, administrator):
    client.force_login(administrator)
    page = client.get(reverse("cooperation:entry_new", args=["municipalities"]))
    assert 'name="initial-' not in page.text


def test_the_page_says_nothing_of_others_files(client, administrator):
    make_cooperation()
    client.force_login(administrator)
    page = client.get(reverse("cooperation:cooperation_edit"))
    assert re.findall(r'name="initial-([a-z_]+)"', page.text) == [
        "name",
        "short_name",
        "organisation_number",
        "language",
        "accent_colour",
    ]
