"""Signing in: what the library is set to must really hold here."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from cooperation.models import Role, User
from tests.factories import PASSWORD, make_body, make_cooperation, make_secretary, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client):
    make_cooperation()
    client.cookies["django_language"] = "en"


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_signed_in(client):
    return client.get(reverse("cooperation:account_page")).status_code == 200


def test_the_account_page_says_who_and_what(client):
    user = make_user((Role.SECRETARY, make_body()), name="Kari Eikrem")
    client.force_login(user)
    response = client.get(reverse("cooperation:account_page"))
    assert [(grant.role, grant.body) for grant in response.context["grants"]] == [(Role.SECRETARY, make_body())]


def test_sign_in_whatever_the_letters(client):
    user = make_user(email="kari@example.org")
    sign_in(client, "Kari@Example.org")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_too_many_wrong_passwords_close_the_door_for_the_right_one(client):
    user = make_user()
    for _try in range(6):
        sign_in(client, user.email, "feil passord 1234")
    sign_in(client, user.email)
    assert not is_signed_in(client)


def test_another_user_is_not_shut_out_by_it(client):
    user, other = make_user(), make_user()
    for _try in range(6):
        sign_in(client, user.email, "feil passord 1234")
    sign_in(client, other.email)
    assert is_signed_in(client)


def test_wrong_address_and_wrong_password_look_the_same(client):
    user = make_user()
    known = sign_in(client, user.email, "feil passord 1234").context["form"].errors
    unknown = sign_in(client, "ingen@example.org", "feil passord 1234").context["form"].errors
    assert known == unknown


def test_a_reset_for_an_unknown_address_looks_the_same_and_sends_nothing(client):
    user = make_user()
    answers = [client.post(reverse("account_reset_password"), {"email": to}) for to in (user.email, "x@example.org")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, reverse("account_reset_password_done"))
    ] * 2
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_resets_are_limited(client):
    user = make_user()
    statuses = [client.post(reverse("account_reset_password"), {"email": user.email}).status_code for _ in range(7)]
    assert len(mail.outbox) == 5
    assert statuses[-1] == 429


def test_nobody_signs_up(client):
    new = {"email": "ny@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), new)
    assert not User.objects.filter(email="ny@example.org").exists()


def test_an_inactive_user_does_not_come_in(client):
    user = make_user(is_active=False)
    sign_in(client, user.email)
    assert not is_signed_in(client)


def test_an_inactive_user_gets_no_reset_mail(client):
    client.post(reverse("account_reset_password"), {"email": make_user(is_active=False).email})
    assert mail.outbox == []


def test_deactivation_ends_the_session(client):
    user = make_user()
    client.force_login(user)
    assert is_signed_in(client)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not is_signed_in(client)


def test_a_new_password_ends_other_sessions(client):
    user = make_user()
    client.force_login(user)
    user.set_password("et helt annet passord 5678")
    user.save()
    assert not is_signed_in(client)


def test_sign_out_is_by_post_only(client):
    client.force_login(make_user())
    client.get(reverse("account_logout"))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_a_session_of_someone_who_may_no_longer_sign_in_opens_nothing(client):
    user = make_secretary()
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get(reverse("meetings:meeting_list")).status_code == 302


def test_a_user_without_any_role_is_known(client):
    client.force_login(make_user())
    assert client.get(reverse("cooperation:account_page")).status_code == 200
