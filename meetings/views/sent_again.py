"""A file that the same reader opens again is sent without asking everything anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.core.cache import caches
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from cooperation.web import StoredFileResponse, file_answer
from meetings.queries.file_stamp import file_stamp

FileView = Callable[[HttpRequest, int, str], HttpResponseBase]


class Opened(NamedTuple):
    """What a reader was sent, and what stood when that was decided."""

    user: int
    stamp: list[tuple[Any, ...]]
    file: tuple[str, str]
    suffix: str


def sent_again(view: FileView) -> FileView:
    """Stands before `allow` and remembers what it and the view decided for this session, until anything has changed
    that they look at: the session, the user, a role, the register, the meeting, the file.
    """

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
        session_key = request.session.session_key
        if session_key is None:
            return view(request, pk, kind)
        kept, key = caches["pages"], f"opened-{session_key}-{pk}-{kind}"
        opened: Opened | None = kept.get(key)
        if opened is not None and opened.stamp == file_stamp(session_key, opened.user, pk, kind):
            try:
                response = file_answer(request, opened.file, suffix=opened.suffix)
            except FileNotFoundError:  # no longer in store: the view has it made again
                return view(request, pk, kind)
            patch_vary_headers(response, ["Cookie"])
            return response
        if not request.user.is_authenticated:
            return view(request, pk, kind)
        # Taken before the view looks, so that a change while it does leaves a stamp that no longer holds.
        stamp = file_stamp(session_key, request.user.pk, pk, kind)
        response = view(request, pk, kind)
        if stamp and isinstance(response, StoredFileResponse):
            kept.set(key, Opened(request.user.pk, stamp, response.stored, response.suffix))
        return response

    return guarded
