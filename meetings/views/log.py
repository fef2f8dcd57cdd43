"""The change log of a meeting or of a case."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from cooperation.models import Change
from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_log
from meetings.models import Case, Meeting
from meetings.queries.log import Narrowed, changes_of_case, changes_of_meeting, log_lines, narrowed, who_and_what

ON_A_PAGE = 50


@allow(can_read_log)
@require_GET
def meeting_log(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.logged_for(request.user).select_related("body"), pk=pk)
    return _log(request, changes_of_meeting(meeting), "meetings/meeting_log.html", {"meeting": meeting})


@allow(can_read_log)
@require_GET
def case_log(request: SignedInRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.logged_for(request.user).select_related("meeting", "body"), pk=pk)
    context: dict[str, object] = {"case": case, "meeting": case.meeting}
    return _log(request, changes_of_case(case), "meetings/case_log.html", context)


def _log(
    request: SignedInRequest, changes: QuerySet[Change], template: str, context: dict[str, object]
) -> HttpResponse:
    asked = request.GET
    chosen = Narrowed(
        by=int(asked["by"]) if asked.get("by", "").isdecimal() else None,
        verb=asked.get("verb", ""),
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
    )
    users, verbs = who_and_what(changes)
    page = Paginator(narrowed(changes, chosen), ON_A_PAGE).get_page(asked.get("page"))
    kept = asked.copy()
    kept.pop("page", None)
    context |= {
        "chosen": chosen,
        "users": users,
        "verbs": verbs,
        "page": page,
        "lines": log_lines(list(page)),
        "kept": kept.urlencode(),
    }
    return render(request, template, context)


def _day(written: str) -> date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None
