import pytest

from cooperation.actions.register import delete_entry, grant_role, save_entry, withdraw_role
from cooperation.models import Body, Change, Cooperation, Grant, Membership, Municipality, Person, Role, User
from cooperation.rules.refusal import Refused
from tests.factories import (
    make_administrator,
    make_body,
    make_cooperation,
    make_meeting,
    make_membership,
    make_municipality,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db


def reasons_of(action, *args, **named):
    with pytest.raises(Refused) as refused:
        action(*args, **named)
    return refused.value.reasons


@pytest.fixture(autouse=True)
def english():
    from django.utils import translation

    with translation.override("en"):
        yield


def test_a_save_leaves_a_line_in_the_change_log_and_raises_the_revision(administrator):
    cooperation = make_cooperation()
    municipality = make_municipality(number="1547", name="Aukra")
    municipality.name = "Aukra kommune"
    save_entry(municipality, by=administrator)
    change = Change.objects.get()
    assert (change.verb, change.by, change.before["name"], change.after["name"]) == (
        "save",
        administrator,
        "Aukra",
        "Aukra kommune",
    )
    assert Cooperation.objects.get().revision == cooperation.revision + 1


def test_a_password_never_reaches_the_change_log(administrator):
    save_entry(make_user(), by=administrator)
    assert {"password", "last_login"} & set(Change.objects.get().after) == set()


def test_a_new_user_has_no_password_to_sign_in_with(administrator):
    user = User(email="ny@example.org")
    save_entry(user, by=administrator)
    assert not user.has_usable_password()


def test_the_same_number_twice_is_refused(administrator):
    make_municipality(number="1547")
    assert reasons_of(save_entry, Municipality(number="1547", name="Aukra"), by=administrator) == [
        "An entry with the same name or number has been saved meanwhile."
    ]


def test_a_person_whom_nothing_refers_to_is_deleted(administrator):
    person = make_person()
    delete_entry(person, by=administrator)
    assert not Person.objects.exists()
    assert Change.objects.get().verb == "delete"


def test_a_person_who_sits_in_a_body_is_not_deleted(administrator):
    seat = make_membership()
    assert reasons_of(delete_entry, seat.person, by=administrator) == [
        "It is in use and cannot be deleted. In use by: memberships."
    ]
    assert Membership.objects.get().person == seat.person


def test_a_body_with_meetings_is_not_deleted(administrator):
    make_meeting(cases=[])
    assert len(reasons_of(delete_entry, make_body(), by=administrator)) == 1
    assert Body.objects.count() == 1


def test_a_user_is_not_deleted(administrator):
    assert len(reasons_of(delete_entry, make_user(), by=administrator)) == 1


def test_a_role_goes_with_what_it_needs(administrator):
    user, body, municipality = make_user(), make_body(), make_municipality()
    assert reasons_of(grant_role, user, Role.SECRETARY, municipality=municipality, by=administrator) == [
        "Choose the body: this role goes with one.",
        "This role does not go with a municipality. Leave the municipality empty.",
    ]
    assert reasons_of(grant_role, user, Role.CONTACT, body=body, by=administrator) == [
        "This role does not go with a body. Leave the body empty.",
        "Choose the municipality: a contact goes with one.",
    ]


def test_a_role_is_given_once(administrator):
    user = make_user()
    grant_role(user, Role.LEADER, by=administrator)
    assert reasons_of(grant_role, user, Role.LEADER, by=administrator) == ["The user has this role already."]
    assert user.grants.count() == 1


def test_a_role_is_taken_away(administrator):
    grant = grant_role(make_user(), Role.AUDITOR, by=administrator)
    withdraw_role(grant, by=administrator)
    assert not Grant.objects.filter(role=Role.AUDITOR).exists()


def test_the_last_administrator_keeps_the_role(administrator):
    assert reasons_of(withdraw_role, administrator.grants.get(), by=administrator) == [
        "You cannot take this role away from yourself. Another administrator can.",
        "This is the last administrator. Make another one first.",
    ]
    assert reasons_of(withdraw_role, administrator.grants.get(), by=make_user()) == [
        "This is the last administrator. Make another one first."
    ]


def test_another_administrator_takes_the_role_away(administrator):
    other = make_administrator()
    withdraw_role(other.grants.get(), by=administrator)
    assert list(Grant.objects.filter(role=Role.ADMINISTRATOR).values_list("user", flat=True)) == [administrator.pk]


def test_the_last_administrator_stays_active(administrator):
    administrator.is_active = False
    assert len(reasons_of(save_entry, administrator, by=administrator)) == 1
    administrator.refresh_from_db()
    assert administrator.is_active


def test_an_inactive_administrator_does_not_count(administrator):
    make_user((Role.ADMINISTRATOR, None), is_active=False)
    administrator.is_active = False
    assert len(reasons_of(save_entry, administrator, by=administrator)) == 1
