"""A whole meeting as a ZIP that needs no program to be understood and checked: files, list, checksums."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import override

from .papers import PaperSource
from .source import MeetingSource

FORMAT = "ror-board archive"
VERSION = 1
CHUNK = 1024 * 1024
PACKED = (".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".png", ".jpg", ".jpeg")


@dataclass(frozen=True)
class ArchiveFile:
    """A line of the list in `manifest.json`."""

    path: str
    size: int
    sha256: str
    what: str
    case: str = ""
    name: str = ""


def write_archive(
    target: IO[bytes], source: MeetingSource, made: Sequence[tuple[str, str, bytes]], papers: Sequence[PaperSource]
) -> list[str]:
    """Write the ZIP: the files made of the meeting (path, what it is, content) and its papers as they came.

    Times are the meeting's day, so that the same meeting gives the same bytes. Returns the names of papers whose file is
    not there or not what was stored; they are left out.
    """
    day = date.fromisoformat(source.date)
    files: list[ArchiveFile] = []
    left_out = []
    with zipfile.ZipFile(target, "w") as archive:
        for path, what, content in made:
            files.append(_put(archive, path, content, day, what))
        for paper in papers:
            if _is_as_stored(paper):
                files.append(_put_paper(archive, paper, day))
            else:
                left_out.append(paper.name)
        files.append(_put(archive, "README.txt", _readme(source), day, "readme"))
        listed = _put(archive, "manifest.json", _manifest(source, files, left_out), day, "list")
        _put(archive, "SHA256SUMS", _sums([*files, listed]), day, "sums")
    return left_out


def _is_as_stored(paper: PaperSource) -> bool:
    try:
        with Path(paper.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == paper.sha256
    except OSError:
        return False


def _entry(path: str, day: date) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, (day.year, day.month, day.day, 12, 0, 0))
    entry.compress_type = zipfile.ZIP_STORED if path.lower().endswith(PACKED) else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _put(archive: zipfile.ZipFile, path: str, content: bytes, day: date, what: str) -> ArchiveFile:
    archive.writestr(_entry(path, day), content)
    return ArchiveFile(path, len(content), hashlib.sha256(content).hexdigest(), what)


def _put_paper(archive: zipfile.ZipFile, paper: PaperSource, day: date) -> ArchiveFile:
    with Path(paper.path).open("rb") as file, archive.open(_entry(paper.safe_path, day), "w") as entry:
        while chunk := file.read(CHUNK):
            entry.write(chunk)
    return ArchiveFile(paper.safe_path, paper.size, paper.sha256, "attachment", paper.case_number, paper.name)


def _manifest(source: MeetingSource, files: list[ArchiveFile], left_out: list[str]) -> bytes:
    told = {
        "format": FORMAT,
        "version": VERSION,
        "cooperation": source.cooperation,
        "body": source.body,
        "meeting": source.number,
        "date": source.date,
        "state": source.state,
        "files": [asdict(file) for file in files],
        "left_out": left_out,
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _sums(files: list[ArchiveFile]) -> bytes:
    """As `sha256sum --check SHA256SUMS` reads it."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in files).encode()


def _readme(source: MeetingSource) -> bytes:
    with override(source.language):
        text = _(
            "%(body)s %(number)s\n\nmanifest.json lists the files. SHA256SUMS holds their checksums; check them with\n"
            "sha256sum --check SHA256SUMS\n\nmeeting.json holds the meeting as data. Attachments are as they came."
        )
        return (text % {"body": source.body, "number": source.number} + "\n").encode()
