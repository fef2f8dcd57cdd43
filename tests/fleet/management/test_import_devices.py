import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from fleet.models import Device, DeviceAssignment, ImportBatch
from tests.factories import make_municipality
from tests.fleet.factories import make_device, make_device_assignment, make_politician

HEADER = (
    "Device ID,Device name,Enrollment date,Last check-in,{entra} Device ID,OS version,{entra} registered,"
    "EAS activation ID,Serial number,Manufacturer,Model,Primary user UPN,Compliance,Managed by,Ownership,OS,JoinType"
)
NEW, OLD = HEADER.format(entra="Microsoft Entra"), HEADER.format(entra="Azure AD")


def line(serial="PF3ABC01", name="AUK-PC-001", check_in="2023-12-11 06:58:41.7654321", upn="", **other):
    facts = {"compliance": "Compliant", "ownership": "Corporate", "os": "Windows", "model": "ThinkPad L14"} | other
    return (
        f"id-{serial},{name},2022-09-01 08:00:00.0000000,{check_in},entra-{serial},10.0.19045.3693,True,,{serial},LENOVO,"
        f"{facts['model']},{upn},{facts['compliance']},Intune,{facts['ownership']},{facts['os']},Azure AD joined"
    )


def text(*lines, header=NEW, end="\r\n"):
    return end.join([header, *lines, ""])


@pytest.fixture
def aukra(db):
    return make_municipality(number="1547", name="Aukra", politician_domain="aukrapolitikar.no")


def run(tmp_path, data, *options, name="export.csv", number="1547"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    out = io.StringIO()
    call_command("import_devices", str(path), "--municipality", number, *options, stdout=out)
    return out.getvalue()


def counted(tmp_path, data, *options, **more):
    found = json.loads(run(tmp_path, data, "--json", *options, **more))
    assert found["rows"] == found["new"] + found["changed"] + found["unchanged"] + found["rejected"]
    assert found["rejected"] == len(found["rejected_rows"])
    return found


def sums(found):
    return [found[name] for name in ("rows", "new", "changed", "unchanged", "rejected", "gone")]


def test_a_device_is_registered_with_what_the_export_says(aukra, tmp_path):
    assert sums(counted(tmp_path, text(line()))) == [1, 1, 0, 0, 0, 0]
    device = Device.objects.get()
    assert (device.serial, device.name, device.manufacturer, device.model) == (
        "PF3ABC01", "AUK-PC-001", "LENOVO", "ThinkPad L14",
    )  # fmt: skip
    assert device.last_check_in == datetime(2023, 12, 11, 6, 58, 41, tzinfo=UTC)
    assert (device.is_enrolled, device.compliance, device.owner, device.kind, device.status) == (
        True, "compliant", "municipality", "pc", "spare",
    )  # fmt: skip
    assert (device.intune_id, device.entra_id) == ("id-PF3ABC01", "entra-PF3ABC01")


def test_both_generations_of_headers_say_the_same(aukra, tmp_path):
    counted(tmp_path, text(line(), header=OLD))
    assert sums(counted(tmp_path, text(line(), header=NEW))) == [1, 0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"),
    [
        ("utf-8", ",", "\r\n"),
        ("utf-8-sig", ";", "\n"),
        ("cp1252", ";", "\r\n"),
        ("cp1252", "\t", "\n"),
        ("utf-16", "\t", "\r\n"),
        ("utf-16-le", ",", "\n"),
        ("utf-16-be", ",", "\n"),
        ("utf-8", ",", "\r"),
        ("mac_roman", ";", "\r"),
    ],
)
def test_any_encoding_separator_and_line_end(aukra, tmp_path, encoding, delimiter, end):
    data = text(line(name="Østlæ-Å"), end=end).replace(",", delimiter).encode(encoding)
    assert sums(counted(tmp_path, data)) == [1, 1, 0, 0, 0, 0]
    assert Device.objects.get().name == "Østlæ-Å"


def test_a_zip_archive_with_the_export(aukra, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("__MACOSX/._Devices.csv", "junk")
        archive.writestr("DevicesWithInventory_2023.csv", text(line()))
    assert sums(counted(tmp_path, packed.getvalue(), name="export.zip")) == [1, 1, 0, 0, 0, 0]


def test_a_line_that_says_which_separator_it_is_and_a_title_are_passed_over(aukra, tmp_path):
    data = "sep=;\r\nEksport fra Intune\r\n\r\n" + text(line(), line("PF3ABC02")).replace(",", ";")
    assert sums(counted(tmp_path, data)) == [2, 2, 0, 0, 0, 0]


def test_the_same_file_twice_changes_nothing(aukra, tmp_path):
    data = text(line(), line("PF3ABC02"))
    counted(tmp_path, data)
    before = list(Device.objects.order_by("pk").values())
    assert sums(counted(tmp_path, data)) == [2, 0, 0, 2, 0, 0]
    assert list(Device.objects.order_by("pk").values()) == before


def test_a_dry_run_changes_nothing(aukra, tmp_path):
    assert sums(counted(tmp_path, text(line()), "--dry-run")) == [1, 1, 0, 0, 0, 0]
    assert (Device.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_what_changed_and_what_is_gone(aukra, tmp_path):
    counted(tmp_path, text(line(), line("PF3ABC02"), line("PF3ABC03")))
    found = counted(tmp_path, text(line(name="AUK-PC-999"), line("PF3ABC02")))
    assert sums(found) == [2, 0, 1, 1, 0, 1]
    assert list(Device.objects.order_by("serial").values_list("serial", "name", "is_enrolled")) == [
        ("PF3ABC01", "AUK-PC-999", True),
        ("PF3ABC02", "AUK-PC-001", True),
        ("PF3ABC03", "AUK-PC-001", False),
    ]
    assert sums(counted(tmp_path, text(line(name="AUK-PC-999"), line("PF3ABC02")))) == [2, 0, 0, 2, 0, 0]


def test_every_rejected_row_has_its_line_column_and_reason(aukra, tmp_path):
    lines = [
        line(),
        line(serial="6.37702E+15"),
        line(serial=""),
        line("PF3ABC02", check_in="i går"),
        line(),
        line("PF3ABC03") + ",en,for,mange",
        "for,faa",
        line("PF3ABC04", name='"to\r\nlinjer"'),
        line("PF3ABC05", check_in="02/03/2023"),
        line(serial="Default string"),
    ]
    found = counted(tmp_path, text(*lines))
    assert sums(found) == [10, 2, 0, 0, 8, 0]
    assert [(row["line"], row["column"]) for row in found["rejected_rows"]] == [
        (3, "Serial number"),
        (4, "Serial number"),
        (5, "Last check-in"),
        (6, "Serial number"),
        (7, ""),
        (8, ""),
        (11, "Last check-in"),
        (12, "Serial number"),
    ]
    assert all(row["reason"] for row in found["rejected_rows"])
    assert Device.objects.get(serial="PF3ABC04").name == "to linjer"


def test_of_two_rows_with_one_serial_number_the_device_that_checked_in_last_is_used(aukra, tmp_path):
    found = counted(
        tmp_path,
        text(line(name="gammel", check_in="2022-01-01 00:00:00"), line(name="ny", check_in="2023-12-01 00:00:00")),
    )
    assert (sums(found), found["rejected_rows"][0]["line"]) == ([2, 1, 0, 0, 1, 0], 2)
    assert Device.objects.get().name == "ny"


def test_a_device_whose_row_is_rejected_is_not_gone(aukra, tmp_path):
    counted(tmp_path, text(line()))
    assert sums(counted(tmp_path, text(line(check_in="tull"), line("PF3ABC02")))) == [2, 1, 0, 0, 1, 0]


def test_the_year_one_means_never(aukra, tmp_path):
    counted(tmp_path, text(line(check_in="0001-01-01 00:00:00.0000000")))
    assert Device.objects.get().last_check_in is None


def test_what_an_empty_cell_does_not_say_stays_registered(aukra, tmp_path):
    make_device(municipality=aukra, serial="PF3ABC01", model="Egen modell", note="Skjermen er ripet")
    counted(tmp_path, text(line(model="")))
    device = Device.objects.get()
    assert (device.model, device.note) == ("Egen modell", "Skjermen er ripet")


def test_the_registers_owner_stands_and_that_of_device_management_is_kept_beside_it(aukra, tmp_path):
    make_device(municipality=aukra, serial="PF3ABC01", owner="politician")
    counted(tmp_path, text(line()))
    device = Device.objects.get()
    assert (device.owner, device.enrolled_owner) == ("politician", "municipality")


def test_a_device_gets_to_the_politician_who_uses_it(aukra, tmp_path):
    kari = make_politician(municipality=aukra, email="Kari@aukrapolitikar.no")
    counted(tmp_path, text(line(upn="kari@aukrapolitikar.no")))
    assignment = DeviceAssignment.objects.get()
    assert (assignment.politician, assignment.since.isoformat(), assignment.until) == (kari, "2022-09-01", None)
    assert Device.objects.get().status == "in_use"


def test_a_device_that_is_with_somebody_stays_with_them(aukra, tmp_path):
    make_politician(municipality=aukra, email="kari@aukrapolitikar.no")
    ola = make_politician(municipality=aukra, email="ola@aukrapolitikar.no")
    make_device_assignment(device=make_device(municipality=aukra, serial="PF3ABC01"), politician=ola)
    counted(tmp_path, text(line(upn="kari@aukrapolitikar.no")))
    assert DeviceAssignment.objects.get().politician == ola


def test_kinds_are_told_from_system_and_model(aukra, tmp_path):
    counted(
        tmp_path,
        text(
            line("A1", os="iOS", model="iPad Air"),
            line("A2", os="iOS", model="iPhone 13"),
            line("A3", os="Android", model="SM-T870"),
            line("A4", os="Android", model="Pixel 7"),
            line("A5", os="macOS", model="MacBook Air"),
        ),
    )
    assert list(Device.objects.order_by("serial").values_list("kind", flat=True)) == [
        "tablet", "phone", "tablet", "phone", "pc",
    ]  # fmt: skip


GRAPH_DEVICE = {
    "id": "id-1",
    "deviceName": "MOL-IPAD-1",
    "managedDeviceOwnerType": "personal",
    "enrolledDateTime": "2022-09-01T08:00:00Z",
    "lastSyncDateTime": "2023-12-11T06:58:41.7654321+01:00",
    "complianceState": "noncompliant",
    "serialNumber": "dmpx123",
    "userPrincipalName": None,
    "model": "iPad",
    "manufacturer": "Apple",
    "operatingSystem": "iOS",
    "totalStorageSpaceInBytes": 64000000000,
    "isEncrypted": True,
}


@pytest.mark.parametrize(
    "answer", [{"value": [GRAPH_DEVICE]}, [GRAPH_DEVICE], GRAPH_DEVICE, [{"value": [GRAPH_DEVICE]}]]
)
def test_devices_as_graph_lists_them(aukra, tmp_path, answer):
    assert sums(counted(tmp_path, json.dumps(answer), name="managedDevices.json")) == [1, 1, 0, 0, 0, 0]
    device = Device.objects.get()
    assert (device.serial, device.owner, device.compliance, device.kind) == (
        "DMPX123", "politician", "not_compliant", "tablet",
    )  # fmt: skip
    assert device.last_check_in == datetime(2023, 12, 11, 5, 58, 41, tzinfo=UTC)


def test_one_page_of_an_answer_does_not_make_the_rest_gone(aukra, tmp_path):
    counted(tmp_path, text(line()))
    page = {"@odata.nextLink": "https://graph.example.org/next", "value": [GRAPH_DEVICE]}
    assert sums(counted(tmp_path, json.dumps(page), name="page.json")) == [1, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"bare tekst uten tabell",
        b"Navn;E-post\r\nKari;kari@example.no",
        b'{"value": []}',
        b'{"value": [{"navn": 1}]}',
        b"{ikke json",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"PK\x03\x04 ikke et arkiv",
        b"%PDF-1.7 noe",
        bytes(range(256)) * 20,
    ],
)
def test_a_file_that_is_something_else_is_not_understood(aukra, tmp_path, data, capsys):
    with pytest.raises(SystemExit) as ended:
        run(tmp_path, data, "--json")
    assert ended.value.code == 1
    assert (Device.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_a_header_without_rows_makes_nothing_gone(aukra, tmp_path):
    counted(tmp_path, text(line()))
    assert sums(counted(tmp_path, text())) == [0, 0, 0, 0, 0, 0]


def test_an_archive_that_unpacks_to_far_more_is_not_opened(aukra, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bombe.csv", b"0" * (30 * 1024 * 1024))
    with pytest.raises(SystemExit):
        run(tmp_path, packed.getvalue(), name="bombe.zip")


def test_a_missing_quotation_mark_costs_the_rows_that_it_swallows_and_says_so(aukra, tmp_path):
    found = counted(tmp_path, text(line("A1"), line("A2", name='"aapen'), line("A3"), line("A4")))
    assert sums(found) == [2, 1, 0, 0, 1, 0]
    assert found["rejected_rows"][0]["line"] == 3


def test_an_unknown_municipality_is_named_with_those_there_are(aukra, tmp_path):
    with pytest.raises(CommandError, match="1547 Aukra"):
        run(tmp_path, text(line()), number="9999")


def test_without_json_the_counts_are_told(aukra, tmp_path):
    told = run(tmp_path, text(line(), line(serial="")), "--dry-run")
    assert told.splitlines()[0].endswith(": 2")
    assert len(told.splitlines()) == 8


def test_another_municipalitys_device_with_the_same_serial_number_is_left_alone(aukra, tmp_path):
    make_device(municipality=make_municipality(), serial="PF3ABC01", name="MOL")
    assert sums(counted(tmp_path, text(line()))) == [1, 1, 0, 0, 0, 0]
    assert Device.objects.get(municipality__number="1506").name == "MOL"
