"""The program's own effect, from what it knows of meetings: see `docs_vision.rules.own_effect`."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from docs_vision.rules.own_effect import (
    ARCHIVE_READY,
    DAYS_TO_APPROVAL,
    ApprovedMinutes,
    Figure,
    FollowedAction,
    actions_in_time_share,
    archive_ready_share,
    days_to_approval,
)
from meetings.models import Action
from meetings.models import ApprovedMinutes as Approval


def own_figure(measure: str, *, today: date) -> Figure:
    """One of the figures in `rules.own_effect.MEASURES` as of today, with the rows behind it."""
    if measure == ARCHIVE_READY:
        return archive_ready_share(_approved(today))
    if measure == DAYS_TO_APPROVAL:
        return days_to_approval(_approved(today))
    return actions_in_time_share(_followed(), today=today)


def _approved(today: date) -> list[ApprovedMinutes]:
    """Minutes in force. The archive file is made with the approval, so its day is the day the row was written."""
    rows = Approval.objects.filter(reopened_at=None, approved_on__lte=today).select_related("meeting")
    return [
        ApprovedMinutes(
            row.meeting.label,
            row.meeting.date,
            row.approved_on,
            timezone.localdate(row.approved_at) if row.sha256 else None,
        )
        for row in rows.order_by("meeting__date", "pk")
    ]


def _followed() -> list[FollowedAction]:
    """Actions with a date. One is done on the day when the last of those answerable was."""
    found = []
    for action in Action.objects.filter(removed_at=None).exclude(due_on=None).prefetch_related("assignees"):
        answerable = list(action.assignees.all())
        days = [one.done_on for one in answerable if one.done_on]
        done_on = max(days) if days and len(days) == len(answerable) else None
        if action.due_on is not None:
            found.append(FollowedAction(action.text, action.due_on, done_on))
    return found
