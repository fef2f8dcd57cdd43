"""The files that are in store and still show their meeting as it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Subquery

from cooperation.documents.html import style_version
from cooperation.documents.store import path_of
from cooperation.models import Cooperation, User
from meetings.models import DocumentKind, DocumentState, Meeting


@dataclass(frozen=True)
class ReadyFile:
    sha256: str
    name: str


def revision_key(meeting_revision: int, register_revision: int) -> str:
    """What a document depends on: the meeting, the names in the register, the layout."""
    return f"{meeting_revision}-{register_revision}-{style_version()}"


def ready_file(user: User, pk: int, kind: str) -> ReadyFile | None:
    """The stored file of this meeting's document, if the user may read it and nothing has changed since it was made.

    One query for all of it: the same file is opened again and again.
    """
    readable = Meeting.objects.all()
    meetings = readable.showing_minutes_to(user) if kind == DocumentKind.MINUTES else readable.visible_to(user)
    found = (
        meetings.filter(pk=pk, documents__kind=kind, documents__state=DocumentState.READY)
        .annotate(register_revision=Subquery(Cooperation.objects.order_by("pk").values("revision")[:1]))
        .values_list("year", "number", "revision", "register_revision", "documents__revision_key", "documents__sha256")
    )
    for year, number, revision, register_revision, made_from, sha256 in found:
        if made_from == revision_key(revision, register_revision or 0):
            return ReadyFile(sha256, f"{kind}-{year}-M{number}.pdf") if path_of(sha256).exists() else None
    return None
