"""Why a file of minutes could not be read."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_TEXT_CHARACTERS = 2 * 1024 * 1024


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


class UnreadableError(Exception):
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
