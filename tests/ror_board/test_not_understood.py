import pytest
from django.urls import reverse

from meetings.models import TextField
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def save_address(client):
    factories.make_cooperation()
    meeting = factories.make_meeting(cases=["Sak"])
    client.force_login(factories.make_secretary(meeting.body))
    return reverse("meetings:case_text_save", args=[meeting.cases.get().pk, TextField.MINUTES])


def test_a_text_larger_than_can_be_sent_is_refused_with_the_reason(client, save_address, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    body = b"version=0&text=" + b"x" * 1_200_000
    answer = client.post(
        save_address, body, content_type="application/x-www-form-urlencoded", headers={"Accept": "application/json"}
    )
    assert (answer.status_code, len(answer.json()["reasons"])) == (413, 1)
    assert "1 MB" in answer.json()["reasons"][0]


def test_a_page_shows_that_it_was_not_understood(client, save_address, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    answer = client.post(save_address, "a=1&b=2&c=3", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (400, "text/html")
    told = client.post(
        save_address,
        "a=1&b=2&c=3",
        content_type="application/x-www-form-urlencoded",
        headers={"Accept": "application/json"},
    )
    assert (told.status_code, len(told.json()["reasons"])) == (400, 1)
