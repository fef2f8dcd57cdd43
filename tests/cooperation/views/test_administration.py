import pytest
from django.urls import reverse

from cooperation.models import MembershipRole, Role
from tests.factories import make_body, make_cooperation, make_membership, make_municipality, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client, administrator):
    make_cooperation()
    client.force_login(administrator)
    client.cookies["django_language"] = "en"


def lacks(client):
    return [lack.text for lack in client.get(reverse("cooperation:administration")).context["lacks"]]


def test_it_says_what_is_missing_and_where_it_is_mended(client):
    make_body()
    make_municipality()
    assert lacks(client) == [
        "Samarbeidsrådet has no secretary.",
        "Samarbeidsrådet has no members today.",
        "Molde has no contact.",
    ]


def test_an_empty_register_says_where_to_begin(client):
    assert lacks(client) == ["There is no municipality yet.", "There is no body yet: the council or board that meets."]


def test_nothing_is_missing_when_all_is_there(client):
    make_membership(role=MembershipRole.LEADER, person=make_person(email="leder@example.org"))
    make_user((Role.SECRETARY, make_body()))
    make_user((Role.CONTACT, make_municipality()))
    assert lacks(client) == []


def test_a_member_without_an_address_is_missed(client):
    make_user((Role.SECRETARY, make_body()))
    make_user((Role.CONTACT, make_municipality()))
    seat = make_membership()
    [lack] = client.get(reverse("cooperation:administration")).context["lacks"]
    assert (lack.noun, lack.pk) == ("people", seat.person_id)


@pytest.mark.parametrize("who", ["secretary", "member", "leader", "contact", "auditor"])
def test_only_for_administrators(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("cooperation:administration")).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client):
    client.logout()
    url = reverse("cooperation:administration")
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"
