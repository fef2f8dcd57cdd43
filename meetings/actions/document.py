"""Ask for a document, and make the ones asked for."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import IO

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.documents.bell import ring
from cooperation.documents.failure import why_failed
from cooperation.documents.renderer import Renderer
from cooperation.documents.store import keep, keeping, path_of
from cooperation.documents.word import word_of
from cooperation.models import Cooperation
from meetings.documents.archive import write_archive
from meetings.documents.html import document_html, document_title
from meetings.documents.limits import why_not_make
from meetings.documents.papers import PaperSource, papers_of
from meetings.documents.ready import revision_key
from meetings.documents.record import meeting_record
from meetings.documents.source import MeetingSource, meeting_source
from meetings.documents.whole import inserted_papers, whole_html
from meetings.models import Document, DocumentKind, DocumentState, Meeting, WordLayout
from meetings.rules.record_format import RECORD


def ask_for_document(meeting: Meeting, kind: str, *, again: bool = False) -> Document:
    """The document as it stands: ready, waiting, or failed with reasons. One that is out of date is asked for anew.

    `again` asks once more for one that failed.
    """
    layout = WordLayout.objects.filter(body=meeting.body_id).first() if DocumentKind(kind).uses_layout else None
    key = revision_key(meeting.revision, Cooperation.objects.current().revision, layout.sha256 if layout else "")
    document = Document.objects.filter(meeting=meeting, kind=kind).first()
    if document is not None and document.revision_key == key:
        has_file = document.state != DocumentState.READY or path_of(document.sha256, document.suffix).exists()
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
    kind = DocumentKind(document.kind)
    try:
        source = meeting_source(document.meeting)
        if reasons := why_not_make(source, kind.prints):
            return {"state": DocumentState.FAILED, "reasons": reasons}
        if kind.is_archive:
            return _archive(document.meeting, source, renderer, with_minutes=kind.shows_minutes)
        if kind.is_word:
            content = word_document(document.meeting, source, "minutes" if kind.shows_minutes else "agenda")
            return _kept(content, "docx")
        if kind.is_whole:
            return _whole(document.meeting, source, renderer, with_minutes=kind.shows_minutes)
        return _made(document, document_html(source, document.kind), renderer)
    except Exception as error:  # noqa: BLE001  # told on the page: one document that fails holds up no other
        reason = why_failed(error, f"{document.kind} of meeting {document.meeting_id}")
        return {"state": DocumentState.FAILED, "reasons": [reason]}


def _made(document: Document, html: str, renderer: Renderer) -> dict[str, object]:
    source_sha256 = hashlib.sha256(html.encode()).hexdigest()
    if source_sha256 == document.source_sha256 and document.sha256 and path_of(document.sha256).exists():
        return {"state": DocumentState.READY}
    made = renderer.make(html)
    return _kept(made.pdf, "pdf") | {"source_sha256": source_sha256, "pages": made.pages}


def _kept(content: bytes, suffix: str) -> dict[str, object]:
    return {"state": DocumentState.READY, "sha256": keep(content, suffix), "size": len(content)}


def _whole(meeting: Meeting, source: MeetingSource, renderer: Renderer, *, with_minutes: bool) -> dict[str, object]:
    papers = papers_of(meeting, source)
    html = whole_html(source, papers, with_minutes=with_minutes)
    made = renderer.make(html, inserted_papers(papers, source.language))
    names = {f"paper-{paper.key}": paper.name for paper in papers}
    return _kept(made.pdf, "pdf") | {
        "pages": made.pages,
        "reasons": [
            _("%(name)s could not be read, so its pages are not in the file.") % {"name": names[anchor]}
            for anchor in made.left_out
        ],
    }


def word_document(meeting: Meeting, source: MeetingSource, kind: str) -> bytes:
    """The agenda or the minutes as Word, in the body's layout."""
    return word_in_layout(meeting, source, document_html(source, kind), document_title(source, kind))


def word_in_layout(meeting: Meeting, source: MeetingSource, html: str, title: str) -> bytes:
    """A document of the meeting as Word, in the body's layout."""
    facts = {
        "title": title,
        "cooperation": source.cooperation,
        "body": source.body,
        "number": source.number,
        "date": date_format(date.fromisoformat(source.date), "j. F Y"),
    }
    layout = WordLayout.objects.filter(body=meeting.body_id).first()
    content = path_of(layout.sha256, "docx").read_bytes() if layout else None
    return word_of(html, layout=content, facts=facts, dated=date.fromisoformat(source.date))


def _archive(meeting: Meeting, source: MeetingSource, renderer: Renderer, *, with_minutes: bool) -> dict[str, object]:
    with keeping("zip") as kept:
        left_out = write_archive_of(meeting, source, renderer, kept.file, with_minutes=with_minutes)
    return {
        "state": DocumentState.READY,
        "sha256": kept.sha256,
        "size": kept.size,
        "reasons": [
            _("%(name)s is not in store as it came, so it is not in the file. Tell the operator.") % {"name": name}
            for name in left_out
        ],
    }


def write_archive_of(
    meeting: Meeting, source: MeetingSource, renderer: Renderer, target: IO[bytes], *, with_minutes: bool
) -> list[str]:
    """Write the meeting's ZIP. Returns the names of the attachments that had to be left out."""
    papers = papers_of(meeting, source)
    files = []
    for kind in ("agenda", "minutes") if with_minutes else ("agenda",):
        files.append((f"{kind}.pdf", kind, renderer.make(document_html(source, kind)).pdf))
        files.append((f"{kind}.docx", kind, word_document(meeting, source, kind)))
    for approved in meeting.approvals.order_by("number") if with_minutes else ():
        frozen = path_of(approved.sha256)
        if frozen.exists():
            files.append((f"approved-minutes-{approved.number}.pdf", "approved minutes", frozen.read_bytes()))
    if with_minutes:
        files.append((RECORD, "record", record_json(meeting, papers)))
    return write_archive(target, source, files, papers)


def record_json(meeting: Meeting, papers: tuple[PaperSource, ...]) -> bytes:
    """The record of the meeting as the bytes of a JSON file."""
    return (json.dumps(meeting_record(meeting, papers), ensure_ascii=False, indent=2) + "\n").encode()
