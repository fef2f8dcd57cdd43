"""A contact sees the own municipality only: on every page, in every file, count, filter and message."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from fleet.actions.import_batch import apply_import, claim_import, read_import, upload_import
from fleet.models import Device, Politician
from tests.factories import make_contact, make_leader, make_municipality
from tests.fleet.factories import (
    make_account,
    make_device,
    make_device_assignment,
    make_licence,
    make_lifetime,
    make_politician,
    make_replacement_count,
    make_subsidy,
    make_term,
)

pytestmark = pytest.mark.django_db
SECRETS = ("HEMMELIG", "Hemmeli", "hemmelig", "Hustadvika", "1579")


@pytest.fixture
def contact():
    """The contact of Aukra, in a world where Hustadvika has everything that could leak."""
    own = make_municipality(number="1547", name="Aukra")
    other = make_municipality(number="1579", name="Hustadvika", politician_domain="hemmelig.no")
    term = make_term()
    make_lifetime()
    secret = make_politician(
        municipality=other, family_name="Hemmelig", email="hemmelig@hemmelig.no", party="Hemmeliglista", term=term
    )
    device = make_device(
        municipality=other, serial="HEMMELIG1", model="Hemmelig modell", purchased_on=date(2015, 1, 1), is_enrolled=True
    )
    make_device_assignment(device=device, politician=secret)
    make_subsidy(politician=secret, note="Hemmelig")
    make_licence(account=make_account(municipality=other, upn="hemmelig@hemmelig.no", politician=secret))
    leader = make_leader()
    make_replacement_count(municipality=other, by=leader, as_of=date(2030, 12, 31), count=77)
    file = ContentFile(b"Serienummer;Modell\r\nHEMMELIG2;Hemmelig\r\n;Hemmelig\r\n", name="hemmelig.csv")
    batch = upload_import(file, kind="devices", municipality=other, by=leader)
    read_import(batch, today=date(2023, 12, 13))
    batch.refresh_from_db()
    claim_import(batch)
    apply_import(batch, by=leader, today=date(2023, 12, 13))
    make_device(municipality=own, serial="EGEN1")
    make_politician(municipality=own, family_name="Egen", term=term)
    return make_contact(own)


PAGES = (
    "fleet:overview",
    "fleet:device_list",
    "fleet:device_print",
    "fleet:politician_list",
    "fleet:politician_print",
    "fleet:replacement_page",
    "fleet:check_page",
    "fleet:import_list",
    "fleet:device_new",
    "fleet:politician_new",
)
QUESTIONS = (
    "",
    "?q=hemmelig",
    "?municipality={other}",
    "?as_of=2030-12-31",
    "?sort=-serial",
    "?management=yes",
    "?due=2030-01-01",
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_page_and_no_filter_shows_another_municipality(client, contact, address, question):
    client.force_login(contact)
    other = make_municipality(number="1579").pk
    text = client.get(reverse(address) + question.format(other=other)).content.decode()
    if question == "?q=hemmelig":
        text = text.replace('value="hemmelig"', "").replace("q=hemmelig", "")
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("name", ["fleet:device_export", "fleet:politician_export"])
def test_no_file_holds_another_municipality(client, contact, name):
    client.force_login(contact)
    text = client.get(reverse(name, args=["csv"])).content.decode("utf-8-sig")
    assert ([secret for secret in SECRETS if secret in text], text.count("\r\n")) == ([], 2)


def test_what_is_out_of_reach_is_not_there(client, contact):
    client.force_login(contact)
    device, person = Device.objects.get(serial="HEMMELIG1"), Politician.objects.get(family_name="Hemmelig")
    places = [
        reverse("fleet:device_page", args=[device.pk]),
        reverse("fleet:device_edit", args=[device.pk]),
        reverse("fleet:politician_page", args=[person.pk]),
        reverse("fleet:replacement_devices", args=["1579"]),
        reverse("fleet:replacement_export", args=["1579", "xlsx"]),
        reverse("fleet:check_of_municipality", args=["1579"]),
    ]
    assert [client.get(place).status_code for place in places] == [404] * len(places)


def test_nothing_is_written_in_another_municipality(client, contact):
    client.force_login(contact)
    other = make_municipality(number="1579")
    device, person = Device.objects.get(serial="HEMMELIG1"), Politician.objects.get(family_name="Hemmelig")
    own = Device.objects.get(serial="EGEN1")
    client.post(reverse("fleet:device_bulk"), {"pk": device.pk, "owner": "politician"})
    client.post(reverse("fleet:device_bulk"), {"all": "1", "query": f"municipality={other.pk}", "kind": "phone"})
    client.post(reverse("fleet:politician_bulk"), {"pk": person.pk, "party": "Ny"})
    client.post(
        reverse("fleet:device_new"),
        {"municipality": other.pk, "serial": "NY", "kind": "pc", "owner": "municipality", "status": "spare"},
    )
    moved = {"municipality": other.pk, "serial": "EGEN1", "kind": "pc", "owner": "municipality", "status": "spare"}
    client.post(reverse("fleet:device_edit", args=[own.pk]), moved)
    client.post(reverse("fleet:device_assign", args=[own.pk]), {"politician": person.pk, "since": "2023-12-01"})
    file = ContentFile(b"Serienummer\r\nNY\r\n", name="x.csv")
    client.post(reverse("fleet:import_list"), {"municipality": "1579", "kind": "devices", "file": file})
    device.refresh_from_db()
    person.refresh_from_db()
    own.refresh_from_db()
    assert (device.owner, device.kind, person.party) == ("municipality", "pc", "Hemmeliglista")
    assert (own.municipality.number, Device.objects.filter(serial="NY").count()) == ("1547", 0)
