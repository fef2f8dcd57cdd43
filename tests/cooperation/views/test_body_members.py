from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.models import MembershipRole
from tests.factories import make_body, make_cooperation, make_membership, make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, administrator):
    make_cooperation()
    client.force_login(administrator)
    return reverse("cooperation:body_members", args=[make_body().pk])


def groups(client, page, day):
    return [seats for _heading, seats in client.get(page, {"on": day}).context["groups"]]


def test_seats_are_shown_as_they_were_on_a_day(client, page):
    left = make_membership(until=date(2023, 9, 30))
    sits = make_membership(since=date(2023, 10, 1))
    comes = make_membership(since=date(2024, 1, 1))
    assert groups(client, page, "2023-12-13") == [[sits], [comes], [left]]
    assert groups(client, page, "2023-09-30") == [[left], [sits, comes], []]


def test_the_leader_first_and_deputies_by_rank(client, page):
    second = make_membership(role=MembershipRole.DEPUTY, rank=2)
    member = make_membership()
    first = make_membership(role=MembershipRole.DEPUTY, rank=1, deputy_for=member)
    leader = make_membership(role=MembershipRole.LEADER)
    assert groups(client, page, "2023-12-13") == [[leader, member, first, second], [], []]


@pytest.mark.parametrize("day", ["", "i dag", "2023-02-30"])
def test_a_day_that_is_none_is_today(client, page, day):
    sits = make_membership()
    assert groups(client, page, day) == [[sits], [], []]


def test_as_many_queries_for_three_seats_as_for_one(client, page):
    counts = []
    for more in (1, 2):
        for _seat in range(more):
            member = make_membership(municipality=make_municipality())
            make_membership(role=MembershipRole.DEPUTY, deputy_for=member)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]
