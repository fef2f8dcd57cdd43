"""Why a file could not be read as what it was said to be."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 60 * MEGABYTE
MAX_UNPACKED_BYTES = 400 * MEGABYTE
MAX_JSON_BYTES = 60 * MEGABYTE
MAX_ROWS = 500_000
MAX_COLUMNS = 1000
MAX_CELL = 32_768
MAX_PACKING = 200
"""How many times its packed size a file may unpack to: real exports reach about 30."""


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BOMB = "bomb"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    NO_TABLE = "no_table"
    SEVERAL_TABLES = "several_tables"
    NO_HEADER = "no_header"
    ENCODING = "encoding"
    JSON = "json"
    JSON_ONE_USER = "json_one_user"
    OLD_EXCEL = "old_excel"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_FOUND = "not_found"


class UnreadableError(Exception):
    """The file cannot be read; `str()` says why in the reader's language."""

    def __init__(self, fault: Fault, wanted: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.wanted = wanted

    def __str__(self) -> str:
        return _message(self.fault) % {"wanted": self.wanted}


def _message(fault: Fault) -> str:
    return {
        Fault.EMPTY: _("The file is empty."),
        Fault.TOO_LARGE: _("The file is too large to be read here."),
        Fault.BOMB: _("The file unpacks to far more than its size and is not opened."),
        Fault.ENCRYPTED: _("The file is protected by a password. Save it without one and try again."),
        Fault.BROKEN: _("The file is damaged and cannot be opened."),
        Fault.NO_TABLE: _("The archive holds no .csv, .json or .xlsx file."),
        Fault.SEVERAL_TABLES: _("The archive holds several files. Choose one of them."),
        Fault.NO_HEADER: _("No header row was found. The file must have one with: %(wanted)s."),
        Fault.ENCODING: _("The text is neither UTF-8, UTF-16 nor Windows-1252."),
        Fault.JSON: _("The file is not JSON as Microsoft Graph writes it, with: %(wanted)s."),
        Fault.JSON_ONE_USER: _(
            "The file holds one user's licence details without the user. Export the users with their licenseDetails."
        ),
        Fault.OLD_EXCEL: _("This is a file of an old Excel version. Save it as .xlsx or .csv and try again."),
        Fault.TOO_MANY_ROWS: _("The file has too many rows."),
        Fault.NOT_FOUND: _("The file cannot be opened."),
    }[fault]
