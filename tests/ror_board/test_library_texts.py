"""What the libraries say at the sign-in and in forms is said in both forms of Norwegian."""

from __future__ import annotations

import re
from html import unescape

import pytest
from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from django.core import mail
from django.forms import BaseForm
from django.urls import get_resolver, reverse
from django.utils.functional import Promise
from django.utils.translation import override, trans_real

from tests.factories import PASSWORD, make_cooperation, make_user

# The reasons of the library that go with what is not open here: several addresses, telephones, codes, sign-up.
NOT_OPEN_HERE = {
    "cannot_remove_primary_email", "duplicate_email", "phone_password_mismatch", "incorrect_code", "max_email_addresses",
    "phone_taken", "unknown_phone", "unverified_primary_email", "username_blacklisted", "username_password_mismatch",
    "username_taken", "select_only_one",
}  # fmt: skip
ACCOUNT_FORMS = (
    account.LoginForm, account.ChangePasswordForm, account.SetPasswordForm, account.ResetPasswordForm,
    account.ResetPasswordKeyForm, account.ReauthenticateForm,
)  # fmt: skip


def below(form: type) -> set[type]:
    return {form}.union(*map(below, form.__subclasses__()))


def source_text(text: object) -> str:
    with override("en"):
        return str(text)


def texts_of_fields(form: type) -> set[str]:
    """What the fields of a form can answer: the messages of the fields and of their checks."""
    messages = []
    for field in getattr(form, "base_fields", {}).values():
        messages += field.error_messages.values()
        messages += [getattr(validator, "message", "") for validator in field.validators]
    return {source_text(message) for message in messages if isinstance(message, Promise)}


def is_translated(text: str, language: str) -> bool:
    """Whether the language has the text itself, without falling back on another."""
    catalogue = trans_real.translation(language)._catalog
    return text in catalogue or (text, 1) in catalogue


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_form_answers_in_the_language(language):
    get_resolver()._populate()  # with the addresses all forms are there
    ours = {form for form in below(BaseForm) if (form.__module__).split(".")[0] not in ("django", "allauth")}
    assert len(ours) > 50
    texts = set().union(*map(texts_of_fields, ours.union(ACCOUNT_FORMS)))
    texts |= {source_text(text) for name, text in get_adapter().error_messages.items() if name not in NOT_OPEN_HERE}
    assert sorted(text for text in texts if not is_translated(text, language)) == []


SAID = {
    "nb": {
        "wrong": "E-postadressen eller passordet er feil.",
        "too many": "For mange mislykkede forsøk på å logge inn. Prøv igjen senere.",
        "now": "Skriv passordet du har nå.",
        "short": "Passordet er for kort. Det må ha minst 12 tegn.",
        "common": "Dette passordet er for vanlig.",
        "similar": "Passordet er for likt e-post.",
        "differ": "Du må skrive det samme passordet begge gangene.",
    },
    "nn": {
        "wrong": "E-postadressa eller passordet er feil.",
        "too many": "For mange mislykka forsøk på å logge inn. Prøv igjen seinare.",
        "now": "Skriv passordet du har no.",
        "short": "Passordet er for kort. Det må ha minst 12 teikn.",
        "common": "Dette passordet er for vanleg.",
        "similar": "Passordet er for likt e-post.",
        "differ": "Du må skrive det same passordet begge gongene.",
    },
}


@pytest.fixture(params=["nb", "nn"])
def said(request, client, db):
    make_cooperation()
    client.cookies["django_language"] = request.param
    return SAID[request.param]


def shown(response) -> list[str]:
    """The errors on the page, above the form and at its fields."""
    page = response.content.decode()
    errors = re.findall(r'(?:role="alert"><p class="ds-paragraph"|class="ds-validation-message"[^>]*)>(.*?)</p>', page)
    return [unescape(error) for error in errors]


def test_a_wrong_password_and_too_many_of_them(client, said):
    user = make_user()
    wrong = {"login": user.email, "password": "feil passord 1234"}
    answers = [shown(client.post(reverse("account_login"), wrong)) for _try in range(6)]
    assert (answers[0], answers[-1]) == ([said["wrong"]], [said["too many"]])


@pytest.mark.parametrize(
    ("new", "again", "reason"),
    [
        ("kort og 1", "kort og 1", "short"),
        ("password1234", "password1234", "common"),
        ("kari.eikrem@example.org", "kari.eikrem@example.org", "similar"),
        ("et helt annet passord 5678", "noe annet enn det 5678", "differ"),
    ],
)
def test_a_new_password_that_is_refused(client, said, new, again, reason):
    client.force_login(make_user(email="kari.eikrem@example.org"))
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": again}
    assert shown(client.post(reverse("account_change_password"), sent)) == [said[reason]]


def test_the_password_of_now_is_wrong(client, said):
    client.force_login(make_user())
    sent = {
        "oldpassword": "feil passord 1234",
        "password1": "et nytt passord 5678",
        "password2": "et nytt passord 5678",
    }
    assert shown(client.post(reverse("account_change_password"), sent)) == [said["now"]]


def test_a_password_chosen_by_the_link_of_a_mail(client, said):
    user = make_user()
    client.post(reverse("account_reset_password"), {"email": user.email})
    [message] = mail.outbox
    page = client.get(re.search(r"http://[^/]+(/\S+)", message.body)[1], follow=True)
    answer = client.post(page.request["PATH_INFO"], {"password1": "kort", "password2": "kort"})
    assert shown(answer) == [said["short"]]
