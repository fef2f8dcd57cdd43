"""A meeting's files: agenda and minutes, the whole meeting, an excerpt of a case, the record."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.documents.bell import ring
from cooperation.models import Role
from cooperation.web import SignedInRequest, allow, file_answer, pdf_of
from meetings.access import can_read_meetings
from meetings.actions.document import ask_for_document, record_json
from meetings.documents.html import excerpt_html
from meetings.documents.papers import papers_of, safe_name
from meetings.documents.ready import ready_file
from meetings.documents.source import meeting_source
from meetings.models import Case, DocumentKind, DocumentState, Meeting

from .sent_again import sent_again


def _readable(request: SignedInRequest, pk: int, kind: str) -> Meeting:
    """The meeting, if this reader may see it and this document of it."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    if kind not in DocumentKind.values:
        raise Http404
    if DocumentKind(kind).shows_minutes and not meeting.shows_minutes_to(request.user):
        raise Http404
    return meeting


@sent_again
@allow(can_read_meetings)
@require_GET
def document_pdf(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    """Agenda or minutes, or a page that says how far they have come, and opens them."""
    return _document(request, pk, kind)


@sent_again
@allow(can_read_meetings)
@require_GET
def document_file(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    """Word, the whole meeting, the archive: the same as `document_pdf`."""
    return _document(request, pk, kind)


def _document(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    if ready := ready_file(request.user, pk, kind):
        return file_answer(request, (ready.sha256, ready.name), suffix=ready.suffix)
    meeting = _readable(request, pk, kind)
    document = ask_for_document(meeting, kind)
    if ready := ready_file(request.user, pk, kind):  # it became ready meanwhile
        return file_answer(request, (ready.sha256, ready.name), suffix=ready.suffix)
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
    page = "document_pdf" if kind in (DocumentKind.AGENDA, DocumentKind.MINUTES) else "document_file"
    return redirect(f"meetings:{page}", pk, kind)


@allow(can_read_meetings)
@require_GET
def document_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every file that this reader can have of the meeting."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("body"), pk=pk)
    shows_minutes = meeting.shows_minutes_to(request.user)
    source = meeting_source(meeting)
    context = {
        "meeting": meeting,
        "shows_minutes": shows_minutes,
        "cases": source.cases,
        "papers": papers_of(meeting, source),
        "made": {document.kind: document for document in meeting.documents.filter(state=DocumentState.READY)},
        "can_write": meeting.body_id in request.user.bodies_as(Role.SECRETARY),
    }
    return render(request, "meetings/document_list.html", context)


@allow(can_read_meetings)
@require_http_methods(["GET", "POST"])
def case_excerpt(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The excerpt of one case as PDF."""
    cases = Case.objects.visible_to(request.user).filter(meeting__in=Meeting.objects.showing_minutes_to(request.user))
    case = get_object_or_404(cases.select_related("meeting__body"), pk=pk)
    assert case.meeting is not None
    source = meeting_source(case.meeting)
    number = next(one.number for one in source.cases if one.key == case.pk)
    return pdf_of(
        request,
        excerpt_html(source, case.pk),
        kind="meetings.excerpt",
        subject=str(case.pk),
        name=f"excerpt-{safe_name(number)}.pdf",
        heading=_("Excerpt of %(number)s") % {"number": number},
        back=case.get_absolute_url(),
    )


@allow(can_read_meetings)
@require_GET
def meeting_json(request: SignedInRequest, pk: int) -> HttpResponse:
    """The record of the meeting, as the program reads it back."""
    meeting = get_object_or_404(Meeting.objects.showing_minutes_to(request.user).select_related("body"), pk=pk)
    papers = papers_of(meeting, meeting_source(meeting))
    response = HttpResponse(record_json(meeting, papers), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.year}-M{meeting.number}.json"'
    return response
