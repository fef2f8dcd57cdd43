"""Reading an uploaded or named file of minutes as text: .txt, .docx or .pdf, told apart by what they hold."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from django.utils.translation import gettext as _

from .lines import MinutesText

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_TEXT_CHARACTERS = 2 * 1024 * 1024
SUFFIXES = (".txt", ".docx", ".pdf")


class Fault(StrEnum):
    """Why a file could not be read. The values travel from the reading process."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MUCH_TEXT = "too_much_text"
    TYPE = "type"
    OLD_WORD = "old_word"
    CONTENT = "content"
    ENCODING = "encoding"
    BROKEN = "broken"
    BOMB = "bomb"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no_text"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_SLOW = "too_slow"


class Unreadable(Exception):
    """The file cannot be read as minutes; `str()` says why in the reader's language."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return _message(self.fault)


def _message(fault: Fault) -> str:
    return {
        Fault.EMPTY: _("The file is empty."),
        Fault.TOO_LARGE: _("The file is larger than %(size)d MB.") % {"size": MAX_FILE_BYTES // 1024 // 1024},
        Fault.TOO_MUCH_TEXT: _("The file holds more text than minutes can."),
        Fault.TYPE: _("Only .txt, .docx and .pdf files can be read."),
        Fault.OLD_WORD: _("This is a file of an old Word version. Save it as .docx and try again."),
        Fault.CONTENT: _("The file does not hold what its name says."),
        Fault.ENCODING: _("The text is neither UTF-8 nor Windows-1252."),
        Fault.BROKEN: _("The file is damaged and cannot be opened."),
        Fault.BOMB: _("The file unpacks to far more than its size and is not opened."),
        Fault.ENCRYPTED: _("The file is protected by a password. Save it without one and try again."),
        Fault.NO_TEXT: _("The file holds no text. It may be scanned: run text recognition (OCR) on it first."),
        Fault.TOO_MANY_PAGES: _("The file has too many pages."),
        Fault.TOO_SLOW: _("Reading the file took too long or too much memory."),
    }[fault]


def read_minutes_file(name: str, data: bytes) -> MinutesText:
    """The file's text. Word and PDF files are opened in a process of their own with bounded time and memory.

    Raises Unreadable.
    """
    from .bounded_reading import read_bounded  # here, because the reading process imports this file too

    suffix = PurePath(name).suffix.lower()
    check_file(suffix, data)
    text = read_text_file(data) if suffix == ".txt" else read_bounded(suffix, data)
    if len(text.text) > MAX_TEXT_CHARACTERS:
        raise Unreadable(Fault.TOO_MUCH_TEXT)
    if not text.text.strip("\ufeff\f\r\n\t \x00"):
        raise Unreadable(Fault.EMPTY if suffix == ".txt" else Fault.NO_TEXT)
    return text


def check_file(suffix: str, data: bytes) -> None:
    """Size, and whether the file begins as its name says. Raises Unreadable."""
    if not data:
        raise Unreadable(Fault.EMPTY)
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(Fault.TOO_LARGE)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # An encrypted .docx is such a container as well.
        raise Unreadable(Fault.ENCRYPTED if suffix == ".docx" else Fault.OLD_WORD)
    if suffix not in SUFFIXES:
        raise Unreadable(Fault.TYPE)
    is_pdf, is_zip = b"%PDF-" in data[:1024], data.startswith(b"PK")
    if (suffix == ".pdf") != is_pdf or (suffix == ".docx") != is_zip:
        raise Unreadable(Fault.CONTENT)


def read_text_file(data: bytes) -> MinutesText:
    """UTF-8 with or without a mark, UTF-16 with one, else Windows-1252. Raises Unreadable."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs = ["utf-16"]
    elif b"\x00" in data:
        raise Unreadable(Fault.CONTENT)
    else:
        codecs = ["utf-8-sig", "cp1252"]
    for codec in codecs:
        try:
            return MinutesText(data.decode(codec))
        except UnicodeDecodeError:
            continue
    raise Unreadable(Fault.ENCODING)
