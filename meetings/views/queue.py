"""The queue: cases that wait for a meeting, and those that were removed."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cooperation.models import Body, Role
from cooperation.web import SignedInRequest, allow
from meetings.access import can_write_meetings
from meetings.actions.case import add_case
from meetings.forms.case import CaseForm
from meetings.models import Case
from meetings.queries.meeting import meetings_to_put_cases_on


def _written_body(request: SignedInRequest, slug: str) -> Body:
    return get_object_or_404(Body, slug=slug, pk__in=request.user.bodies_as(Role.SECRETARY))


def _context(body: Body) -> dict[str, object]:
    return {
        "body": body,
        "cases": Case.objects.waiting_in_queue(body),
        "removed": Case.objects.removed_from(body).select_related("meeting")[:50],
        "meetings": meetings_to_put_cases_on(body),
        "form": CaseForm(),
    }


@allow(can_write_meetings)
@require_GET
def queue_page(request: SignedInRequest, slug: str) -> HttpResponse:
    body = _written_body(request, slug)
    return render(request, "meetings/queue_page.html", _context(body))


@allow(can_write_meetings)
@require_POST
def queue_case_add(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Add a case to the queue and go on to write it."""
    body = _written_body(request, slug)
    form = CaseForm(request.POST)
    if not form.is_valid():
        return render(request, "meetings/queue_page.html", _context(body) | {"form": form}, status=422)
    case = add_case(body, title=form.cleaned_data["title"], kind=form.cleaned_data["kind"], by=request.user)
    return redirect("meetings:case_edit", case.pk)
