from datetime import date

import pytest
from django.urls import reverse

from cooperation.models import Role
from tests.factories import make_body, make_cooperation, make_membership, make_municipality, make_person, make_user

pytestmark = pytest.mark.django_db

MAKE = {
    "municipalities": lambda number: make_municipality(number=f"15{number:02}", name=f"Kommune {number}"),
    "bodies": lambda number: make_body(slug=f"utval-{number}", name=f"Utval {number}"),
    "people": lambda number: make_person(municipality=make_municipality()),
    "memberships": lambda number: make_membership(municipality=make_municipality(), since=date(2020, 1, number)),
    "users": lambda number: make_user((Role.SECRETARY, make_body()), (Role.CONTACT, make_municipality())),
}


@pytest.fixture(autouse=True)
def signed_in(client, administrator):
    make_cooperation()
    client.force_login(administrator)


def listed(client, noun, **query):
    return list(client.get(reverse("cooperation:entry_list", args=[noun]), query).context["page"].object_list)


@pytest.mark.parametrize("noun", MAKE)
def test_as_many_queries_for_three_rows_as_for_one(client, noun, django_assert_num_queries):
    url = reverse("cooperation:entry_list", args=[noun])
    MAKE[noun](1)
    client.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get(url)
    MAKE[noun](2)
    MAKE[noun](3)
    with django_assert_num_queries(len(one)):
        client.get(url)


def test_people_are_listed_by_the_alphabet(client):
    for name in ("Åsen", "Ærø", "Aas", "berg", "Østby", "Zakariassen"):
        make_person(family_name=name)
    assert [person.family_name for person in listed(client, "people")] == [
        "berg", "Zakariassen", "Ærø", "Østby", "Aas", "Åsen",
    ]  # fmt: skip


def test_bodies_are_listed_by_the_alphabet(client):
    for name in ("Årsmøtet", "Ærverdig råd", "arbeidsutvalet", "Økonomiutvalet", "Samarbeidsrådet"):
        make_body(slug=name[0].lower(), name=name)
    assert [body.name for body in listed(client, "bodies")] == [
        "arbeidsutvalet", "Samarbeidsrådet", "Ærverdig råd", "Økonomiutvalet", "Årsmøtet",
    ]  # fmt: skip


def test_people_are_found_by_every_word(client):
    ask = make_person(family_name="Aasgård", given_name="Mona")
    make_person(family_name="Aasgård", given_name="Per")
    assert listed(client, "people", q="mona aas") == [ask]


def test_fifty_on_a_page(client):
    for _number in range(51):
        make_person()
    assert len(listed(client, "people")) == 50
    assert len(listed(client, "people", page=2)) == 1


def test_an_unknown_noun_is_not_found(client):
    assert client.get("/administration/things/").status_code == 404
