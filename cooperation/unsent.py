"""What a form sent and could not be taken in: shown, and sent again when it can be, so that no typed text is lost."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

FORM_TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of the field


@dataclass(frozen=True)
class Unsent:
    """The fields as they were sent (name, value), and the names of the files, which no page can hold."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """What a person wrote: words, not the keys and choices that a form sends along."""
        return [value for _name, value in self.fields if len(value.split()) > 1]


def unsent_of(request: HttpRequest) -> Unsent | None:
    """What was sent, or None when there is nothing to keep, or a password that no page may repeat."""
    fields = [(name, value) for name, values in request.POST.lists() if name != FORM_TOKEN for value in values]
    if not fields or any("password" in name for name, _value in fields):
        return None
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    return Unsent(tuple(fields), tuple(file.name or "" for file in files))


def sign_in_and_send_again(request: HttpRequest) -> HttpResponse:
    """For a visitor who was signed out meanwhile: to the sign-in page, or first the page that keeps what was sent."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    unsent = unsent_of(request)
    if unsent is None:
        return redirect_to_login(_page_of(request))
    context = {"unsent": unsent, "back": _page_of(request), "is_signed_out": True}
    return render(request, "unsent.html", context, status=401)


def sent_from_an_old_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Where Django turns down a form whose token is of an earlier sign-in.

    What was sent is offered again only when the browser says that a page of this very site sent it: else another
    site could have its own words sent by the reader's hand.
    """
    own = f"{request.scheme}://{request.get_host()}"
    unsent = unsent_of(request) if request.headers.get("Origin") == own else None
    if unsent is None:
        return render(request, "403_csrf.html", status=403)
    context = {"unsent": unsent, "back": _page_of(request), "is_signed_out": False}
    return render(request, "unsent.html", context, status=403)


def _page_of(request: HttpRequest) -> str:
    """The page that the form stood on, as far as the browser tells; else the front page."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return "/"
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
