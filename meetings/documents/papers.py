"""The attachments of a meeting, as its files name, list and hold them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from meetings.models import Attachment, Meeting
from meetings.rules.file_kinds import extension_of

from .source import MeetingSource

UNSAFE = re.compile(r"[^\w.()+-]+")
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
LONGEST_NAME = 100


@dataclass(frozen=True)
class PaperSource:
    """An attachment: whose it is, what it is called, and the file itself."""

    key: int
    case: int
    case_number: str
    case_title: str
    title: str
    name: str
    place: int
    path: str
    size: int
    sha256: str
    content_type: str

    @property
    def is_pdf(self) -> bool:
        return extension_of(self.name) == "pdf"

    @property
    def safe_path(self) -> str:
        """Where it lies in a ZIP: a folder for its case, its place in the order, and its own name without surprises."""
        return f"attachments/{safe_name(self.case_number)}/{self.place:02}-{safe_name(self.name)}"


def safe_name(name: str) -> str:
    """A name that every system can store and no shell or path is led astray by. Letters such as æ, ø, å stay."""
    plain = UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-. ")
    stem, dot, extension = plain.rpartition(".")
    stem, extension = (stem, dot + extension) if dot else (extension, "")
    if RESERVED.match(stem):
        stem = f"{stem}_"
    return (stem[: LONGEST_NAME - len(extension)] + extension) or "file"


def papers_of(meeting: Meeting, source: MeetingSource) -> tuple[PaperSource, ...]:
    """Every attachment of the cases on the agenda, in the order of cases and papers."""
    order = {case.key: place for place, case in enumerate(source.cases)}
    cases = {case.key: case for case in source.cases}
    rows = Attachment.objects.in_order().filter(case__meeting=meeting, case__in=cases)
    places: dict[int, int] = {}
    papers = []
    for row in sorted(rows, key=lambda row: order[row.case_id]):
        places[row.case_id] = places.get(row.case_id, 0) + 1
        case = cases[row.case_id]
        papers.append(
            PaperSource(
                key=row.pk,
                case=row.case_id,
                case_number=case.number,
                case_title=case.title,
                title=str(row),
                name=row.name,
                place=places[row.case_id],
                path=row.file.path,
                size=row.size,
                sha256=row.sha256,
                content_type=row.content_type,
            )
        )
    return tuple(papers)
