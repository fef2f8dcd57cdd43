"""Rows of accounts with licences: Microsoft 365's export of users, its usage report, or Graph's users."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from fleet.rules.microsoft_products import LONGEST_NAME, NameTooLong, ProductNames

from .cell_values import moment, plain_text, yes_or_no
from .columns import ACCOUNT_NAMES, columns_of
from .rows import Cells, Row, RowError
from .table import Record, Table

# Where a file keeps its licences: Graph's lists, and what exports write.
GRAPH_COLUMNS = ("graph_licences", "graph_assigned")
LICENCE_COLUMNS = (*GRAPH_COLUMNS, "licences", "licence_details")
_PSEUDONYM = re.compile(r"[0-9A-F]{32}", re.IGNORECASE)


class AccountReader:
    """Reads the rows of a file of accounts, each under its user principal name in small letters."""

    def __init__(self, table: Table, products: ProductNames) -> None:
        self.places = columns_of(table.header, ACCOUNT_NAMES)
        self.cells = Cells(table, self.places)
        self.products = products

    def key(self, record: Record) -> str:
        try:
            return plain_text(str(record.cells[self.places["upn"]])).lower()
        except IndexError:
            return ""

    def freshness(self, record: Record) -> str:
        """Of two rows with one name the account that is not deleted is the one there is now."""
        try:
            self.cells.take(record)
            return "" if self._is_deleted() else "there"
        except RowError:
            return ""

    def row(self, record: Record) -> Row:
        """What the row says. Raises RowError."""
        cells = self.cells
        cells.take(record)
        upn = cells.text("upn").lower()
        if not upn:
            raise cells.wrong("upn", _("There is no user principal name."))
        if _PSEUDONYM.fullmatch(upn):
            raise cells.wrong(
                "upn", _("The name is hidden. Turn concealed names in Microsoft 365's reports off and export again.")
            )
        if upn.count("@") != 1 or upn.startswith("@") or upn.endswith("@") or " " in upn:
            raise cells.wrong("upn", _("“%(value)s” is not a user principal name.") % {"value": upn[:60]})
        name = cells.text("name", 160) or f"{cells.text('first_name', 80)} {cells.text('last_name', 79)}".strip()
        is_deleted = self._is_deleted()
        facts: dict[str, Any] = {"is_deleted": is_deleted, "is_gone": False}
        if name:
            facts["name"] = name
        if object_id := cells.text("object_id", 64):
            facts["object_id"] = object_id
        if cells.has("blocked"):
            facts["is_blocked"] = cells.read("blocked", yes_or_no)
        elif cells.has("enabled"):
            facts["is_blocked"] = not cells.read("enabled", yes_or_no)
        licences = self._licences()
        if licences is not None:
            facts["licences"] = {} if is_deleted else licences
        elif is_deleted:
            facts["licences"] = {}
        return Row(upn, name, facts)

    def _is_deleted(self) -> bool:
        if self.cells.has("deleted"):
            return self.cells.read("deleted", yes_or_no)
        return self.cells.has("deleted_at") and self.cells.read("deleted_at", moment) is not None

    def _licences(self) -> dict[str, str] | None:
        """The licences that the row names; None where the file has no word of any. Raises RowError."""
        try:
            return self._named_licences()
        except NameTooLong as error:
            column = next(column for column in LICENCE_COLUMNS if self.cells.has(column))
            too_long = _("The text is longer than %(most)d characters.") % {"most": LONGEST_NAME}
            raise self.cells.wrong(column, too_long) from error

    def _named_licences(self) -> dict[str, str] | None:
        cells = self.cells
        for name in GRAPH_COLUMNS:
            if cells.has(name):
                return self._graph_licences(name)
        if not cells.has("licences") and not cells.has("licence_details"):
            return None
        joined = cells.text("licences", 4000) or cells.text("licence_details", 4000)
        return self.products.products(joined)

    def _graph_licences(self, column: str) -> dict[str, str]:
        found = self.cells.raw(column)
        if isinstance(found, dict):
            found = found.get("value", [])
        if not found:
            return {}
        if not isinstance(found, list):
            raise self.cells.wrong(column, _("There should be a list of licences here."))
        licences = {}
        for licence in found:
            if not isinstance(licence, dict) or not (licence.get("skuPartNumber") or licence.get("skuId")):
                raise self.cells.wrong(column, _("A licence has neither a part number nor an id."))
            names = [str(licence.get(name) or "") for name in ("skuPartNumber", "skuId")]
            product = self.products.product(*names)
            licences[product.key] = product.name
        return licences
