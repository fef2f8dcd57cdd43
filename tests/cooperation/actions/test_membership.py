from datetime import date

import pytest
from django.utils import translation

from cooperation.actions.membership import why_not_seat
from cooperation.models import Membership, MembershipRole, QuorumRule
from tests.factories import make_body, make_membership, make_municipality, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def seat(**facts):
    return Membership(
        **{"body": make_body(), "role": MembershipRole.MEMBER, "since": date(2024, 1, 1)}
        | facts
        | {"person": facts.get("person") or make_person()}
    )


def test_a_free_seat_is_taken():
    assert why_not_seat(seat()) == []


def test_every_reason_is_told_at_once():
    chosen = make_membership(body=make_body(slug="styret", name="Styret"))
    strange = seat(until=date(2023, 1, 1), deputy_for=chosen, rank=1, person=chosen.person)
    assert why_not_seat(strange) == [
        "The membership ends before it starts.",
        "Only a deputy has a rank and stands in for somebody.",
        "The deputy stands in for a member of another body.",
        "Nobody is their own deputy.",
    ]


def test_a_deputy_stands_in_for_somebody_with_a_seat():
    observer = make_membership(role=MembershipRole.OBSERVER)
    assert why_not_seat(seat(role=MembershipRole.DEPUTY, deputy_for=observer)) == [
        "A deputy stands in for somebody with a seat."
    ]


@pytest.mark.parametrize(
    ("since", "until", "reasons"),
    [
        (date(2024, 1, 1), None, ["This person already has this role in the body in those days."]),
        (date(2019, 1, 1), date(2020, 1, 1), ["This person already has this role in the body in those days."]),
        (date(2019, 1, 1), date(2019, 12, 31), []),
        (date(2025, 1, 1), None, []),
    ],
)
def test_nobody_has_a_role_twice_on_a_day(since, until, reasons):
    first = make_membership(since=date(2020, 1, 1), until=date(2024, 12, 31))
    assert why_not_seat(seat(person=first.person, since=since, until=until)) == reasons


def test_a_membership_does_not_stand_in_its_own_way():
    assert why_not_seat(make_membership()) == []


def test_nobody_has_two_seats():
    first = make_membership(role=MembershipRole.LEADER)
    assert why_not_seat(seat(person=first.person)) == ["In those days this person already sits in the body as: Leader."]


def test_a_secretary_may_have_a_seat_as_well():
    first = make_membership(role=MembershipRole.SECRETARY)
    assert why_not_seat(seat(person=first.person)) == []


def test_a_body_has_one_leader():
    first = make_membership(role=MembershipRole.LEADER)
    assert why_not_seat(seat(role=MembershipRole.LEADER)) == [f"In those days {first.person} already has this role."]


def test_two_deputies_do_not_share_a_rank():
    first = make_membership(role=MembershipRole.DEPUTY, rank=1)
    assert why_not_seat(seat(role=MembershipRole.DEPUTY, rank=1)) == [
        f"In those days {first.person} has the same rank."
    ]
    assert why_not_seat(seat(role=MembershipRole.DEPUTY, rank=2)) == []
    assert why_not_seat(seat(role=MembershipRole.DEPUTY, rank=1, municipality=make_municipality())) == []


def test_where_municipalities_are_counted_a_member_represents_one():
    body = make_body(slug="styret", name="Styret", quorum_rule=QuorumRule.MUNICIPALITIES)
    assert why_not_seat(seat(body=body)) == ["Choose the municipality: the body counts municipalities for its quorum."]
    assert why_not_seat(seat(body=body, municipality=make_municipality())) == []
