"""The file of a meeting's minutes as they stand: made by the worker first, checked, then sent out or approved as it is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from cooperation.documents.conformity import Lack, lacks_of
from cooperation.documents.store import path_of
from cooperation.models import Cooperation
from meetings.documents.ready import revision_key
from meetings.documents.source import meeting_source
from meetings.models import Document, DocumentKind, DocumentState, Meeting


@dataclass(frozen=True)
class MinutesFile:
    """A file that shows the minutes as they are now, and the data it was made from."""

    sha256: str
    size: int
    source: dict[str, Any]
    source_sha256: str

    def facts(self) -> dict[str, Any]:
        """What a circulation and an approval keep of it."""
        return {
            "sha256": self.sha256,
            "size": self.size,
            "source": self.source,
            "source_sha256": self.source_sha256,
        }


def minutes_document(meeting: Meeting) -> Document | None:
    """The stored minutes, if they are ready and nothing has changed since they were made."""
    key = revision_key(meeting.revision, Cooperation.objects.current().revision)
    document = Document.objects.filter(
        meeting=meeting, kind=DocumentKind.MINUTES, state=DocumentState.READY, revision_key=key
    ).first()
    return document if document and path_of(document.sha256).exists() else None


def minutes_file(meeting: Meeting) -> MinutesFile | None:
    """The stored minutes with their source; None while there is no file that shows the meeting as it is."""
    document = minutes_document(meeting)
    if document is None:
        return None
    written = json.dumps(meeting_source(meeting).as_json(), sort_keys=True, ensure_ascii=False)
    return MinutesFile(
        sha256=document.sha256,
        size=document.size,
        source=json.loads(written),
        source_sha256=hashlib.sha256(written.encode()).hexdigest(),
    )


def why_not_use_file(meeting: Meeting) -> list[str]:
    """Why the file of the minutes can neither be sent out nor approved: it is not made, or not fit for the archive."""
    document = minutes_document(meeting)
    if document is None:
        return [_("The PDF of the minutes is not made yet, or something has changed since. Make it first.")]
    content = path_of(document.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        return [_("The PDF in store is damaged. Tell the operator.")]
    return [_told(lack) for lack in lacks_of(content)]


def _told(lack: Lack) -> str:
    return {
        Lack.READABLE: _("The PDF cannot be read."),
        Lack.OPEN: _("The PDF is encrypted."),
        Lack.SAYS_ARCHIVE: _("The PDF does not say that it is PDF/A-2a."),
        Lack.SAYS_ACCESSIBLE: _("The PDF does not say that it is PDF/UA-1."),
        Lack.TAGGED: _("The PDF is not tagged, so that a screen reader cannot follow it."),
        Lack.LANGUAGE: _("The PDF does not say its language."),
        Lack.TITLE: _("The PDF has no title."),
        Lack.COLOURS: _("The PDF does not say what its colours mean."),
        Lack.FONTS: _("The PDF does not carry its fonts."),
        Lack.NO_FILES: _("The PDF carries other files."),
    }[lack]


def next_version(meeting: Meeting) -> int:
    """Versions of minutes are counted through, whether they were sent out or approved."""
    sent = meeting.circulations.aggregate(last=Max("number"))["last"] or 0
    approved = meeting.approvals.aggregate(last=Max("number"))["last"] or 0
    return max(sent, approved) + 1
