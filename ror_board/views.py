"""The front page: nothing of its own, only the way to where the reader works."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from cooperation.access import anyone, can_administer, signed_in
from cooperation.web import allow
from meetings.access import can_read_meetings


@allow(signed_in)
def home(request: HttpRequest) -> HttpResponseBase:
    if can_read_meetings(request.user):
        return redirect(reverse("meetings:meeting_list"))
    if can_administer(request.user):
        return redirect(reverse("cooperation:administration"))
    return redirect(reverse("cooperation:account_page"))


@allow(anyone)
def health(request: HttpRequest) -> HttpResponse:
    """For the operator's monitoring: the program answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
