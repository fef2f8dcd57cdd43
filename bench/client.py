"""A signed-in browser without the browser: one kept connection, the session's cookies."""

from __future__ import annotations

import http.client
import re
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from cooperation.models import User

CSRF = "b" * 32


class Answer:
    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


class Client:
    def __init__(self, port: int, user: User) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = {settings.SESSION_COOKIE_NAME: signed_in_session(user), settings.CSRF_COOKIE_NAME: CSRF}

    def get(
        self, path: str, *, headers: dict[str, str] | None = None, accepted: tuple[int, ...] = (http.client.OK,)
    ) -> Answer:
        return self._ask("GET", path, None, headers or {}, accepted=accepted)

    def post(
        self,
        path: str,
        fields: dict[str, object],
        *,
        accept: str = "application/json",
        headers: dict[str, str] | None = None,
        accepted: tuple[int, ...] = (http.client.OK,),
    ) -> Answer:
        usual = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": CSRF, "Accept": accept}
        return self._ask("POST", path, urlencode(fields), usual | (headers or {}), accepted=accepted)

    def _ask(
        self,
        method: str,
        path: str,
        body: str | None,
        headers: dict[str, str],
        *,
        accepted: tuple[int, ...] = (http.client.OK,),
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.connection.request(method, path, body, headers | {"Cookie": cookies})
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError, http.client.CannotSendRequest):
            self.connection.close()  # kept too long: once more on a new connection
            self.connection.request(method, path, body, headers | {"Cookie": cookies})
            response = self.connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        if answer.status not in accepted:
            raise RuntimeError(f"{method} {path}: {answer.status}\n{plain(answer.body)}")
        return answer


def plain(body: bytes) -> str:
    """What an error page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", body.decode(errors="replace")).split())[:1000]


def signed_in_session(user: User) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
