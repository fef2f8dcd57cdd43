"""Figures that the program works out about its own effect: from plain facts, at a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from django.utils.translation import gettext_lazy as _

ARCHIVE_READY = "archive_ready_share"
DAYS_TO_APPROVAL = "days_to_approval"
ACTIONS_IN_TIME = "actions_in_time_share"

MEASURES = (
    (ARCHIVE_READY, _("Approved minutes that were archive-ready on the day of approval, per cent")),
    (DAYS_TO_APPROVAL, _("Days from meeting to approved minutes, median")),
    (ACTIONS_IN_TIME, _("Actions done in time, per cent")),
)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Figure:
    """A figure and the rows behind it. `value` is None when there is nothing to count."""

    value: Decimal | None
    counted: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class ApprovedMinutes:
    label: str
    met_on: date
    approved_on: date
    archived_on: date | None


@dataclass(frozen=True)
class FollowedAction:
    label: str
    due_on: date
    done_on: date | None


def archive_ready_share(minutes: Iterable[ApprovedMinutes]) -> Figure:
    """Per cent of the approved minutes whose archive file was stored no later than the day of approval."""
    rows = list(minutes)
    ready = [row for row in rows if row.archived_on is not None and row.archived_on <= row.approved_on]
    late = tuple(row.label for row in rows if row not in ready)
    return Figure(_per_cent(len(ready), len(rows)), tuple(row.label for row in ready), late)


def days_to_approval(minutes: Iterable[ApprovedMinutes]) -> Figure:
    """The median of days between meeting and approval."""
    rows = list(minutes)
    days = [(row.approved_on - row.met_on).days for row in rows]
    value = Decimal(str(median(days))).quantize(HUNDREDTH) if days else None
    return Figure(value, tuple(f"{row.label}: {count}" for row, count in zip(rows, days, strict=True)), ())


def actions_in_time_share(actions: Iterable[FollowedAction], *, today: date) -> Figure:
    """Per cent of the actions due by today that were done by their date. One not yet due counts for nothing."""
    due = [action for action in actions if action.due_on <= today]
    kept = [action for action in due if action.done_on is not None and action.done_on <= action.due_on]
    late = tuple(action.label for action in due if action not in kept)
    return Figure(_per_cent(len(kept), len(due)), tuple(action.label for action in kept), late)


def _per_cent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(HUNDREDTH, ROUND_HALF_UP) if whole else None
