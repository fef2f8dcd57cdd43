"""The pages of a change of council: the guided job by its own buttons, and what a contact sees of it."""

from datetime import date

import pytest
from django.urls import reverse

from fleet.actions.council import start_change
from fleet.models import CouncilChange, DeviceStatus, Politician
from fleet.queries.council import council_state
from tests.factories import make_contact, make_cooperation, make_leader, make_municipality
from tests.fleet.factories import (
    make_account,
    make_device,
    make_device_assignment,
    make_licence,
    make_politician,
    make_term,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def aukra():
    make_cooperation()
    return make_municipality(number="1547", name="Aukra")


@pytest.fixture
def terms():
    return make_term(since=date(2019, 10, 1), until=date(2023, 9, 30)), make_term()


@pytest.fixture
def contact(aukra, client):
    contact = make_contact(aukra)
    client.force_login(contact)
    return contact


@pytest.fixture
def change(aukra, terms, contact):
    return start_change(aukra, terms[1], by=contact)


def go(client, change, verb, **sent):
    return client.post(reverse(f"fleet:council_{verb}", args=[change.pk]), sent)


def test_the_whole_job_by_its_buttons(client, contact, aukra, terms):
    old = make_politician(municipality=aukra, family_name="Dahl", term=terms[0])
    stays = make_politician(municipality=aukra, family_name="Lie", term=terms[0])
    make_device_assignment(device=make_device(municipality=aukra), politician=old)
    make_licence(account=make_account(municipality=aukra, politician=old))
    address = reverse("fleet:council_list")
    assert client.post(address, {"municipality": aukra.pk, "term": terms[1].pk}).status_code == 302
    assert client.post(address, {"municipality": aukra.pk, "term": terms[1].pk}).status_code == 422
    change = CouncilChange.objects.get()
    go(client, change, "stay", politician=stays.pk, role="council")
    go(client, change, "come", people="Moen, Liv; liv@example.no")
    new = Politician.objects.get(family_name="Moen")
    make_account(municipality=aukra, politician=new)
    assert go(client, change, "finish").status_code == 422
    go(client, change, "do", one=f"returned:{old.pk}")
    go(client, change, "do", politician=old.pk, do="free_licences")
    go(client, change, "do", one=f"account_closed:{old.pk}")
    device = old.device_assignments.get().device
    go(client, change, "hand_out", politician=new.pk, device=device.pk)
    go(client, change, "hand_out", politician=new.pk, product="STANDARDPACK")
    assert council_state(change).outstanding == 0
    assert go(client, change, "finish").status_code == 302
    change.refresh_from_db()
    assert change.closed_by == contact
    assert go(client, change, "reopen").status_code == 302
    go(client, change, "unseat", politician=new.pk)
    assert not new.seats.exists()


def test_a_list_with_a_fault_is_shown_again_as_it_was_written(client, change):
    answer = go(client, change, "come", people="; uten navn")
    assert answer.status_code == 422
    assert answer.context["form"]["people"].value() == "; uten navn"
    assert go(client, change, "come", people="").status_code == 422


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("stay", {"role": "king"}),
        ("do", {"do": "returned"}),
        ("do", {"one": "x"}),
        ("hand_out", {"device": "x"}),
        ("hand_out", {"product": "STANDARDPACK"}),
    ],
)
def test_what_names_nothing_is_refused(client, change, aukra, verb, sent):
    politician = make_politician(municipality=aukra)
    extra = {"politician": politician.pk} if verb == "hand_out" else {}
    assert go(client, change, verb, **sent, **extra).status_code == 422


def test_nothing_of_another_municipality_is_reached(client, change, terms):
    other = make_municipality(number="1506", name="Molde")
    secret = make_politician(municipality=other, family_name="Hemmelig", term=terms[0])
    device = make_device(municipality=other, serial="HEMMELIG", status=DeviceStatus.SPARE)
    theirs = start_change(other, terms[1], by=make_leader())
    for name in ("council_page", "council_export"):
        kwargs = {"pk": theirs.pk} | ({"suffix": "xlsx"} if name == "council_export" else {})
        assert client.get(reverse(f"fleet:{name}", kwargs=kwargs)).status_code == 404
    assert go(client, change, "do", one=f"kept:{secret.pk}").status_code == 422
    assert go(client, change, "hand_out", politician=secret.pk).status_code == 404
    own = make_politician(municipality=change.municipality)
    assert go(client, change, "hand_out", politician=own.pk, device=device.pk).status_code == 422
    shown = client.get(reverse("fleet:council_list")).content.decode()
    assert "Molde" not in shown
    page = client.get(reverse("fleet:council_page", args=[change.pk])).content.decode()
    assert "emmelig" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many_sit(client, change, terms, django_assert_num_queries, count):
    aukra = change.municipality
    for number in range(count):
        for term in terms:
            politician = make_politician(municipality=aukra, term=term, family_name=f"Navn {number}")
            make_device_assignment(device=make_device(municipality=aukra), politician=politician)
            make_licence(account=make_account(municipality=aukra, politician=politician))
    client.get(reverse("fleet:council_page", args=[change.pk]))
    with django_assert_num_queries(24):
        client.get(reverse("fleet:council_page", args=[change.pk]))


def test_the_checklist_is_a_file(client, change, terms, aukra):
    make_politician(municipality=aukra, family_name="Dahl", given_name="Ola", term=terms[0])
    make_politician(municipality=aukra, family_name="Moen", given_name="Liv", term=terms[1])
    answer = client.get(reverse("fleet:council_export", args=[change.pk, "csv"]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0].strip('"') for line in lines[1:]] == ["Dahl, Ola", "Moen, Liv"]


def test_a_price_is_written_as_people_write_it_and_undone(client, contact, change, aukra, terms):
    old = make_politician(municipality=aukra, family_name="Dahl", term=terms[0])
    make_device_assignment(device=make_device(municipality=aukra), politician=old)
    make_licence(account=make_account(municipality=aukra, politician=old, is_blocked=True))
    assert go(client, change, "do", **{"one": f"bought_out:{old.pk}", f"price-{old.pk}": "mye"}).status_code == 422
    go(client, change, "do", **{"one": f"bought_out:{old.pk}", f"price-{old.pk}": "kr 1 234,50"})
    go(client, change, "do", politician=old.pk, do="free_licences", price="99")
    page = client.get(change.get_absolute_url()).text.replace("\u00a0", " ")
    assert ("kr 1 234,50" in page, f"not_ended:{old.pk}" in page, f"not_freed:{old.pk}" in page) == (True, True, True)
    for verb in ("not_ended", "not_freed"):
        go(client, change, "do", one=f"{verb}:{old.pk}")
    [state] = council_state(change).leaving
    assert (len(state.assignments), len(state.licences)) == (1, 1)


def test_keys_of_four_digits_are_sent_as_they_are(client, contact, change, aukra, terms):
    old = make_politician(municipality=aukra, family_name="Dahl", term=terms[0], pk=123456)
    make_device_assignment(device=make_device(municipality=aukra), politician=old)
    make_politician(municipality=aukra, family_name="Moen", term=terms[1], pk=123457)
    page = client.get(change.get_absolute_url()).text
    assert ("123456" in page, "123457" in page, "123\u00a0456" in page, "123\u00a0457" in page) == (
        True, True, False, False,
    )  # fmt: skip
