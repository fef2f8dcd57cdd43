"""What a file of each kind is read with and held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cooperation.models import Municipality
from fleet.imports.accounts import AccountReader
from fleet.imports.columns import WANTED, known_columns
from fleet.imports.devices import DeviceReader
from fleet.imports.faults import Fault, UnreadableError
from fleet.imports.open_table import open_table
from fleet.imports.politicians import PoliticianReader
from fleet.imports.subscriptions import SubscriptionReader
from fleet.imports.table import Score, Table
from fleet.models import ImportKind
from fleet.rules.microsoft_products import ProductNames
from licensing.models import Product

from .account_target import AccountTarget
from .device_target import DeviceTarget
from .import_findings import Reader, Target
from .politician_target import PoliticianTarget
from .subscription_target import SubscriptionTarget


@dataclass(frozen=True)
class ImportFile:
    """A file that was understood: its rows, what reads them and what they are held against."""

    kind: ImportKind
    table: Table
    reader: Reader
    target: Target


def open_import(
    path: Path, kind: str, municipality: Municipality, *, today: date, mapping: dict[str, str] | None = None
) -> ImportFile:
    """Open a file of this kind. Raises UnreadableError.

    `mapping` names the file's column for each of our fields, where somebody has chosen them. A file of licences can
    be one of accounts with their licences, or Graph's list of what is paid for.
    """
    wanted = ImportKind(kind)
    try:
        table = open_table(path, _score(wanted, mapping))
    except UnreadableError as unreadable:
        if wanted == ImportKind.LICENCES and unreadable.fault in (Fault.JSON, Fault.NO_HEADER):
            wanted, subscriptions = ImportKind.SUBSCRIPTIONS, _subscriptions(path)
            if subscriptions is not None:
                return _import_of(wanted, subscriptions, municipality, today=today)
        raise UnreadableError(unreadable.fault, WANTED[kind]) from None
    places = {field: table.header.index(name) for field, name in mapping.items()} if mapping else None
    return _import_of(wanted, table, municipality, today=today, places=places)


def _score(kind: ImportKind, mapping: dict[str, str] | None) -> Score:
    """How well a row fits as the header of such a file."""
    if mapping:
        chosen = set(mapping.values())
        return lambda header: len(chosen) if chosen <= {str(name).strip() for name in header} else 0
    return lambda header: known_columns(kind, [str(name) for name in header])


def _subscriptions(path: Path) -> Table | None:
    try:
        return open_table(path, _score(ImportKind.SUBSCRIPTIONS, None))
    except UnreadableError:
        return None


def _import_of(
    kind: ImportKind,
    table: Table,
    municipality: Municipality,
    *,
    today: date,
    places: dict[str, int] | None = None,
) -> ImportFile:
    reader: Reader
    if kind == ImportKind.DEVICES:
        reader = DeviceReader(table, places)
    elif kind == ImportKind.LICENCES:
        reader = AccountReader(table, product_names())
    elif kind == ImportKind.SUBSCRIPTIONS:
        reader = SubscriptionReader(table, product_names())
    else:
        reader = PoliticianReader(table, places)
    is_from_management = isinstance(reader, DeviceReader) and reader.is_from_management
    target = target_of(kind, municipality, today=today, knows_gone=is_from_management)
    return ImportFile(kind, table, reader, target)


def target_of(kind: str, municipality: Municipality, *, today: date, knows_gone: bool = False) -> Target:
    """The register that a kind of file is held against."""
    if kind == ImportKind.DEVICES:
        return DeviceTarget(municipality, today=today, knows_gone=knows_gone)
    if kind == ImportKind.LICENCES:
        return AccountTarget(municipality, today=today)
    if kind == ImportKind.SUBSCRIPTIONS:
        return SubscriptionTarget(municipality)
    return PoliticianTarget(municipality, today=today)


def header_of(path: Path) -> tuple[str, ...]:
    """The first row that names columns, of a file whose columns nobody knows. Raises UnreadableError."""
    return open_table(path, lambda header: len([name for name in header if str(name).strip()])).header


def product_names() -> ProductNames:
    """The names of products, those in the cooperation's own list first."""
    return ProductNames(
        (product.sku_part_number, str(product.sku_id or ""), product.name) for product in Product.objects.all()
    )
