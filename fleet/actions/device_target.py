"""Devices from a file, held against the register of devices and written to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cooperation.models import Municipality
from fleet.imports.rows import Row
from fleet.models import Device, DeviceAssignment, ImportBatch, ImportRow, Politician, RowOutcome

from .bulk import save_many
from .import_findings import Finding, differences, plain

FIELDS = (
    "kind", "owner", "name", "manufacturer", "model", "purchased_on", "price", "replace_on", "status", "note",
    "is_enrolled", "enrolled_at", "last_check_in", "compliance", "enrolled_owner", "os", "os_version", "primary_upn",
    "intune_id", "entra_id",
)  # fmt: skip
HOLDER = "holder"


class DeviceTarget:
    """The devices of one municipality, known by their serial numbers."""

    key_field = "serial"

    def __init__(self, municipality: Municipality, *, today: date, knows_gone: bool) -> None:
        self.municipality = municipality
        self.today = today
        self.knows_gone = knows_gone
        self.registered: dict[str, dict[str, Any]] = {}
        self.held: set[int] = set()
        people = Politician.objects.filter(municipality=municipality.pk).exclude(email="")
        self.politicians = {person.email.lower(): person for person in people}

    def look_up(self, keys: list[str]) -> None:
        devices = Device.objects.filter(municipality=self.municipality.pk, serial__in=keys)
        self.registered = {found["serial"]: found for found in devices.values("pk", "serial", *FIELDS)}
        pks = [found["pk"] for found in self.registered.values()]
        assignments = DeviceAssignment.objects.open().filter(device__in=pks) if self.politicians and pks else ()
        self.held = {assignment.device_id for assignment in assignments}

    def judge(self, row: Row) -> Finding:
        registered = self.registered.get(row.key)
        holder = self._new_holder(row, registered)
        if registered is None:
            facts = {**row.facts, **row.starts}
            after = {name: plain(value) for name, value in facts.items() if value not in ("", None)}
            finding = Finding(RowOutcome.NEW, label=row.label, after=after)
        else:
            before, after = differences(registered, row.facts)
            outcome = RowOutcome.CHANGED if after or holder else RowOutcome.UNCHANGED
            finding = Finding(outcome, label=row.label, subject_pk=registered["pk"])
            if outcome == RowOutcome.CHANGED:
                finding.before, finding.after = before, after
        if holder and finding.after is not None:
            finding.after[HOLDER] = str(holder)
            finding.links = {HOLDER: holder.pk, "since": self._since(row)}
        return finding

    def _new_holder(self, row: Row, registered: dict[str, Any] | None) -> Politician | None:
        """The politician whom device management names as the user of a device that the register has with nobody."""
        if not self.politicians or (registered is not None and registered["pk"] in self.held):
            return None
        return self.politicians.get(row.facts.get("primary_upn", ""))

    def _since(self, row: Row) -> date:
        enrolled = row.facts.get("enrolled_at")
        return min(enrolled.date(), self.today) if isinstance(enrolled, datetime) else self.today

    def gone(self, is_named: Callable[[str], bool]) -> Iterator[Finding]:
        """Devices that were enrolled and that device management no longer names."""
        if not self.knows_gone:
            return
        enrolled = Device.objects.filter(municipality=self.municipality.pk, is_enrolled=True).order_by("pk")
        for device in enrolled.iterator(chunk_size=1000):
            if not is_named(device.serial):
                yield Finding(
                    RowOutcome.GONE,
                    key=device.serial,
                    label=str(device),
                    before={"is_enrolled": True},
                    after={"is_enrolled": False},
                    subject_pk=device.pk,
                )

    def write(self, findings: list[Finding], batch: ImportBatch) -> None:
        self._write_new([finding for finding in findings if finding.outcome == RowOutcome.NEW])
        changed = [finding for finding in findings if finding.outcome == RowOutcome.CHANGED]
        things = []
        for finding in changed:
            assert finding.row is not None
            things.append(Device(**{**self.registered[finding.key], **finding.row.facts}))
        save_many(things, FIELDS)
        Device.objects.filter(
            pk__in=[finding.subject_pk for finding in findings if finding.outcome == RowOutcome.GONE]
        ).update(is_enrolled=False)
        DeviceAssignment.objects.bulk_create(
            DeviceAssignment(
                device_id=finding.subject_pk,
                politician_id=finding.links[HOLDER],
                since=finding.links["since"],
                opened_by_import=batch,
            )
            for finding in findings
            if finding.links
        )

    def _write_new(self, findings: list[Finding]) -> None:
        things = [
            Device(municipality=self.municipality, serial=finding.key, **finding.row.facts, **finding.row.starts)
            for finding in findings
            if finding.row
        ]
        for finding, made in zip(findings, Device.objects.bulk_create(things), strict=True):
            finding.subject_pk = made.pk

    def why_not_undo(self, rows: list[ImportRow]) -> list[str]:
        """Every device that has been changed since in what the import wrote, or that somebody has got since."""
        reasons = []
        now = self._now(rows)
        for row in rows:
            device = now.get(row.subject_pk)
            if device is None:
                reasons.append(_("%(key)s is no longer in the register.") % {"key": row.key})
            elif any(plain(device[name]) != value for name, value in _own(row.after).items()):
                reasons.append(_("%(key)s has been changed since.") % {"key": row.key})
        new = [row.subject_pk for row in rows if row.outcome == RowOutcome.NEW]
        since = DeviceAssignment.objects.filter(device__in=new).exclude(
            opened_by_import=rows[0].batch_id if rows else 0
        )
        reasons += [
            _("%(device)s has been given to %(name)s since.") % {"device": one.device, "name": one.politician}
            for one in since.select_related("device", "politician")
        ]
        return reasons

    def undo(self, rows: list[ImportRow], batch: ImportBatch) -> None:
        """Take new devices away again, and give the others back what was registered of them."""
        DeviceAssignment.objects.filter(opened_by_import=batch, device__in=[row.subject_pk for row in rows]).delete()
        now = self._now(rows)
        things = [
            Device(**{**now[row.subject_pk], **{name: _value(name, value) for name, value in _own(row.before).items()}})
            for row in rows
            if row.outcome != RowOutcome.NEW
        ]
        save_many(things, FIELDS)
        Device.objects.filter(pk__in=[row.subject_pk for row in rows if row.outcome == RowOutcome.NEW]).delete()

    def _now(self, rows: list[ImportRow]) -> dict[int, dict[str, Any]]:
        devices = Device.objects.filter(pk__in=[row.subject_pk for row in rows])
        return {found["pk"]: found for found in devices.values("pk", "serial", *FIELDS)}


def _own(facts: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (facts or {}).items() if name != HOLDER}


def _value(name: str, value: Any) -> Any:
    """A value of the register out of what was kept of it as JSON."""
    if value is None:
        return None
    if name in ("enrolled_at", "last_check_in"):
        return datetime.fromisoformat(value)
    if name in ("purchased_on", "replace_on"):
        return date.fromisoformat(value)
    return Decimal(value) if name == "price" else value
