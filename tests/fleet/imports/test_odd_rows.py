"""Rows that are rejected for what only one kind of file can hold."""

import json

import pytest

from fleet.imports.accounts import AccountReader
from fleet.imports.columns import known_columns
from fleet.imports.devices import DeviceReader
from fleet.imports.open_table import open_table
from fleet.imports.politicians import PoliticianReader
from fleet.imports.rows import RowError
from fleet.imports.subscriptions import SubscriptionReader
from fleet.rules.microsoft_products import ProductNames

READERS = {
    "devices": DeviceReader,
    "licences": lambda table: AccountReader(table, ProductNames()),
    "subscriptions": lambda table: SubscriptionReader(table, ProductNames()),
    "politicians": PoliticianReader,
}


def judged(tmp_path, kind, data):
    path = tmp_path / "fil"
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    table = open_table(path, lambda header: known_columns(kind, header))
    reader = READERS[kind](table)
    found = []
    for record in table.records():
        reader.key(record), reader.freshness(record)
        try:
            found.append(reader.row(record).key)
        except RowError as error:
            found.append((error.column, bool(error.reason)))
    return found


@pytest.mark.parametrize(
    ("kind", "data", "found"),
    [
        ("devices", "Serienummer,Modell\nA1," + "x" * 121, [("Modell", True)]),
        ("devices", "Serienummer,Modell\nA1,\ufffd", [("Modell", True)]),
        ("devices", "Modell,Serienummer\nBok", [("", True)]),
        ("devices", "Serienummer,Status,Type\nA1,borte i skogen,\nA2,,romskip", [("Status", True), ("Type", True)]),
        ("devices", "Serienummer,E-post\nA1,Kari@x.no", ["A1"]),
        ("licences", "Username,Licenses,id\nKari@x.no,Intune," + "x" * 65, [("id", True)]),
        ("licences", "Licenses,Username\nIntune", [("", True)]),
        ("licences", "Username,Licenses\na@x.no," + "x" * 121 + "+Intune", [("Licenses", True)]),
        ("licences", "Username,Licenses\na@x.no," + "x" * 120, ["a@x.no"]),
        (
            "licences",
            [{"UPN": "a@x.no", "assignedLicenses": [{"skuPartNumber": "x" * 121}]}],
            [("assignedLicenses", True)],
        ),
        ("licences", "Username,Licenses,First name,Last name\na@x.no,,Kari,Nes", ["a@x.no"]),
        ("licences", "Username,Block credential,Is Deleted\na@x.no,False,True", ["a@x.no"]),
        ("licences", "Username,Block credential,Is Deleted\na@x.no,False,kanskje", [("Is Deleted", True)]),
        ("licences", [{"UPN": "a@x.no", "licenseDetails": "E1"}], [("licenseDetails", True)]),
        ("licences", [{"UPN": "a@x.no", "licenseDetails": ["E1"]}], [("licenseDetails", True)]),
        ("licences", [{"UPN": "a@x.no", "assignedLicenses": [{}]}], [("assignedLicenses", True)]),
        ("subscriptions", [{"skuPartNumber": "", "skuId": "", "consumedUnits": 1}], [("skuPartNumber", True)]),
        ("subscriptions", [{"skuPartNumber": "X", "prepaidUnits": "mange"}], [("prepaidUnits", True)]),
        ("subscriptions", [{"skuPartNumber": "X" * 121, "consumedUnits": 1}], [("skuPartNumber", True)]),
        ("subscriptions", "skuPartNumber,consumedUnits\nX\n", [("", True)]),
        ("politicians", "Parti,Navn\nA", [("", True)]),
        ("politicians", "Navn,Parti\n" + "x" * 81 + ",A", [("Navn", True)]),
        ("politicians", "Fornavn,E-post,Etternavn\nKari,,Nes", ["nes, kari"]),
    ],
)
def test_what_comes_of_a_row(tmp_path, kind, data, found):
    assert judged(tmp_path, kind, data) == found
