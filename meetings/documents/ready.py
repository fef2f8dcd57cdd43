"""The files that are in store and still show their meeting as it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery, Value

from cooperation.documents.html import style_version
from cooperation.documents.store import path_of
from cooperation.models import Cooperation, User
from meetings.models import ApprovedMinutes, DocumentKind, DocumentState, Meeting, WordLayout


@dataclass(frozen=True)
class ReadyFile:
    sha256: str
    name: str
    suffix: str = "pdf"


def revision_key(meeting_revision: int, register_revision: int, word_layout: str = "") -> str:
    """What a document depends on: the meeting, the names in the register, the layout, the body's Word layout."""
    return f"{meeting_revision}-{register_revision}-{style_version()}{f'-{word_layout}' if word_layout else ''}"


def ready_file(user: User, pk: int, kind: str) -> ReadyFile | None:
    """The stored file of this meeting's document, if the user may read it and nothing has changed since it was made.

    One query for all of it: the same file is opened again and again.
    """
    if kind not in DocumentKind.values:
        return None
    readable = Meeting.objects.all()
    wanted = DocumentKind(kind)
    meetings = readable.showing_minutes_to(user) if wanted.shows_minutes else readable.visible_to(user)
    layout = WordLayout.objects.filter(body=OuterRef("body")).values("sha256")[:1]
    approved = ApprovedMinutes.objects.in_force().filter(meeting=OuterRef("pk")).values("sha256")[:1]
    found = (
        meetings.filter(pk=pk, documents__kind=kind, documents__state=DocumentState.READY)
        .annotate(
            register_revision=Subquery(Cooperation.objects.order_by("pk").values("revision")[:1]),
            layout=Subquery(layout) if wanted.uses_layout else Value(""),
            frozen=Subquery(approved) if wanted == DocumentKind.MINUTES else Value(""),
        )
        .values_list(
            "year",
            "number",
            "revision",
            "register_revision",
            "layout",
            "frozen",
            "documents__revision_key",
            "documents__sha256",
        )
    )
    for year, number, revision, register_revision, layout_sha256, frozen, made_from, sha256 in found:
        if frozen:  # approved minutes are the file that was approved, whatever has changed around them
            return ReadyFile(frozen, file_name(wanted, year, number)) if path_of(frozen).exists() else None
        if made_from == revision_key(revision, register_revision or 0, layout_sha256 or ""):
            is_there = path_of(sha256, wanted.suffix).exists()
            return ReadyFile(sha256, file_name(wanted, year, number), wanted.suffix) if is_there else None
    return None


def frozen_minutes(meeting: Meeting) -> str:
    """The hash of the minutes that are approved and in force, or nothing."""
    return meeting.approvals.in_force().values_list("sha256", flat=True).first() or ""


def file_name(kind: DocumentKind, year: int, number: int) -> str:
    """The name a document is saved under, such as minutes-2023-M6.pdf."""
    return f"{kind.value.replace('_word', '').replace('_', '-')}-{year}-M{number}.{kind.suffix}"
