from datetime import date

import pytest
from django.urls import reverse

from cooperation.models import Change
from fleet.models import Device, DeviceAssignment, Politician
from tests.factories import make_leader, make_municipality
from tests.fleet.factories import (
    make_account,
    make_device,
    make_device_assignment,
    make_licence,
    make_lifetime,
    make_politician,
    make_subsidy,
    make_term,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client):
    leader = make_leader()
    client.force_login(leader)
    return leader


def fill(count):
    term = make_term()
    for _number in range(count):
        politician = make_politician(term=term)
        make_device_assignment(device=make_device(), politician=politician)
        make_licence(account=make_account(politician=politician))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("fleet:device_list", 8),
        ("fleet:politician_list", 13),
        ("fleet:overview", 10),
        ("fleet:replacement_page", 11),
        ("fleet:check_page", 21),
        ("fleet:import_list", 6),
    ],
)
def test_a_list_asks_as_many_questions_for_many_rows_as_for_one(
    client, leader, django_assert_num_queries, *, rows, address, queries
):
    make_municipality(number="1547", name="Aukra")
    make_lifetime()
    fill(rows)
    client.get(reverse(address))
    with django_assert_num_queries(queries):
        client.get(reverse(address))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["A1", "A2", "A3"]),
        ("?kind=tablet", ["A2"]),
        ("?owner=politician", ["A3"]),
        ("?status=lost", ["A3"]),
        ("?held=yes", ["A1"]),
        ("?held=no", ["A2", "A3"]),
        ("?management=yes", ["A2"]),
        ("?management=no", ["A1", "A3"]),
        ("?management=silent", ["A2"]),
        ("?due=2023-12-31", ["A1"]),
        ("?due=i+morgen", ["A1", "A2", "A3"]),
        ("?q=nordnes", ["A1"]),
        ("?q=pad+a2", ["A2"]),
        ("?sort=-serial", ["A3", "A2", "A1"]),
        ("?sort=tull", ["A1", "A2", "A3"]),
        ("?page=99", ["A1", "A2", "A3"]),
    ],
)
def test_devices_are_found(client, leader, question, found):
    make_lifetime(months=48)
    one = make_device(serial="A1", purchased_on="2019-12-31")
    make_device_assignment(device=one, politician=make_politician(family_name="Nordnes"))
    make_device(serial="A2", kind="tablet", model="Pad", is_enrolled=True, status="spare")
    make_device(serial="A3", owner="politician", status="lost")
    page = client.get(reverse("fleet:device_list") + question).context["page"]
    assert [device.serial for device in page.object_list] == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["Berg", "Dal", "Eik"]),
        ("?q=eik", ["Eik"]),
        ("?party=fjordlista", ["Berg"]),
        ("?role=deputy", ["Dal"]),
        ("?sits=yes", ["Berg", "Dal"]),
        ("?sits=no", ["Eik"]),
        ("?sits=yes&role=council", ["Berg"]),
        ("?device=yes", ["Berg"]),
        ("?device=no", ["Dal", "Eik"]),
        ("?licence=yes", ["Dal"]),
        ("?licence=no", ["Berg", "Eik"]),
        ("?address=spelling", ["Dal"]),
        ("?address=other", ["Eik"]),
        ("?address=none", []),
        ("?sort=-name", ["Eik", "Dal", "Berg"]),
    ],
)
def test_politicians_are_found(client, leader, question, found):
    term = make_term(until=date(2099, 9, 30))
    aukra = make_municipality(number="1547", name="Aukra", politician_domain="aukrapolitikar.no")
    berg = make_politician(
        municipality=aukra, family_name="Berg", party="Fjordlista", term=term, email="b@aukrapolitikar.no"
    )
    dal = make_politician(municipality=aukra, family_name="Dal", term=term, role="deputy", email="d@aukrapolitiker.no")
    make_politician(municipality=aukra, family_name="Eik", email="e@example.no")
    make_device_assignment(device=make_device(municipality=aukra), politician=berg)
    make_licence(account=make_account(municipality=aukra, politician=dal))
    page = client.get(reverse("fleet:politician_list") + question).context["page"]
    assert [person.family_name for person in page.object_list] == found


def test_a_term_and_a_municipality_narrow_the_list(client, leader):
    term = make_term()
    kari = make_politician(term=term)
    make_politician(municipality=make_municipality(number="1547", name="Aukra"), term=term)
    question = f"?term={term.pk}&municipality={kari.municipality_id}"
    page = client.get(reverse("fleet:politician_list") + question).context["page"]
    assert list(page.object_list) == [kari]


def test_a_device_is_registered_changed_and_deleted(client, leader):
    facts = {"municipality": make_municipality().pk, "kind": "pc", "owner": "municipality", "status": "spare"}
    client.post(reverse("fleet:device_new"), facts | {"serial": "a1"})
    device = Device.objects.get()
    refused = client.post(reverse("fleet:device_new"), facts | {"serial": "A1"})
    client.post(reverse("fleet:device_edit", args=[device.pk]), facts | {"serial": "A2", "price": "9500"})
    device.refresh_from_db()
    assert (refused.status_code, device.serial, str(device.price)) == (422, "A2", "9500.00")
    client.post(reverse("fleet:device_delete", args=[device.pk]))
    assert Device.objects.count() == 0


def test_a_device_is_handed_out_and_taken_back(client, leader):
    device = make_device(status="spare")
    kari = make_politician()
    wrong = client.post(reverse("fleet:device_assign", args=[device.pk]), {"politician": "", "since": ""})
    client.post(reverse("fleet:device_assign", args=[device.pk]), {"politician": kari.pk, "since": "2023-12-01"})
    assignment = DeviceAssignment.objects.get()
    end = reverse("fleet:device_take_back", args=[assignment.pk])
    unclear = client.post(end, {"ended_as": "solgt", "on": "2023-12-02"})
    client.post(end, {"ended_as": "returned", "on": "2023-12-02"})
    device.refresh_from_db()
    assert (wrong.status_code, unclear.status_code, device.status) == (422, 422, "returned")


def test_many_devices_are_changed_from_the_list(client, leader):
    one, other = make_device(), make_device(kind="tablet")
    bulk = reverse("fleet:device_bulk")
    told = client.post(bulk, {"pk": [one.pk], "status": "spare", "query": "kind=pc"})
    assert (told.status_code, told["Location"]) == (302, "/fleet/devices/?kind=pc")
    client.post(bulk, {"all": "1", "query": "kind=tablet", "owner": "politician"})
    assert client.post(bulk, {"pk": [one.pk], "price": "mye"}).status_code == 422
    assert list(Device.objects.order_by("pk").values_list("status", "owner")) == [
        ("spare", "municipality"),
        ("in_use", "politician"),
    ]
    assert other.pk != one.pk


def test_a_politician_is_registered_with_a_warning_about_the_address(client, leader):
    aukra = make_municipality(number="1547", name="Aukra", politician_domain="aukrapolitikar.no")
    facts = {"municipality": aukra.pk, "family_name": "Nes", "email": "kari@aukrapolitiker.no"}
    page = client.post(reverse("fleet:politician_new"), facts, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["success"]
    assert page.text.count(page.context["address_told"]) == 1
    kari = Politician.objects.get()
    assert client.post(reverse("fleet:politician_new"), facts).status_code == 422
    client.post(reverse("fleet:politician_edit", args=[kari.pk]), facts | {"email": "kari@example.no"})
    page = client.get(kari.get_absolute_url())
    assert "example.no" in page.context["address_told"]
    client.post(reverse("fleet:politician_delete", args=[kari.pk]))
    assert (Politician.objects.count(), Change.objects.first().verb) == (0, "delete")


def test_seats_and_subsidies_come_and_go_on_a_politicians_page(client, leader):
    kari, term = make_politician(), make_term()
    seats, subsidies = reverse("fleet:seat_add", args=[kari.pk]), reverse("fleet:subsidy_add", args=[kari.pk])
    client.post(seats, {"term": term.pk, "role": "council"})
    client.post(subsidies, {"amount": "8000", "granted_on": "2023-11-01"})
    refused = [client.post(seats, {"term": "", "role": ""}), client.post(subsidies, {"amount": "-1"})]
    assert [answer.status_code for answer in refused] == [422, 422]
    assert (kari.seats.count(), kari.subsidies.count()) == (1, 1)
    client.post(reverse("fleet:seat_delete", args=[kari.seats.get().pk]))
    client.post(reverse("fleet:subsidy_delete", args=[kari.subsidies.get().pk]))
    assert (kari.seats.count(), kari.subsidies.count()) == (0, 0)


def test_many_politicians_are_changed_from_the_list(client, leader):
    kari, term = make_politician(), make_term()
    bulk = reverse("fleet:politician_bulk")
    client.post(bulk, {"pk": [kari.pk], "term": term.pk, "role": "council"})
    client.post(bulk, {"all": "1", "query": "sits=yes&sort=name", "party": "Ny"})
    assert client.post(bulk, {"pk": [kari.pk], "until": "snart"}).status_code == 422
    kari.refresh_from_db()
    assert kari.seats.get().term == term


def test_terms_and_lifetimes_are_kept(client, leader):
    client.post(reverse("fleet:term_add"), {"since": "2023-10-01", "until": "2027-09-30"})
    lifetime = {"kind": "pc", "municipality": "", "months": "48", "price": "12000"}
    client.post(reverse("fleet:lifetime_save"), lifetime)
    client.post(reverse("fleet:lifetime_save"), lifetime | {"months": "60"})
    page = client.get(reverse("fleet:settings_page"))
    [term], [kept] = page.context["terms"], page.context["lifetimes"]
    assert (str(term), kept.months) == ("2023–2027", 60)
    assert client.post(reverse("fleet:term_add"), {"since": "2027-01-01"}).status_code == 422
    assert client.post(reverse("fleet:lifetime_save"), {"kind": "bil"}).status_code == 422
    client.post(reverse("fleet:term_delete", args=[term.pk]))
    client.post(reverse("fleet:lifetime_delete", args=[kept.pk]))
    page = client.get(reverse("fleet:settings_page"))
    assert (len(page.context["terms"]), len(page.context["lifetimes"])) == (0, 0)


def test_the_pages_of_one_thing(client, leader):
    make_lifetime()
    assignment = make_device_assignment(device=make_device(purchased_on="2020-01-01", is_enrolled=True))
    make_subsidy(politician=assignment.politician)
    pages = [assignment.device.get_absolute_url(), assignment.politician.get_absolute_url()]
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert client.get(reverse("fleet:politician_edit", args=[assignment.politician_id])).status_code == 200


def test_counts_are_given_to_the_cost_scenarios(client, leader):
    assert client.post(reverse("fleet:counts_hand_over")).status_code == 302


def test_what_people_who_have_left_still_hold_stands_out_on_the_list(client, leader):
    term = make_term(until=date(2999, 9, 30))
    for sits in (True, False):
        person = make_politician(term=term if sits else None)
        make_device_assignment(device=make_device(), politician=person)
        make_licence(account=make_account(politician=person))
    page = client.get(reverse("fleet:politician_list"))
    assert sorted(person.sits for person in page.context["page"].object_list) == [False, True]
    assert page.text.count('data-color="warning"') == 2


NAMES = ["Ås", "Berg", "aasen", "Østby", "Zakariassen", "Ærø"]
BY_ALPHABET = ["Berg", "Zakariassen", "Ærø", "Østby", "Ås", "aasen"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", BY_ALPHABET),
        ("?sort=name", BY_ALPHABET),
        ("?sort=-name", BY_ALPHABET[::-1]),
        ("?sort=municipality", BY_ALPHABET),
        ("?sort=party", BY_ALPHABET),
    ],
)
def test_politicians_are_listed_by_the_alphabet(client, leader, question, found):
    for name in NAMES:
        make_politician(family_name=name)
    page = client.get(reverse("fleet:politician_list") + question).context["page"]
    assert [person.family_name for person in page.object_list] == found


def test_politicians_are_listed_by_the_alphabet_of_their_parties(client, leader):
    parties = ["Åpen liste", "bygdelista", "Ærlig liste", "Øylista", "Bylista"]
    for party in parties:
        make_politician(party=party)
    page = client.get(reverse("fleet:politician_list") + "?sort=party").context["page"]
    assert [one.party for one in page.object_list] == [
        "bygdelista", "Bylista", "Ærlig liste", "Øylista", "Åpen liste",
    ]  # fmt: skip


def test_devices_of_those_who_left_are_listed_by_who_has_them(client, leader):
    place = make_municipality()
    for number, name in enumerate(NAMES):
        make_device_assignment(
            device=make_device(serial=f"A{number}"), politician=make_politician(municipality=place, family_name=name)
        )
    check = client.get(reverse("fleet:check_page")).context["check"]
    assert [one.politician.family_name for one in check.with_one_who_left] == BY_ALPHABET


def test_devices_are_listed_by_what_they_are_called(client, leader):
    for maker, model in [("Åker", "Bok"), ("bjørk", "Bok 2"), ("Bjørk", "bok 1"), ("Ørn", "Bok")]:
        make_device(manufacturer=maker, model=model)
    page = client.get(reverse("fleet:device_list") + "?sort=model").context["page"]
    assert [f"{one.manufacturer} {one.model}" for one in page.object_list] == [
        "Bjørk bok 1", "bjørk Bok 2", "Ørn Bok", "Åker Bok",
    ]  # fmt: skip
