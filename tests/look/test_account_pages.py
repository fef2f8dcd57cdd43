"""The pages of the sign-in library wear our look and our words."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.urls import reverse

from tests.factories import PASSWORD, make_cooperation, make_user


def heading(response) -> str:
    return re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)[1]).strip()


@pytest.fixture(autouse=True)
def english(client, db):
    make_cooperation()
    client.cookies["django_language"] = "en"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("account_login", "Sign in"),
        ("account_signup", "The administrator makes new users"),
        ("account_inactive", "This user may not sign in"),
        ("account_reset_password", "Forgotten your password?"),
        ("account_reset_password_done", "Look in your mail"),
        ("account_reset_password_from_key_done", "The password is saved"),
    ],
)
def test_open_pages(client, name, said):
    assert heading(client.get(reverse(name))) == said


@pytest.mark.parametrize(
    ("name", "said"), [("account_change_password", "Change password"), ("account_logout", "Sign out?")]
)
def test_pages_for_those_signed_in(client, name, said):
    client.force_login(make_user())
    assert heading(client.get(reverse(name))) == said


def test_a_forgotten_password_is_chosen_anew(client):
    user = make_user()
    client.post(reverse("account_reset_password"), {"email": user.email})
    [message] = mail.outbox
    link = re.search(r"http://[^/]+(/\S+)", message.body)[1]
    page = client.get(link, follow=True)
    assert heading(page) == "Choose a new password"
    new = "et helt annet passord 5678"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert heading(client.get(link, follow=True)) == "The link does not work"


def test_a_wrong_password_is_refused_in_place(client):
    user = make_user()
    response = client.post(reverse("account_login"), {"login": user.email, "password": "feil passord 1234"})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_pages_for_when_little_works_need_no_request(name):
    assert "<h1" in render_to_string(name)


def test_what_is_not_there_says_so(client):
    client.force_login(make_user())
    assert heading(client.get("/nowhere/")) == "There is nothing here"
