"""The orientation points of a case."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.models import Role
from cooperation.web import SignedInRequest, allow
from meetings.access import can_write_meetings
from meetings.actions.point import add_point, move_point, remove_point, restore_point
from meetings.models import Case, OrientationPoint
from meetings.queries.case import editable_case


def _point(request: SignedInRequest, pk: int) -> OrientationPoint:
    mine = OrientationPoint.objects.filter(case__body__in=request.user.bodies_as(Role.SECRETARY), case__removed_at=None)
    return get_object_or_404(mine.select_related("case__body", "case__meeting__body"), pk=pk)


@allow(can_write_meetings)
@require_POST
def point_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = get_object_or_404(Case.objects.written_by(request.user).select_related("body", "meeting__body"), pk=pk)
    point = add_point(case, by=request.user)
    return _points_answer(request, case, told=_("A point is added."), focus=point)


@allow(can_write_meetings)
@require_POST
def point_move(request: SignedInRequest, pk: int) -> HttpResponseBase:
    point = _point(request, pk)
    move_point(point, steps=-1 if request.POST.get("direction") == "up" else 1, by=request.user)
    return _points_answer(request, point.case, told=_("The order is saved."))


@allow(can_write_meetings)
@require_POST
def point_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    point = _point(request, pk)
    remove_point(point, by=request.user)
    return _points_answer(request, point.case, told=_("The point is removed."), removed=point)


@allow(can_write_meetings)
@require_POST
def point_restore(request: SignedInRequest, pk: int) -> HttpResponseBase:
    point = _point(request, pk)
    restore_point(point, by=request.user)
    return _points_answer(request, point.case, told=_("The point is back."))


def _points_answer(
    request: SignedInRequest,
    case: Case,
    *,
    told: str,
    focus: OrientationPoint | None = None,
    removed: OrientationPoint | None = None,
) -> HttpResponseBase:
    if not request.headers.get("HX-Request"):
        return redirect("meetings:case_edit", case.pk)
    context = {
        "case": case,
        "editable": editable_case(case),
        "language": case.meeting.language if case.meeting else case.body.language,
        "told": told,
        "focus": focus,
        "removed": removed,
    }
    return render(request, "meetings/case_edit.html#points", context)
