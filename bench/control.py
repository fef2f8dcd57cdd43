"""What a page or a save costs at the least here: the same server, middleware and session, and next to nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from cooperation.access import signed_in
from cooperation.web import allow
from meetings.models import Case, Meeting


@allow(signed_in)
@require_GET
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """One query by key, one small template."""
    return render(request, "bench/control.html", {"meeting": Meeting.objects.get(pk=pk)})


@allow(signed_in)
@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """One UPDATE by key."""
    Case.objects.filter(pk=pk).update(assessment=request.POST["text"])
    return JsonResponse({"saved": True})
