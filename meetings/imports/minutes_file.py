"""Reading an uploaded or named file of minutes as text: .txt, .docx or .pdf, told apart by what they hold."""

from __future__ import annotations

from pathlib import PurePath

from .bounded_reading import read_bounded
from .faults import MAX_FILE_BYTES, MAX_TEXT_CHARACTERS, Fault, UnreadableError
from .lines import MinutesText

SUFFIXES = (".txt", ".docx", ".pdf")


def read_minutes_file(name: str, data: bytes) -> MinutesText:
    """The file's text. Word and PDF files are opened in a process of their own with bounded time and memory.

    Raises UnreadableError.
    """
    suffix = PurePath(name).suffix.lower()
    check_file(suffix, data)
    text = read_text_file(data) if suffix == ".txt" else read_bounded(suffix, data)
    if len(text.text) > MAX_TEXT_CHARACTERS:
        raise UnreadableError(Fault.TOO_MUCH_TEXT)
    if not text.text.strip("\ufeff\f\r\n\t \x00"):
        raise UnreadableError(Fault.EMPTY if suffix == ".txt" else Fault.NO_TEXT)
    return text


def check_file(suffix: str, data: bytes) -> None:
    """Size, and whether the file begins as its name says. Raises UnreadableError."""
    if not data:
        raise UnreadableError(Fault.EMPTY)
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableError(Fault.TOO_LARGE)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # An encrypted .docx is such a container as well.
        raise UnreadableError(Fault.ENCRYPTED if suffix == ".docx" else Fault.OLD_WORD)
    if suffix not in SUFFIXES:
        raise UnreadableError(Fault.TYPE)
    is_pdf, is_zip = b"%PDF-" in data[:1024], data.startswith(b"PK")
    if (suffix == ".pdf") != is_pdf or (suffix == ".docx") != is_zip:
        raise UnreadableError(Fault.CONTENT)


def read_text_file(data: bytes) -> MinutesText:
    """UTF-8 with or without a mark, UTF-16 with one, else Windows-1252. Raises UnreadableError."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs = ["utf-16"]
    elif b"\x00" in data:
        raise UnreadableError(Fault.CONTENT)
    else:
        codecs = ["utf-8-sig", "cp1252"]
    for codec in codecs:
        try:
            return MinutesText(data.decode(codec))
        except UnicodeDecodeError:
            continue
    raise UnreadableError(Fault.ENCODING)
