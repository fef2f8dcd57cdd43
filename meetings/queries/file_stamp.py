"""Everything that decides whether a reader gets a meeting's file, and which: one query."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from cooperation.models import Cooperation, Grant, User
from meetings.models import ApprovedMinutes, Document, Meeting, WordLayout


def file_stamp(session_key: str, user: int, meeting: int, kind: str) -> list[tuple[Any, ...]]:
    """The session, the user with the roles held, the register, the meeting, its document, layout and approval.

    As long as it is the same, so is the answer to this reader. Empty when the session or the meeting is gone or out
    of date. Nothing is decided here: the stamp only tells that a decision made before still holds.
    """
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [user, meeting, kind, session_key, now])
        return [tuple(row) for row in cursor.fetchall()]


@cache
def _statement() -> str:
    tables = {
        "session": Session,
        "reader": User,
        "grants": Grant,
        "cooperation": Cooperation,
        "meeting": Meeting,
        "document": Document,
        "approved": ApprovedMinutes,
        "layout": WordLayout,
    }
    # Written out, since putting it together anew takes many times as long as asking it.
    return (  # noqa: S608  # the models' own table names, nothing from outside
        "SELECT session.session_data, reader.password, reader.is_active,"
        " (SELECT MAX(revision) FROM {cooperation}), meeting.revision, meeting.state, meeting.body_id,"
        " document.state, document.sha256, document.revision_key, approved.sha256, layout.sha256,"
        " grants.id, grants.role, grants.body_id, grants.municipality_id"
        " FROM {session} session"
        " JOIN {reader} reader ON reader.id = %s"
        " JOIN {meeting} meeting ON meeting.id = %s"
        " JOIN {document} document ON document.meeting_id = meeting.id AND document.kind = %s"
        " LEFT JOIN {approved} approved ON approved.meeting_id = meeting.id AND approved.reopened_at IS NULL"
        " LEFT JOIN {layout} layout ON layout.body_id = meeting.body_id"
        " LEFT JOIN {grants} grants ON grants.user_id = reader.id"
        " WHERE session.session_key = %s AND session.expire_date > %s"
        " ORDER BY grants.id"
    ).format(**{name: connection.ops.quote_name(model._meta.db_table) for name, model in tables.items()})
