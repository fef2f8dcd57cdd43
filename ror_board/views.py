"""The front page: the way to where the reader works, and a municipality's contact's own page."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

from cooperation.access import anyone, can_administer, signed_in
from cooperation.models import Role
from cooperation.web import SignedInRequest, allow, wants_json
from docs_vision.queries.standing import state_table
from fleet.models import CouncilChange
from fleet.queries.overview import municipality_figures
from fleet.queries.replacement import replacement_counts
from fleet.queries.survey import awaiting_answer
from licensing.queries.charged import charged_to
from meetings.access import can_read_meetings
from meetings.models import ActionAssignee
from meetings.queries.decision import decisions_that_concern

MOST_SHOWN = 8


@allow(signed_in)
def home(request: SignedInRequest) -> HttpResponseBase:
    if can_read_meetings(request.user):
        return redirect(reverse("meetings:meeting_list"))
    if can_administer(request.user):
        return redirect(reverse("cooperation:administration"))
    if request.user.has_role(Role.CONTACT):
        return _contact_home(request)
    return redirect(reverse("cooperation:account_page"))


def _contact_home(request: SignedInRequest) -> HttpResponse:
    """What awaits the contact's answer, then the own municipality: a fixed number of queries."""
    user, today = request.user, timezone.localdate()
    table = state_table(user)
    counts = replacement_counts(user, date(today.year, 12, 31))
    figures = municipality_figures(user, today)
    context = {
        "today": today,
        "answers": awaiting_answer(user),
        "actions": ActionAssignee.objects.of(user).not_ended().filter(action__removed_at=None).select_related("action"),
        "unconfirmed": [one for one in counts if one.confirmed is None or one.differs],
        "unstated": sum(cell.state is None for row in (*table.solutions, *table.prerequisites) for cell in row.cells),
        "councils": CouncilChange.objects.written_by(user).open().select_related("municipality", "term"),
        "figures": figures,
        "counts": counts,
        "charged": charged_to(user, most=MOST_SHOWN),
        "decisions": decisions_that_concern([one.municipality for one in figures], most=MOST_SHOWN),
    }
    return render(request, "home.html", context)


@allow(anyone)
def health(request: HttpRequest) -> HttpResponse:
    """For the operator's monitoring: the program answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A script gets the reason, so that what it sent is kept in the browser and not sent over and over again."""
    if not wants_json(request):
        return bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        reason = _("This is more than can be sent at once: at most %(most)s MB. Shorten it or split it.") % {
            "most": most
        }
        return JsonResponse({"reasons": [reason]}, status=413)
    return JsonResponse({"reasons": [_("The request was not understood")]}, status=400)
