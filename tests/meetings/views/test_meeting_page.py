"""Parts of the page are kept by revision: what is shown is never older than what is known."""

import pytest
from django.urls import reverse

from cooperation.actions.register import save_entry
from meetings.actions.attendance import record_all_present
from meetings.actions.text import save_text
from meetings.models import TextField
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(body):
    factories.make_cooperation()
    factories.make_membership(body=body, person=factories.make_person(family_name="Berge", given_name="Kari"))
    return factories.make_meeting(body=body)


@pytest.fixture
def page(client, meeting, secretary):
    client.force_login(secretary)

    def read() -> str:
        return client.get(meeting.get_absolute_url()).content.decode()

    return read


def test_a_saved_text_is_on_the_page_at_once(page, meeting, secretary):
    assert "Ny tekst" not in page()
    save_text(meeting.cases.first(), TextField.MINUTES, "<p>Ny tekst</p>", version=0, by=secretary)
    assert "Ny tekst" in page()


def test_attendance_and_a_new_name_are_on_the_page_at_once(page, meeting, secretary, administrator):
    page()
    record_all_present(meeting, by=secretary)
    assert "Til stede (1)" in page()
    person = meeting.attendance.get().person
    person.family_name = "Dahle"
    save_entry(person, by=administrator)
    assert ("Dahle, Kari" in page(), "Berge, Kari" in page()) == (True, False)


def test_a_page_seen_before_asks_for_less(page, django_assert_num_queries):
    page()
    with django_assert_num_queries(5):
        page()


def test_a_meeting_is_called_where_the_notice_is_seen_first(page, client, meeting):
    notice = reverse("meetings:notice_page", args=[meeting.pk])
    call = reverse("meetings:meeting_call", args=[meeting.pk])
    assert (f'href="{notice}#send-heading"' in page(), call in page()) == (True, False)
    assert f'action="{call}"' in client.get(notice).content.decode()
    client.post(call)
    assert f'action="{call}"' not in client.get(notice).content.decode()
