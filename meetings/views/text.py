"""The texts of a case: saved while they are typed, and their versions read, compared and restored."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.models import Role
from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_log, can_write_meetings
from meetings.actions.case import why_not_write
from meetings.actions.text import TextConflict, restore_text, save_text
from meetings.models import Case, OrientationPoint, TextField, TextVersion
from meetings.queries.text import VERSIONS_ON_A_PAGE, comparison, text_context, versions_of
from meetings.rules.text_comparison import compare


def _find(request: SignedInRequest, pk: int, point_pk: int | None) -> tuple[Case, OrientationPoint | None]:
    case = get_object_or_404(Case.objects.written_by(request.user).select_related("meeting"), pk=pk)
    point = None if point_pk is None else get_object_or_404(case.points, pk=point_pk)
    return case, point


@allow(can_write_meetings)
@require_POST
def case_text_save(request: SignedInRequest, pk: int, field: TextField, point_pk: int | None = None) -> HttpResponse:
    """Save one text. Answers with its version, or with both texts when somebody else saved in between (409)."""
    case, point = _find(request, pk, point_pk)
    version = request.POST.get("version", "")
    try:
        saved = save_text(
            case,
            field,
            request.POST.get("text", ""),
            version=int(version) if version.isdecimal() else 0,
            by=request.user,
            point=point,
        )
    except TextConflict as conflict:
        return JsonResponse(_conflict_answer(request, conflict), status=409)
    return JsonResponse({"version": saved.number, "saved_at": _clock(saved), "text": saved.text})


def _clock(version: TextVersion) -> str:
    return time_format(timezone.localtime(version.saved_at), "H:i")


def _conflict_answer(request: SignedInRequest, conflict: TextConflict) -> dict[str, object]:
    newer = conflict.newer
    context = {"conflict": conflict, "rows": compare(newer.text, conflict.mine.text)}
    return {
        "version": newer.number,
        "text": newer.text,
        "mine": conflict.mine.text,
        "saved_by": str(newer.saved_by or ""),
        "saved_at": _clock(newer),
        "conflict_html": render_to_string("meetings/_text_conflict.html", context, request=request),
    }


@allow(can_read_log)
@require_GET
def case_text_versions(
    request: SignedInRequest, pk: int, field: TextField, point_pk: int | None = None
) -> HttpResponse:
    """Every version of one text, two of them side by side. An auditor reads them too."""
    case = get_object_or_404(Case.objects.logged_for(request.user).select_related("meeting"), pk=pk)
    point = None if point_pk is None else get_object_or_404(case.points, pk=point_pk)
    before = request.GET.get("before", "")
    versions = versions_of(case, point, field, before=int(before) if before.isdecimal() else None)
    context = text_context(case, point, field) | {
        "versions": versions[:VERSIONS_ON_A_PAGE],
        "older": versions[VERSIONS_ON_A_PAGE - 1].pk if len(versions) > VERSIONS_ON_A_PAGE else None,
        "comparison": _chosen_comparison(request, versions),
        "can_write": case.body_id in request.user.bodies_as(Role.SECRETARY) and not why_not_write(case),
    }
    return render(request, "meetings/text_versions.html", context)


def _chosen_comparison(request: SignedInRequest, versions: list[TextVersion]) -> object:
    """The two chosen versions, else the newest two, else nothing to compare."""
    if not versions:
        return None
    texts = TextVersion.objects.filter(
        case=versions[0].case_id, point=versions[0].point_id, field=versions[0].field
    ).select_related("saved_by")
    chosen = [
        texts.filter(pk=int(key)).first() if (key := request.GET.get(side, "")).isdecimal() else None
        for side in ("left", "right")
    ]
    newer = chosen[1] or versions[0]
    older = chosen[0] or texts.filter(pk__lt=newer.pk).exclude(number=None).order_by("-pk").first() or newer
    return comparison(older, newer)


@allow(can_write_meetings)
@require_POST
def text_version_restore(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Make an earlier text the text in force again."""
    mine = TextVersion.objects.filter(case__body__in=request.user.bodies_as(Role.SECRETARY), case__removed_at=None)
    old = get_object_or_404(mine.select_related("case__meeting", "point"), pk=pk)
    restore_text(old, by=request.user)
    messages.success(request, _("The text from %(clock)s is in force again.") % {"clock": _clock(old)})
    return redirect("meetings:case_edit", old.case_id)
