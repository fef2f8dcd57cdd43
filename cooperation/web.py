"""What every view shares: who may come in, how a refusal is shown, what each page knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from .access import Visitor, anyone, can_see_outbox
from .actions.rendered_file import ask_for_file
from .documents.bell import ring
from .documents.store import path_of
from .documents.workbook import CONTENT_TYPE
from .models import Cooperation, FileState, User
from .rules.refusal import Refused
from .unsent import sign_in_and_send_again, unsent_of

P = ParamSpec("P")
Predicate = Callable[[Visitor], bool]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
Answer = Callable[[HttpRequest], HttpResponse]

METHOD_NOT_ALLOWED = 405


class SignedInRequest(HttpRequest):
    """A request behind a door that only lets users in: for type checking."""

    user: User


def allow(predicate: Predicate) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Say at the door who may use a view. A visitor who is not signed in is sent to sign in; others get 403.

    `view.allowed` holds the predicate: a system check refuses to start with a view that has none.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if predicate(request.user):
                return view(request, *args, **kwargs)
            if request.user.is_authenticated:
                raise PermissionDenied
            return sign_in_first(request)

        guarded.allowed = predicate  # type: ignore[attr-defined]
        guarded.login_required = False  # type: ignore[attr-defined]  # decided here, not by Django's middleware
        return guarded

    return decorate


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; a script or htmx gets a 401 instead, so that no typed text goes astray."""
    if wants_json(request):
        return JsonResponse({"reasons": [_("You have been signed out.")]}, status=401)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    return sign_in_and_send_again(request)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


class SignInRequiredMiddleware:
    """Stands behind `allow`: a view that forgot to say who may is closed to those not signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if getattr(view, "allowed", None) is not None or request.user.is_authenticated:
            return None
        return sign_in_first(request)


class RefusedMiddleware:
    """Shows a refusal, with every reason and what was written, where the user stands."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = render(request, "405.html", status=METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if wants_json(request):
            return JsonResponse({"reasons": exception.reasons}, status=422)
        context = {
            "reasons": exception.reasons,
            "back": request.headers.get("Referer", ""),
            "unsent": unsent_of(request),
        }
        template = "_refused.html" if request.headers.get("HX-Request") else "refused.html"
        response = render(request, template, context, status=422)
        if request.headers.get("HX-Request"):
            response["HX-Retarget"] = "#messages"
            response["HX-Reswap"] = "innerHTML"
            response["HX-Reselect"] = "unset"
        return response


class LanguageMiddleware:
    """The interface speaks the language chosen in the cookie, else the installation's: Norwegian comes first.

    What a browser asks for by itself is left aside, because browsers here are often set up in English.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.codes = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.codes else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


FILE_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


class StoredFileResponse(FileResponse):
    """A file of the store: `stored` is its hash and the name it is saved under."""

    def __init__(self, stored: tuple[str, str], suffix: str) -> None:
        self.stored, self.suffix = stored, suffix
        sha256, name = stored
        super().__init__(
            path_of(sha256, suffix).open("rb"),
            filename=name,
            content_type=FILE_TYPES[suffix],
            as_attachment=suffix != "pdf",
        )


def file_answer(request: HttpRequest, ready: tuple[str, str], *, suffix: str = "pdf") -> HttpResponseBase:
    """A stored file, by its hash and the name it is saved under. A waiting page (htmx) is sent to open it.

    A browser shows a PDF; the others are saved.
    """
    etag = f'"{ready[0]}"'
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = request.get_full_path()
        return answer
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    response = StoredFileResponse(ready, suffix)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def pdf_of(  # what a waiting page says comes from the view that knows the page
    request: HttpRequest, html: str, *, kind: str, subject: str, name: str, heading: str, back: str
) -> HttpResponseBase:
    """Answer with the PDF of this HTML, made by the worker: the file, or a page that waits for it and opens it.

    The view has decided that the reader may see it. `kind` and `subject` say what it shows, `name` is the file's,
    `back` the page to return to. A POST tries once more to make one that failed.
    """
    language = request.LANGUAGE_CODE
    file = ask_for_file(kind, f"{subject}-{language}", html, language=language, again=request.method == "POST")
    if request.method == "POST":
        return redirect(request.get_full_path())
    if file.state == FileState.READY:
        return file_answer(request, (file.sha256, name))
    is_waiting = file.state == FileState.WAITING
    context = {
        "file": file,
        "heading": heading,
        "back": back,
        "is_waiting": is_waiting,
        "worker_listens": ring() if is_waiting else True,
    }
    return render(request, "cooperation/file_waiting.html", context, status=202 if is_waiting else 422)


def workbook_answer(content: bytes, name: str) -> HttpResponse:
    """A workbook to save, never to be kept by anything between."""
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What the base template needs on every page. Read lazily: a partial that shows none of it asks nothing."""
    return {
        "sees_outbox": SimpleLazyObject(lambda: can_see_outbox(request.user)),
        "cooperation": SimpleLazyObject(Cooperation.objects.current),
        "here": request.get_full_path(),
        "header_for": SimpleLazyObject(lambda: header_for(request)),
        "nav": SimpleLazyObject(lambda: navigation(request)),
        "search_url": SimpleLazyObject(lambda: search_url(request)),
        "colour_scheme": request.COOKIES.get("colour_scheme", "auto"),
    }


NAVIGATION: list[tuple[str, Callable[[], str], Predicate]] = []


SEARCHES: list[tuple[str, Predicate]] = []


def search_url(request: HttpRequest) -> str:
    """Where the search field of the header leads: the first search that the reader may use, empty when none is."""
    return next((reverse(url_name) for url_name, predicate in SEARCHES if predicate(request.user)), "")


def header_for(request: HttpRequest) -> tuple[object, ...]:
    """Whose header it is and where: what it shows beside the cooperation."""
    user = getattr(request, "user", None)  # an error page may be shown before anybody is known
    who: tuple[object, ...] = ()
    if isinstance(user, User):
        roles = tuple((grant.role, grant.body_id, grant.municipality_id) for grant in user.held_grants)
        who = (user.pk, user.name, user.email, *roles)
    return who, tuple(url for url in menu_urls() if request.path.startswith(url))


@cache
def menu_urls() -> tuple[str, ...]:
    """The addresses of the whole main menu, whoever may open them."""
    return tuple(reverse(url_name) for url_name, _label, _predicate in NAVIGATION)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The main menu: only what the reader may open. Each app adds its entries in its `urls.py`."""
    entries = []
    for url_name, label, predicate in NAVIGATION:
        if predicate(request.user):
            url = reverse(url_name)
            entries.append({"label": label(), "url": url, "current": request.path.startswith(url)})
    return entries


__all__ = ["Refused", "SignedInRequest", "allow", "anyone", "wants_json"]
