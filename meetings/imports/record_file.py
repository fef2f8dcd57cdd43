"""A meeting's record as it arrives: a JSON file, or the ZIP that holds it with the attachments. Nothing is written here."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cooperation.rules.kept_text import can_be_kept
from meetings.rules.record_format import FORMAT, RECORD, VERSION

MAX_FILE_BYTES = 500 * 1024 * 1024
MAX_RECORD_BYTES = 50 * 1024 * 1024


class UnreadableRecordError(Exception):
    """The file holds no record that can be read; `str()` says why in the reader's language."""


@dataclass(frozen=True)
class RecordFile:
    """The record, and the bytes of the attachments it came with, by their path."""

    record: dict[str, Any]
    sha256: str
    files: dict[str, bytes] = field(default_factory=dict)


def read_record(data: bytes) -> RecordFile:
    """Raises UnreadableRecordError."""
    sha256 = hashlib.sha256(data).hexdigest()
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableRecordError(
            _("The file is larger than %(size)d MB.") % {"size": MAX_FILE_BYTES // 1024 // 1024}
        )
    if not data.startswith(b"PK"):
        return RecordFile(_record(data), sha256)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: part for part in archive.infolist() if not part.is_dir()}
            if sum(part.file_size for part in parts.values()) > MAX_FILE_BYTES:
                raise UnreadableRecordError(_("The file unpacks to far more than its size and is not opened."))
            if RECORD not in parts:
                raise UnreadableRecordError(_("The ZIP holds no %(name)s.") % {"name": RECORD})
            record = _record(archive.read(RECORD))
            files = {name: archive.read(name) for name in parts if name.startswith("attachments/")}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableRecordError(_("The file is damaged and cannot be opened.")) from error
    return RecordFile(record, sha256, files)


def _record(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_RECORD_BYTES:
        raise UnreadableRecordError(
            _("The record is larger than %(size)d MB.") % {"size": MAX_RECORD_BYTES // 1024 // 1024}
        )
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableRecordError(_("The file is neither a JSON record nor a ZIP with one.")) from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise UnreadableRecordError(_("The file is not the record of a meeting."))
    if record.get("version") != VERSION:
        raise UnreadableRecordError(_("The record is of a version that this program does not read."))
    if not can_be_kept(record):
        raise UnreadableRecordError(_("The record holds signs that no text can have."))
    if not _is_shaped(record):
        raise UnreadableRecordError(_("The record is not built as it should be."))
    return record


def _is_shaped(record: dict[str, Any]) -> bool:
    lists = [record.get(name) for name in ("seats", "attendance", "cases")]
    return isinstance(record.get("meeting"), dict) and all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in lists
    )
