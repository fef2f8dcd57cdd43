"""What happens to the orientation points of a case: added, moved, removed, restored."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cooperation.actions.change import log_change
from cooperation.models import User
from cooperation.rules.refusal import Refused
from meetings.models import Case, OrientationPoint, TextField

from .case import why_not_write
from .revision import changed
from .text import clean_text, start_texts


@transaction.atomic
def add_point(case: Case, *, heading: str = "", by: User) -> OrientationPoint:
    """A new point, last in the case."""
    _refuse_if_closed(case)
    last = case.points.in_order().aggregate(last=Max("position"))["last"] or 0
    point = OrientationPoint.objects.create(
        case=case, position=last + 1, heading=clean_text(TextField.HEADING, heading)
    )
    start_texts(case, by=by, point=point)
    changed(case.meeting)
    log_change(case, "add_point", by=by, after={"point": point.pk, "heading": point.heading})
    return point


@transaction.atomic
def remove_point(point: OrientationPoint, *, by: User) -> None:
    """Take a point away. It can be restored with its texts."""
    _refuse_if_closed(point.case)
    point.removed_at = timezone.now()
    point.save(update_fields=["removed_at"])
    changed(point.case.meeting)
    log_change(point.case, "remove_point", by=by, before={"point": point.pk, "heading": point.heading})


@transaction.atomic
def restore_point(point: OrientationPoint, *, by: User) -> None:
    """Bring a removed point back to its place."""
    _refuse_if_closed(point.case)
    point.removed_at = None
    point.save(update_fields=["removed_at"])
    changed(point.case.meeting)
    log_change(point.case, "restore_point", by=by, after={"point": point.pk, "heading": point.heading})


@transaction.atomic
def move_point(point: OrientationPoint, *, steps: int, by: User) -> None:
    """Move a point up (negative) or down, as far as the list goes."""
    _refuse_if_closed(point.case)
    points = list(point.case.points.in_order().select_for_update())
    here = next(index for index, other in enumerate(points) if other.pk == point.pk)
    there = min(max(here + steps, 0), len(points) - 1)
    points.insert(there, points.pop(here))
    for position, other in enumerate(points, start=1):
        other.position = position
    OrientationPoint.objects.bulk_update(points, ["position"])
    changed(point.case.meeting)
    log_change(point.case, "move_point", by=by, after={"points": [other.pk for other in points]})


def _refuse_if_closed(case: Case) -> None:
    if reasons := why_not_write(case):
        raise Refused(reasons)
