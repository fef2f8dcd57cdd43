"""Who sits in a body, seen from a day."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cooperation.access import can_administer
from cooperation.models import Body
from cooperation.queries import seats_of
from cooperation.web import SignedInRequest, allow


@allow(can_administer)
@require_GET
def body_members(request: SignedInRequest, pk: int) -> HttpResponse:
    body = get_object_or_404(Body, pk=pk)
    day = _day(request.GET.get("on", "")) or timezone.localdate()
    seats = seats_of(body, day)
    groups = [
        (_("On the day"), seats.on_the_day),
        (_("Later"), seats.later),
        (_("Earlier"), seats.earlier),
    ]
    return render(request, "cooperation/body_members.html", {"body": body, "day": day, "groups": groups})


def _day(written: str) -> date | None:
    try:
        return parse_date(written)
    except ValueError:  # such as 2023-02-30
        return None
