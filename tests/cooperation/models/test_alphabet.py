"""The database sorts as the rule does, whichever database it is."""

import string

import pytest
from django.db.models import Value
from django.db.models.functions import NullIf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation.models import Alphabetical, Membership, Municipality, Person
from cooperation.rules.alphabet import READINGS, alphabetical_key
from tests.factories import make_body, make_membership, make_municipality, make_person

pytestmark = pytest.mark.django_db


def named(*family_names):
    for name in family_names:
        make_person(family_name=name)


def family_names(people):
    return [person.family_name for person in people]


def test_people_come_as_norwegians_read_names():
    named(
        "Åsen",
        "østby",
        "Aas",
        "Ærø",
        "Zakariassen",
        "Ås",
        "Østby",
        "berg",
        "aasen",
        "Bergli",
        "Berg",
        "Öberg",
        "de Vik",
    )
    assert family_names(Person.objects.all()) == [
        "berg", "Berg", "Bergli", "de Vik", "Zakariassen", "Ærø", "Öberg", "østby", "Østby", "Aas", "Ås", "Åsen", "aasen",
    ]  # fmt: skip


def test_given_names_decide_between_those_whose_family_names_are_one():
    for family, given_name in [("Ås", "Åse"), ("Aas", "Øyvind"), ("AAS", "Anne"), ("Ås", "Bo")]:
        make_person(family_name=family, given_name=given_name)
    assert [str(person) for person in Person.objects.all()] == ["Anne AAS", "Bo Ås", "Øyvind Aas", "Åse Ås"]


def test_the_other_way_round():
    named("Ås", "Ærø", "Østby", "Berg")
    assert family_names(Person.objects.reverse()) == ["Ås", "Østby", "Ærø", "Berg"]
    assert Person.objects.last().family_name == "Ås"
    assert family_names(Person.objects.order_by(Alphabetical("family_name").desc())) == ["Ås", "Østby", "Ærø", "Berg"]


def test_what_is_sorted_by_a_body_follows_its_name():
    for name in ("Ås råd", "Ærø råd", "berg råd", "Østby råd"):
        make_membership(body=make_body(slug=name[:1].lower(), name=name))
    assert [seat.body.name for seat in Membership.objects.all()] == ["berg råd", "Ærø råd", "Østby råd", "Ås råd"]


def test_rows_are_told_apart_when_each_is_wanted_once():
    named("Ås", "Berg", "Ærø")
    for person in Person.objects.all():
        make_membership(person=person)
        make_membership(person=person, role="observer")
    seated = Person.objects.filter(memberships__body=make_body()).distinct()
    assert (family_names(seated), seated.count()) == (["Berg", "Ærø", "Ås"], 3)


def test_where_there_is_no_name_there_is_no_key():
    make_municipality(name="Ås")
    nothing = Municipality.objects.values_list(Alphabetical(NullIf("name", Value("Ås"))), flat=True)
    assert list(nothing) == [None]


def keys(names):
    """What the database makes of each name."""
    Person.objects.all().delete()
    Person.objects.bulk_create(Person(family_name=name, given_name=str(place)) for place, name in enumerate(names))
    return list(Person.objects.order_by("pk").values_list(Alphabetical("family_name"), flat=True))


def test_the_database_reads_every_letter_as_the_rule_does():
    names = [*READINGS, *string.printable, "Moe-Lie", "aaa", "Aaaa", "ÅAa", "東京", "Ærø Čáhci", "100 %", "It's"]
    assert keys(names) == [alphabetical_key(name) for name in names]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80), min_size=20, max_size=60))
def test_the_database_sorts_whatever_is_written_as_the_rule_does(names):
    keys(names)
    expected = sorted(range(len(names)), key=lambda place: (alphabetical_key(names[place]), place))
    found = Person.objects.order_by(Alphabetical("family_name"), "pk").values_list("given_name", flat=True)
    assert list(map(int, found)) == expected
