"""Write the change log, and seal its lines into a chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone

from cooperation.documents.bell import ring
from cooperation.models import Change, LogHead, User
from cooperation.rules.hash_chain import Break, Line, first_break, linked

# What a thing can belong to, nearest first.
OWNERS = ("case", "meeting", "body")
_moment: ContextVar[datetime | None] = ContextVar("moment of the log", default=None)


def log_change(
    subject: Model,
    verb: str,
    *,
    by: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Change:
    """Add one line: what was done to which thing, by whom, with what was before and after (JSON values only)."""
    transaction.on_commit(ring)  # the worker seals what is written
    return Change.objects.create(
        at=_moment.get() or timezone.now(),
        subject=key_of(subject),
        within=_owner_of(subject),
        verb=verb,
        by=by,
        before=before,
        after=after,
    )


@contextmanager
def logged_as_of(moment: datetime) -> Iterator[None]:
    """Lines written inside are dated like this: for the demo, whose meetings are held on made-up days."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def key_of(thing: Model) -> str:
    """How the log names a thing: "app.model:pk"."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def _owner_of(subject: Model) -> str:
    """What the thing belongs to just now: its case, else its meeting, else its body. Asks the database nothing."""
    fields = {field.name: field for field in subject._meta.concrete_fields}
    for name in OWNERS:
        field = fields.get(name)
        if isinstance(field, ForeignKey) and (pk := getattr(subject, field.attname)) is not None:
            return f"{field.related_model._meta.label_lower}:{pk}"
    return ""


def head_file() -> Path:
    """A copy of the chain's end outside the database, so that lines cut from the end of both tables show."""
    return Path(settings.DATA_DIR) / "change-log-head.json"


@transaction.atomic
def seal_log() -> int:
    """Give every line that is committed and not sealed its place and hash. Returns how many.

    Done after the change itself: a chain that is written inside every transaction would let only one be under way.
    """
    if not Change.objects.filter(place=None).exists():
        return 0
    LogHead.objects.get_or_create(pk=1)
    head = LogHead.objects.select_for_update().get(pk=1)
    waiting = {row.pk: row for row in Change.objects.filter(place=None).order_by("pk")}
    if not waiting:  # somebody else has sealed them meanwhile
        return 0
    lines = [_line(row) for row in waiting.values()]
    for row, line in zip(waiting.values(), linked(lines, place=head.lines, previous=head.sha256), strict=True):
        models.QuerySet(Change).filter(pk=row.pk, place=None).update(
            place=line.place, previous_sha256=line.previous, sha256=line.sha256
        )
        head.lines, head.sha256 = line.place, line.sha256
    head.save()
    told = json.dumps({"lines": head.lines, "sha256": head.sha256})
    transaction.on_commit(lambda: _tell_head(told))
    return len(waiting)


def _tell_head(told: str) -> None:
    path = head_file()
    # A name of its own: two workers may tell theirs at the same time.
    new = path.with_name(f"{path.stem}-{uuid4().hex}.new")
    new.write_text(told)
    new.replace(path)


def _line(row: Change) -> Line:
    return Line(
        row.place or 0,
        row.at,
        row.by_id,
        row.subject,
        row.within,
        row.verb,
        row.before,
        row.after,
        row.previous_sha256,
        row.sha256,
    )


def broken_log() -> Break | None:
    """The first place where the log is not as it was written, or None. The head in the database and in the file count."""
    head = LogHead.objects.filter(pk=1).first() or LogHead()
    lines = (_line(row) for row in Change.objects.sealed().iterator(chunk_size=2000))
    if found := first_break(lines, head_lines=head.lines, head_sha256=head.sha256):
        return found
    path = head_file()
    if path.exists():
        kept = json.loads(path.read_text())
        if kept["lines"] > head.lines:
            return Break(head.lines, "cut")
        if kept["lines"] and not Change.objects.filter(place=kept["lines"], sha256=kept["sha256"]).exists():
            return Break(kept["lines"], "changed")
    return None
