"""Tell that what a meeting's documents print has changed."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _

from cooperation.rules.refusal import Refused
from meetings.models import Meeting, State


def changed(meeting: Meeting | None) -> None:
    """Raise the meeting's revision, so that its stored documents are known to be old. A queue has none.

    This is also where approved minutes are read-only whatever was asked before: the row is held until the change is
    through, so that an approval that came in between refuses the change with all that belongs to it.
    """
    if meeting is None:
        return
    open_ones = Meeting.objects.filter(pk=meeting.pk).exclude(state=State.APPROVED)
    if not open_ones.update(revision=F("revision") + 1):
        raise Refused([_("The minutes of this meeting are approved, so nothing in it can be changed.")])


def revised(meeting: Meeting | None) -> None:
    """The same in any state: when the meeting takes a step such as approving, or what goes on after approval does."""
    if meeting is not None:
        Meeting.objects.filter(pk=meeting.pk).update(revision=F("revision") + 1)
