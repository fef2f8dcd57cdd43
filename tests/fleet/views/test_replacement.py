from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from fleet.models import ReplacementCount
from tests.factories import make_contact, make_leader, make_municipality
from tests.fleet.factories import make_device, make_device_assignment, make_lifetime

pytestmark = pytest.mark.django_db


@pytest.fixture
def molde():
    municipality = make_municipality()
    make_lifetime()
    make_device_assignment(
        device=make_device(municipality=municipality, serial="OLD", purchased_on=date(2015, 1, 1)),
    )
    make_device(municipality=municipality, serial="OWN", owner="politician")
    return municipality


def test_a_count_opens_to_its_devices(client, molde):
    client.force_login(make_leader())
    page = client.get(reverse("fleet:replacement_devices", args=["1506"]) + "?as_of=2023-12-31")
    assert [(counts, [one.device.serial for one in found]) for _told, counts, found in page.context["groups"]] == [
        (True, ["OLD"]),
        (False, ["OWN"]),
    ]
    assert (page.context["count"], page.context["cost"], page.context["can_confirm"]) == (1, 12000, False)


def test_a_day_that_is_none_is_the_end_of_the_year(client, molde):
    client.force_login(make_leader())
    page = client.get(reverse("fleet:replacement_page") + "?as_of=2023-02-30")
    assert page.context["as_of"] == date(timezone.localdate().year, 12, 31)


def test_the_contact_confirms_and_everybody_sees_what(client, molde):
    client.force_login(make_contact(molde))
    confirm = reverse("fleet:replacement_confirm", args=["1506"])
    answer = client.post(confirm, {"as_of": "2023-12-31", "seen": "1", "note": "Sett over"})
    assert answer["Location"] == "/fleet/replacement/1506/?as_of=2023-12-31"
    count = ReplacementCount.objects.get()
    page = client.get(reverse("fleet:replacement_confirmed", args=[count.pk]))
    assert [(one["serial"], one["verdict"]) for one in page.context["devices"]] == [("OLD", "due"), ("OWN", "private")]
    assert client.post(confirm, {"as_of": "2023-12-31", "seen": "mange"}).status_code == 422


def test_the_count_as_a_file(client, molde):
    client.force_login(make_leader())
    address = reverse("fleet:replacement_export", args=["1506", "csv"]) + "?as_of=2023-12-31"
    lines = client.get(address).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["OLD", "OWN"]
    assert lines[1].endswith(";12000,00")


def test_a_municipality_without_devices_says_so(client):
    make_municipality()
    client.force_login(make_leader())
    assert client.get(reverse("fleet:replacement_devices", args=["1506"])).context["groups"] == []
