"""Tell that what a meeting's documents print has changed."""

from __future__ import annotations

from django.db.models import F

from meetings.models import Meeting


def changed(meeting: Meeting | None) -> None:
    """Raise the meeting's revision, so that its stored documents are known to be old. A queue has none."""
    if meeting is not None:
        Meeting.objects.filter(pk=meeting.pk).update(revision=F("revision") + 1)
