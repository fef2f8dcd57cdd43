"""Rows of politicians: our own template, or any list once its columns are chosen."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from fleet.models import SeatRole

from .cell_values import plain_text
from .columns import POLITICIAN_NAMES, columns_of
from .rows import Cells, Row
from .table import Record, Table

ROLES: dict[str, str] = {
    "council": SeatRole.COUNCIL,
    "kommunestyre": SeatRole.COUNCIL,
    "kommunestyret": SeatRole.COUNCIL,
    "representant": SeatRole.COUNCIL,
    "medlem": SeatRole.COUNCIL,
    "member": SeatRole.COUNCIL,
    "fast": SeatRole.COUNCIL,
    "deputy": SeatRole.DEPUTY,
    "vara": SeatRole.DEPUTY,
    "varamedlem": SeatRole.DEPUTY,
    "varamedlemmer": SeatRole.DEPUTY,
    "vararepresentant": SeatRole.DEPUTY,
    "committee": SeatRole.COMMITTEE,
    "utvalg": SeatRole.COMMITTEE,
    "utval": SeatRole.COMMITTEE,
    "komite": SeatRole.COMMITTEE,
    "råd": SeatRole.COMMITTEE,
}
_TERM = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{4}|\d\d)")


class PoliticianReader:
    """Reads a list of politicians, each under the e-mail address, or the name where there is none."""

    def __init__(self, table: Table, places: dict[str, int] | None = None) -> None:
        self.places = places or columns_of(table.header, POLITICIAN_NAMES)
        self.cells = Cells(table, self.places)

    def key(self, record: Record) -> str:
        try:
            email = plain_text(str(record.cells[self.places["email"]])).lower() if "email" in self.places else ""
            return email or self._name_key(record)
        except IndexError:
            return ""

    def freshness(self, record: Record) -> str:
        return ""

    def row(self, record: Record) -> Row:
        """What the row says. Raises RowError."""
        cells = self.cells
        cells.take(record)
        family, given = split_name(
            cells.text("family_name", 80), cells.text("given_name", 80), cells.text("full_name", 160)
        )
        if not family:
            raise cells.wrong("family_name" if cells.has("family_name") else "full_name", _("There is no name."))
        if len(family) > 80 or len(given) > 80:
            raise cells.wrong("full_name", _("The text is longer than %(most)d characters.") % {"most": 80})
        facts: dict[str, Any] = {"family_name": family}
        if given:
            facts["given_name"] = given
        if email := self._email():
            facts["email"] = email
        for name, most in (("phone", 30), ("party", 60), ("note", 300)):
            if text := cells.text(name, most):
                facts[name] = text
        self._say_seat(facts)
        return Row(email or name_key(family, given), f"{given} {family}".strip(), facts)

    def _email(self) -> str:
        email = self.cells.text("email").lower()
        try:
            if email:
                validate_email(email)
        except ValidationError:
            reason = _("“%(value)s” is not an e-mail address.") % {"value": email[:60]}
            raise self.cells.wrong("email", reason) from None
        return email

    def _say_seat(self, facts: dict[str, Any]) -> None:
        cells = self.cells
        if cells.text("role"):
            facts["role"] = cells.one_of("role", ROLES)
        if term := cells.text("term"):
            if not (found := _TERM.fullmatch(term)):
                raise cells.wrong("term", _("“%(value)s” is not a term of office such as 2023–2027.") % {"value": term})
            facts["term"] = int(found[1])

    def _name_key(self, record: Record) -> str:
        said = [
            plain_text(str(record.cells[self.places[name]])) if name in self.places else ""
            for name in ("family_name", "given_name", "full_name")
        ]
        family, given = split_name(*said)
        return name_key(family, given) if family else ""


def split_name(family: str, given: str, full: str) -> tuple[str, str]:
    """Family name and given names, of a list that has them apart, as "Family, Given" or as "Given Family"."""
    if family or not full:
        return family, given
    if "," in full:
        last, _comma, first = full.partition(",")
        return last.strip(), first.strip()
    first, _space, last = full.rpartition(" ")
    return last, first


def name_key(family: str, given: str) -> str:
    return f"{family}, {given}".casefold()
