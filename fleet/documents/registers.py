"""The registers as files: devices, politicians, what is to be replaced, rejected rows, and empty templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.models import Municipality
from fleet.models import Device, ImportBatch, Politician, RowOutcome
from fleet.queries.device import with_holders
from fleet.queries.politician import with_all_of_them
from fleet.queries.replacement import JudgedDevice, price_of
from fleet.rules.replacement import Lifetimes, Verdict

from .register_file import FileColumn, RegisterFile, Value

CHUNK = 1000


def verdict_told(verdict: str) -> str:
    """Why a device counts or not, in words."""
    return {
        Verdict.DUE: _("Due: it counts"),
        Verdict.TOO_NEW: _("Too new"),
        Verdict.ORDERED: _("A replacement is ordered already"),
        Verdict.PRIVATE: _("Owned by the politician"),
        Verdict.SPARE: _("Spare: nobody uses it"),
        Verdict.LOST: _("Lost"),
        Verdict.RETURNED: _("Returned"),
        Verdict.BOUGHT_OUT: _("Bought out"),
        Verdict.RETIRED: _("Retired"),
        Verdict.NO_DATE: _("No date of purchase: it cannot be told"),
    }[Verdict(verdict)]


def device_file(devices: QuerySet[Device], *, today: date) -> RegisterFile:
    """Devices, with who has each."""
    columns = (
        FileColumn(_("Municipality")),
        FileColumn(_("Serial number"), 20),
        FileColumn(_("Kind"), 10),
        FileColumn(_("Manufacturer")),
        FileColumn(_("Model"), 24),
        FileColumn(_("Device name"), 20),
        FileColumn(_("Owner"), 22),
        FileColumn(_("Status")),
        FileColumn(_("Politician"), 26),
        FileColumn(_("Purchased"), 12),
        FileColumn(_("Price in kroner"), 12, is_amount=True),
        FileColumn(_("To be replaced"), 12),
        FileColumn(_("Enrolled"), 10),
        FileColumn(_("Last check-in"), 18),
        FileColumn(_("Compliance")),
        FileColumn(_("Note"), 30),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        for device in with_holders(devices).iterator(chunk_size=CHUNK):
            holders = device.open_assignments  # type: ignore[attr-defined]  # as with_holders keeps them
            yield (
                device.municipality.name,
                device.serial,
                str(device.get_kind_display()),
                device.manufacturer,
                device.model,
                device.name,
                str(device.get_owner_display()),
                str(device.get_status_display()),
                holders[0].politician.list_name if holders else "",
                device.purchased_on,
                device.price,
                device.replace_on,
                _("Yes") if device.is_enrolled else _("No"),
                device.last_check_in,
                str(device.get_compliance_display()),
                device.note,
            )

    return RegisterFile(_("Devices"), _("Devices on %(day)s") % {"day": today.isoformat()}, columns, rows())


def politician_file(politicians: QuerySet[Politician], *, today: date) -> RegisterFile:
    """Politicians, with their seats, device and licences."""
    columns = (
        FileColumn(_("Municipality")),
        FileColumn(_("Family name"), 20),
        FileColumn(_("Given names"), 20),
        FileColumn(_("E-mail"), 34),
        FileColumn(_("Telephone")),
        FileColumn(_("Party")),
        FileColumn(_("Seats"), 30),
        FileColumn(_("Device"), 34),
        FileColumn(_("Licences"), 30),
        FileColumn(_("Note"), 30),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        for one in with_all_of_them(politicians).iterator(chunk_size=CHUNK):
            devices: list[Any] = one.open_devices  # type: ignore[attr-defined]  # as with_all_of_them keeps them
            yield (
                one.municipality.name,
                one.family_name,
                one.given_name,
                one.email,
                one.phone,
                one.party,
                ", ".join(str(seat) for seat in one.seats.all()),
                ", ".join(str(assignment.device) for assignment in devices),
                ", ".join(licences_of(one)),
                one.note,
            )

    return RegisterFile(_("Politicians"), _("Politicians on %(day)s") % {"day": today.isoformat()}, columns, rows())


def licences_of(politician: Politician) -> list[str]:
    """The names of the licences that a politician's accounts hold, of one that `with_all_of_them` read."""
    names = [
        licence.product_name
        for account in politician.accounts.all()
        for licence in account.open_licences  # type: ignore[attr-defined]  # as with_all_of_them keeps them
    ]
    return list(dict.fromkeys(names))


def replacement_file(
    municipality: Municipality, judged: Iterable[JudgedDevice], lifetimes: Lifetimes, *, as_of: date
) -> RegisterFile:
    """Every device of a municipality with the reason why it counts or not."""
    columns = (
        FileColumn(_("Serial number"), 20),
        FileColumn(_("Kind"), 10),
        FileColumn(_("Model"), 24),
        FileColumn(_("Politician"), 26),
        FileColumn(_("Purchased"), 12),
        FileColumn(_("Due"), 12),
        FileColumn(pgettext("is counted", "Counts"), 8),
        FileColumn(_("Why"), 34),
        FileColumn(_("Price of a new one in kroner"), 14, is_amount=True),
    )
    rows = (
        (
            one.device.serial,
            str(one.device.get_kind_display()),
            one.device.model,
            holders[0].politician.list_name if holders else "",
            one.device.purchased_on,
            one.judgement.due_on,
            int(one.judgement.counts),
            verdict_told(one.judgement.verdict),
            price_of(one.judgement.device, lifetimes) if one.judgement.counts else None,
        )
        for one in judged
        for holders in [one.device.open_assignments]  # type: ignore[attr-defined]  # as judged_devices keeps them
    )
    title = _("%(name)s: devices due by %(day)s") % {"name": municipality, "day": as_of.isoformat()}
    return RegisterFile(_("Replacement"), title, columns, rows)


def rejected_file(batch: ImportBatch) -> RegisterFile:
    """The rows of a file that could not be used, to be mended and brought in once more."""
    columns = (
        FileColumn(_("Line"), 8),
        FileColumn(_("Column"), 24),
        FileColumn(_("Reason"), 60),
        FileColumn(_("Key"), 24),
    )
    rejected = batch.found.filter(outcome=RowOutcome.REJECTED).order_by("pk")
    rows = ((row.line, row.column, row.reason, row.key) for row in rejected.iterator(chunk_size=CHUNK))
    return RegisterFile(_("Rejected rows"), batch.file_name, columns, rows)


def device_template() -> RegisterFile:
    """An empty list of devices with the column names that are understood, and one example."""
    labels = (
        _("Serial number"), _("Kind"), _("Manufacturer"), _("Model"), _("Device name"), _("Owner"), _("Status"),
        _("Purchased"), _("Price"), _("To be replaced"), _("E-mail"), _("Note"),
    )  # fmt: skip
    example: tuple[Value, ...] = (
        "PF3ABC01", "PC", "Lenovo", "ThinkPad L14", "KOM-PC-001", _("Municipality"), _("In use"),
        date(2022, 9, 1), 12000, None, "kari.nordnes@example.no", "",
    )  # fmt: skip
    return RegisterFile(_("Devices"), _("Devices"), tuple(FileColumn(label, 18) for label in labels), [example])


def politician_template() -> RegisterFile:
    """An empty list of politicians with the column names that are understood, and one example."""
    labels = (
        _("Family name"), _("Given names"), _("E-mail"), _("Telephone"), _("Party"), _("Sits in"), _("Term"), _("Note"),
    )  # fmt: skip
    example: tuple[Value, ...] = (
        "Nordnes", "Kari", "kari.nordnes@example.no", "900 00 000", "", _("Council"), "2023–2027", "",
    )  # fmt: skip
    return RegisterFile(_("Politicians"), _("Politicians"), tuple(FileColumn(label, 18) for label in labels), [example])
