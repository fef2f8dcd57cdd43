"""A meeting's agenda and minutes as PDF."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cooperation.documents.bell import ring
from cooperation.web import SignedInRequest, allow, file_answer
from meetings.access import can_read_meetings
from meetings.actions.document import ask_for_document
from meetings.documents.ready import ready_file
from meetings.models import DocumentKind, DocumentState, Meeting


def _readable(request: SignedInRequest, pk: int, kind: str) -> Meeting:
    """The meeting, if this reader may see it and this document of it."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    if kind not in DocumentKind.values or (kind == DocumentKind.MINUTES and not meeting.shows_minutes_to(request.user)):
        raise Http404
    return meeting


@allow(can_read_meetings)
@require_GET
def document_pdf(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    """The file when it is ready; otherwise a page that says how far it has come, and opens it."""
    if ready := ready_file(request.user, pk, kind):
        return file_answer(request, (ready.sha256, ready.name))
    meeting = _readable(request, pk, kind)
    document = ask_for_document(meeting, kind)
    if ready := ready_file(request.user, pk, kind):  # it became ready meanwhile
        return file_answer(request, (ready.sha256, ready.name))
    context = {
        "meeting": meeting,
        "kind": kind,
        "name": DocumentKind(kind).label,
        "document": document,
        "worker_listens": ring() if document.state == DocumentState.WAITING else True,
    }
    status = 202 if document.state == DocumentState.WAITING else 422
    return render(request, "meetings/document_waiting.html", context, status=status)


@allow(can_read_meetings)
@require_POST
def document_again(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    """Try once more to make a document that failed."""
    meeting = _readable(request, pk, kind)
    ask_for_document(meeting, kind, again=True)
    return redirect("meetings:document_pdf", pk, kind)
