"""The minutes of a span of days as plain texts, for a survey whose figures are held against them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cooperation.models import User
from fleet.queries.survey_texts import SourceText
from meetings.models import Case, Meeting
from meetings.rules.rich_text import plain_text


def minutes_texts(user: User, first: date, last: date) -> Iterator[SourceText]:
    """The minutes, decision and orientation points of each case whose minutes the user may read: two queries."""
    meetings = Meeting.objects.showing_minutes_to(user).filter(date__range=(first, last))
    cases = Case.objects.visible_to(user).filter(meeting__in=meetings).select_related("meeting__body")
    for case in cases.prefetch_related("points"):
        points = [point for point in case.points.all() if point.removed_at is None]
        parts = [case.minutes, case.decision, *(part for point in points for part in (point.heading, point.text))]
        if text := "\n".join(plain_text(part) for part in parts if part):
            yield SourceText(str(case), case.get_absolute_url(), text)
