"""Rows of devices: Intune's export or Graph's managedDevices, or our own template."""

from __future__ import annotations

import re
from typing import Any

from fleet.models import Compliance, DeviceKind, DeviceStatus, Owner

from .cell_values import CellError, amount, day, moment, serial_number
from .columns import DEVICE_NAMES, columns_of
from .rows import Cells, Row
from .table import Record, Table

COMPLIANCES: dict[str, str] = {
    "compliant": Compliance.COMPLIANT,
    "noncompliant": Compliance.NOT_COMPLIANT,
    "not compliant": Compliance.NOT_COMPLIANT,
    "ingraceperiod": Compliance.GRACE_PERIOD,
    "in grace period": Compliance.GRACE_PERIOD,
}
OWNERSHIPS: dict[str, str] = {
    "corporate": Owner.MUNICIPALITY,
    "company": Owner.MUNICIPALITY,
    "personal": Owner.POLITICIAN,
}
KINDS: dict[str, str] = {
    "pc": DeviceKind.PC,
    "laptop": DeviceKind.PC,
    "bærbar": DeviceKind.PC,
    "datamaskin": DeviceKind.PC,
    "tablet": DeviceKind.TABLET,
    "ipad": DeviceKind.TABLET,
    "nettbrett": DeviceKind.TABLET,
    "phone": DeviceKind.PHONE,
    "telefon": DeviceKind.PHONE,
    "mobil": DeviceKind.PHONE,
}
OWNERS: dict[str, str] = {
    "municipality": Owner.MUNICIPALITY,
    "the municipality": Owner.MUNICIPALITY,
    "kommune": Owner.MUNICIPALITY,
    "kommunen": Owner.MUNICIPALITY,
    "politician": Owner.POLITICIAN,
    "the politician, with a subsidy": Owner.POLITICIAN,
    "politiker": Owner.POLITICIAN,
    "politikeren": Owner.POLITICIAN,
    "politikar": Owner.POLITICIAN,
    "politikaren": Owner.POLITICIAN,
    "politikeren, med tilskudd": Owner.POLITICIAN,
    "politikaren, med tilskot": Owner.POLITICIAN,
    "privat": Owner.POLITICIAN,
    "egen": Owner.POLITICIAN,
    "eigen": Owner.POLITICIAN,
}
STATUSES: dict[str, str] = {
    "in use": DeviceStatus.IN_USE,
    "i bruk": DeviceStatus.IN_USE,
    "spare": DeviceStatus.SPARE,
    "på lager": DeviceStatus.SPARE,
    "ledig": DeviceStatus.SPARE,
    "replacement ordered": DeviceStatus.REPLACEMENT_ORDERED,
    "ny er tinga": DeviceStatus.REPLACEMENT_ORDERED,
    "ny er bestilt": DeviceStatus.REPLACEMENT_ORDERED,
    "ny bestilt": DeviceStatus.REPLACEMENT_ORDERED,
    "erstatning bestilt": DeviceStatus.REPLACEMENT_ORDERED,
    "lost": DeviceStatus.LOST,
    "tapt": DeviceStatus.LOST,
    "mistet": DeviceStatus.LOST,
    "mista": DeviceStatus.LOST,
    "returned": DeviceStatus.RETURNED,
    "levert inn": DeviceStatus.RETURNED,
    "innlevert": DeviceStatus.RETURNED,
    "bought out": DeviceStatus.BOUGHT_OUT,
    "kjøpt ut": DeviceStatus.BOUGHT_OUT,
    "utkjøpt": DeviceStatus.BOUGHT_OUT,
    "retired": DeviceStatus.RETIRED,
    "utrangert": DeviceStatus.RETIRED,
    "kassert": DeviceStatus.RETIRED,
}
_TABLET_MODELS = re.compile(r"ipad|\btab\b|tablet|\bSM-[TXP]\d", re.IGNORECASE)
_LENGTHS = {"name": 120, "manufacturer": 80, "model": 120, "os": 40, "os_version": 40, "intune_id": 64, "entra_id": 64}
# A file with one of these comes from device management, so that what it does not name is enrolled no more.
_FROM_MANAGEMENT = ("intune_id", "last_check_in", "enrolled_at", "compliance")


class DeviceReader:
    """Reads the rows of a file of devices, each under its serial number."""

    def __init__(self, table: Table, places: dict[str, int] | None = None) -> None:
        self.places = places or columns_of(table.header, DEVICE_NAMES)
        self.cells = Cells(table, self.places)
        self.is_from_management = any(name in self.places for name in _FROM_MANAGEMENT)

    def key(self, record: Record) -> str:
        """The serial number as far as it can be read, empty where it cannot."""
        try:
            return serial_number(str(record.cells[self.places["serial"]]))
        except (CellError, IndexError):
            return ""

    def freshness(self, record: Record) -> str:
        """Of two rows with one serial number the device that checked in last is the one there is now."""
        try:
            found = moment(str(record.cells[self.places["last_check_in"]]))
        except (CellError, IndexError, KeyError):
            return ""
        return found.isoformat() if found else ""

    def row(self, record: Record) -> Row:
        """What the row says. Raises RowError."""
        cells = self.cells
        cells.take(record)
        serial = cells.read("serial", serial_number)
        facts: dict[str, Any] = {}
        for name in ("intune_id", "entra_id", "name", "os", "os_version", "manufacturer", "model"):
            if name in self.places and (text := cells.text(name, _LENGTHS[name])):
                facts[name] = text
        for name in ("enrolled_at", "last_check_in"):
            if name in self.places and (found := cells.read(name, moment)):
                facts[name] = found
        if self.is_from_management:
            facts["is_enrolled"] = True
            self._say_user(facts)
        if compliance := cells.text("compliance").casefold() if "compliance" in self.places else "":
            facts["compliance"] = COMPLIANCES.get(compliance, Compliance.UNKNOWN)
        if "ownership" in self.places and (said := cells.text("ownership")):
            facts["enrolled_owner"] = OWNERSHIPS.get(said.casefold(), "")
        self._say_own(facts)
        label = " ".join(part for part in (facts.get("manufacturer", ""), facts.get("model", "")) if part)
        return Row(serial, label or facts.get("name", ""), facts, self._starts(facts))

    def _say_user(self, facts: dict[str, Any]) -> None:
        if "primary_upn" in self.places or "primary_email" in self.places:
            facts["primary_upn"] = (self.cells.text("primary_upn") or self.cells.text("primary_email")).lower()

    def _say_own(self, facts: dict[str, Any]) -> None:
        """What stands in our own template, and in no export."""
        cells = self.cells
        if not self.is_from_management and (said := cells.text("primary_upn") or cells.text("primary_email")):
            facts["primary_upn"] = said.lower()
        for name, words in (("kind", KINDS), ("owner", OWNERS), ("status", STATUSES)):
            if name in self.places and not self.is_from_management and cells.text(name):
                facts[name] = cells.one_of(name, words)
        for name in ("purchased_on", "replace_on"):
            if name in self.places and (found := cells.read(name, day)):
                facts[name] = found
        if "price" in self.places and (price := cells.read("price", amount)) is not None:
            facts["price"] = price
        if "note" in self.places and (note := cells.text("note", 300)):
            facts["note"] = note

    def _starts(self, facts: dict[str, Any]) -> dict[str, Any]:
        """What a new device is taken to be, until somebody says otherwise in the register."""
        starts: dict[str, Any] = {}
        if "kind" not in facts:
            starts["kind"] = kind_of(facts.get("os", ""), facts.get("model", ""))
        if "owner" not in facts:
            starts["owner"] = facts.get("enrolled_owner") or Owner.MUNICIPALITY
        if "status" not in facts:
            starts["status"] = DeviceStatus.IN_USE if facts.get("primary_upn") else DeviceStatus.SPARE
        return starts


def kind_of(os: str, model: str) -> DeviceKind:
    """What kind of device it is, told from its operating system and model."""
    system = os.casefold()
    if system.startswith("ipad") or _TABLET_MODELS.search(model):
        return DeviceKind.TABLET
    if system.startswith(("ios", "android", "iphone")) or "iphone" in model.casefold():
        return DeviceKind.PHONE
    return DeviceKind.PC
