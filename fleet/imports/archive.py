"""The file itself, or the one inside a zip archive, opened as often as wanted and never larger than allowed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from .faults import MAX_FILE_BYTES, MAX_PACKING, MAX_UNPACKED_BYTES, MEGABYTE, Fault, UnreadableError

SUFFIXES = (".csv", ".txt", ".tsv", ".json", ".xlsx")
CHUNK = 1 << 16


@dataclass(frozen=True)
class OpenedFile:
    """A file on disk, or a member of an archive on disk."""

    path: Path
    member: str = ""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, as a stream. Raises UnreadableError."""
        try:
            if not self.member:
                with self.path.open("rb") as file:
                    yield file
            else:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                    yield cast("BinaryIO", file)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise UnreadableError(Fault.BROKEN) from error
        except OSError as error:
            raise UnreadableError(Fault.NOT_FOUND) from error

    def chunks(self) -> Iterator[bytes]:
        with self.open() as file:
            while chunk := file.read(CHUNK):
                yield chunk

    @contextmanager
    def open_seekable(self) -> Iterator[BinaryIO]:
        """The bytes with random access, as a workbook needs. Raises UnreadableError."""
        with self.open() as file:
            yield io.BytesIO(file.read()) if self.member else file

    @property
    def start(self) -> bytes:
        with self.open() as file:
            return file.read(4096)


def opened_file(path: Path) -> OpenedFile:
    """The file to read: an archive is opened and its one table chosen. Raises UnreadableError."""
    file = OpenedFile(path)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableError(Fault.NOT_FOUND) from error
    if size > MAX_FILE_BYTES and not _is_text(file):
        raise UnreadableError(Fault.TOO_LARGE)
    if size > MAX_UNPACKED_BYTES:
        raise UnreadableError(Fault.TOO_LARGE)
    start = file.start
    if not start:
        raise UnreadableError(Fault.EMPTY)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(Fault.OLD_EXCEL)
    return _unpacked(file) if start.startswith(b"PK") else file


def is_workbook(file: OpenedFile) -> bool:
    return file.start.startswith(b"PK")


def _is_text(file: OpenedFile) -> bool:
    return b"\x00" not in file.start and not file.start.startswith(b"PK")


def _unpacked(file: OpenedFile) -> OpenedFile:
    try:
        with zipfile.ZipFile(file.path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise UnreadableError(Fault.BROKEN) from error
    check_size(members)
    if any(member.filename == "[Content_Types].xml" for member in members):
        return file
    tables = [member for member in members if _is_table(member.filename)]
    if not tables:
        raise UnreadableError(Fault.NO_TABLE)
    if len(tables) > 1:
        raise UnreadableError(Fault.SEVERAL_TABLES)
    if tables[0].flag_bits & 1:
        raise UnreadableError(Fault.ENCRYPTED)
    if tables[0].file_size == 0:
        raise UnreadableError(Fault.EMPTY)
    inner = OpenedFile(file.path, tables[0].filename)
    if is_workbook(inner):
        with inner.open_seekable() as workbook:
            try:
                check_size(zipfile.ZipFile(workbook).infolist())
            except zipfile.BadZipFile as error:
                raise UnreadableError(Fault.BROKEN) from error
    return inner


def check_size(members: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that unpacks to far more than it is. Raises UnreadableError.

    A member never yields more bytes than its entry says, so that the entries can be trusted with this.
    """
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > 10 * MEGABYTE and unpacked > packed * MAX_PACKING):
        raise UnreadableError(Fault.BOMB)


def _is_table(name: str) -> bool:
    path = PurePosixPath(name)
    is_hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return path.suffix.lower() in SUFFIXES and not is_hidden
