"""The rows of a file as the page shows them: what was and what will be, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from fleet.models import (
    Account,
    Compliance,
    Device,
    DeviceKind,
    DeviceStatus,
    ImportRow,
    Owner,
    Politician,
    SeatRole,
    Subscription,
    Term,
)
from licensing.rules.money import format_amount

CHOICES: dict[str, dict[str, object]] = {
    "kind": dict(DeviceKind.choices),
    "owner": dict(Owner.choices),
    "enrolled_owner": dict(Owner.choices),
    "status": dict(DeviceStatus.choices),
    "compliance": dict(Compliance.choices),
}
MODELS: tuple[type[Model], ...] = (Device, Account, Politician, Subscription)


@dataclass(frozen=True)
class ShownChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownRow:
    row: ImportRow
    changes: list[ShownChange]


def shown_rows(rows: Iterable[ImportRow]) -> list[ShownRow]:
    """Each row with its differences under the names that the registers use."""
    terms = {term.pk: str(term) for term in Term.objects.all()}
    shown = []
    for row in rows:
        before, after = row.before or {}, row.after or {}
        names = dict.fromkeys([*after, *before])
        shown.append(
            ShownRow(
                row,
                [
                    ShownChange(label_of(name), told(name, before.get(name), terms), told(name, after.get(name), terms))
                    for name in names
                ],
            )
        )
    return shown


def label_of(name: str) -> str:
    own = {
        "holder": _("Handed to"),
        "licences": _("Licences"),
        "seat": _("Seat"),
        "politician_id": _("Politician"),
        "is_gone": _("Gone from the tenant"),
    }
    if name in own:
        return own[name]
    for model in MODELS:
        if any(field.name == name for field in model._meta.get_fields()):
            written = str(getattr(model._meta.get_field(name), "verbose_name", name))
            return written[:1].upper() + written[1:]
    return name


def told(name: str, value: Any, terms: dict[int, str]) -> str:
    """A value in words."""
    if value in (None, "", []):
        found = "–"
    elif isinstance(value, bool):
        found = _("Yes") if value else _("No")
    elif isinstance(value, list):
        found = ", ".join(map(str, value))
    elif isinstance(value, dict):
        found = f"{SeatRole(value['role']).label} {terms.get(value['term'], '')}".strip()
    elif name == "politician_id":
        found = _("linked by the address")
    elif name in ("enrolled_at", "last_check_in") and (moment := parse_datetime(str(value))):
        found = date_format(localtime(moment), "j. b Y H:i")
    elif name in ("purchased_on", "replace_on") and (day := parse_date(str(value))):
        found = date_format(day, "j. b Y")
    elif name == "price":
        found = format_amount(Decimal(value))
    else:
        found = str(CHOICES.get(name, {}).get(value, value))
    return found
