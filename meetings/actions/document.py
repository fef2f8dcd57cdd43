"""Ask for a document, and make the ones asked for."""

from __future__ import annotations

import hashlib
import logging

from django.db import transaction
from django.utils.translation import override

from cooperation.documents.bell import ring
from cooperation.documents.renderer import Made, NotMade, Renderer
from cooperation.documents.store import keep, path_of
from cooperation.models import Cooperation
from meetings.documents.html import document_html
from meetings.documents.limits import why_not_make
from meetings.documents.ready import revision_key
from meetings.documents.source import meeting_source
from meetings.models import Document, DocumentState, Meeting

logger = logging.getLogger(__name__)


def ask_for_document(meeting: Meeting, kind: str, *, again: bool = False) -> Document:
    """The document as it stands: ready, waiting, or failed with reasons. One that is out of date is asked for anew.

    `again` asks once more for one that failed.
    """
    key = revision_key(meeting.revision, Cooperation.objects.current().revision)
    document = Document.objects.filter(meeting=meeting, kind=kind).first()
    if document is not None and document.revision_key == key:
        has_file = document.state != DocumentState.READY or path_of(document.sha256).exists()
        if has_file and not (again and document.state == DocumentState.FAILED):
            return document
    with transaction.atomic():
        document, _created = Document.objects.update_or_create(
            meeting=meeting,
            kind=kind,
            defaults={"state": DocumentState.WAITING, "revision_key": key, "reasons": []},
        )
        transaction.on_commit(ring)
    return document


def make_waiting_documents(renderer: Renderer) -> int:
    """Make every document that waits, oldest first. Returns how many were taken up."""
    done = 0
    while document := (
        Document.objects.filter(state=DocumentState.WAITING)
        .select_related("meeting__body")
        .order_by("asked_at")
        .first()
    ):
        make_document(document, renderer)
        done += 1
    return done


def make_document(document: Document, renderer: Renderer) -> None:
    """Make one document and store it, or store why not. A change that came meanwhile is asked for by the next reader."""
    with override(document.meeting.language):
        result = _result(document, renderer)
    waiting = Document.objects.filter(pk=document.pk, revision_key=document.revision_key)
    waiting.update(**result)


def _result(document: Document, renderer: Renderer) -> dict[str, object]:
    source = meeting_source(document.meeting)
    if reasons := why_not_make(source):
        return {"state": DocumentState.FAILED, "reasons": reasons}
    try:
        return _made(document, document_html(source, document.kind), renderer)
    except NotMade as failure:
        logger.warning("No %s of meeting %s: %s", document.kind, document.meeting_id, failure)
        return {"state": DocumentState.FAILED, "reasons": [failure.told()]}


def _made(document: Document, html: str, renderer: Renderer) -> dict[str, object]:
    source_sha256 = hashlib.sha256(html.encode()).hexdigest()
    if source_sha256 == document.source_sha256 and document.sha256 and path_of(document.sha256).exists():
        return {"state": DocumentState.READY}
    made: Made = renderer.make(html)
    return {
        "state": DocumentState.READY,
        "source_sha256": source_sha256,
        "sha256": keep(made.pdf),
        "size": len(made.pdf),
        "pages": made.pages,
    }
