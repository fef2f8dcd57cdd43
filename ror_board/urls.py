"""Every address of the program. Each view says who may; `ror_board.checks` refuses to start otherwise."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account import views as account
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from cooperation.access import anyone, signed_in
from cooperation.web import allow

from . import views

handler400 = "ror_board.views.not_understood"


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    return allow(anyone)(view)


def personal(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    return allow(signed_in)(view)


# The library's own names, of which only these pages are open: nobody signs up, nobody changes their address.
account_urls: list[URLPattern | URLResolver] = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("sign-up/", public(account.signup), name="account_signup"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("confirm/", personal(account.reauthenticate), name="account_reauthenticate"),
    path("password/", personal(account.password_change), name="account_change_password"),
    path("password/set/", personal(account.password_set), name="account_set_password"),
    path("password/forgotten/", public(account.password_reset), name="account_reset_password"),
    path("password/forgotten/sent/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/", public(account.password_reset_from_key_done), name="account_reset_password_from_key_done"
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("language/", public(set_language), name="set_language"),
    path("account/", include(account_urls)),
    path("", include("cooperation.urls")),
    path("", include("meetings.urls")),
    path("costs/", include("licensing.urls")),
    path("fleet/", include("fleet.urls")),
    path("economy/", include("economy.urls")),
    path("vision/", include("docs_vision.urls")),
]
