"""One search over all years."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_meetings
from meetings.actions.search import catch_up_search
from meetings.forms.search import SearchForm
from meetings.queries.search import choices_for, find

LAST_PAGE = 5000


@allow(can_read_meetings)
@require_GET
def search_page(request: SignedInRequest) -> HttpResponse:
    form = SearchForm(request.GET or None, can_choose=choices_for(request.user))
    found = None
    if form.is_bound and form.asked.is_something:
        catch_up_search()
        found = find(request.user, form.asked, page=_page(request.GET.get("page", "")))
    kept = request.GET.copy()
    kept.pop("page", None)
    return render(request, "meetings/search_page.html", {"form": form, "found": found, "kept": kept.urlencode()})


def _page(written: str) -> int:
    return min(max(int(written), 1), LAST_PAGE) if written.isascii() and written.isdecimal() else 1
