import io
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from fleet.actions import import_work
from fleet.models import Device, ImportBatch
from tests.factories import make_auditor, make_leader, make_municipality
from tests.fleet.factories import make_device, make_term

pytestmark = pytest.mark.django_db
INTUNE = "Device ID;Device name;Serial number\r\n"


@pytest.fixture
def leader(client):
    make_municipality()
    leader = make_leader()
    client.force_login(leader)
    return leader


def upload(client, text, kind="devices", name="fil.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    file = ContentFile(data, name=name)
    return client.post(reverse("fleet:import_list"), {"municipality": "1506", "kind": kind, "file": file})


def test_from_upload_to_undo(client, leader):
    make_device(serial="A2", name="Gammel", is_enrolled=True)
    make_device(serial="A3", is_enrolled=True)
    answer = upload(client, INTUNE + "1;PC-1;A1\r\n2;PC-2;A2\r\n3;PC-3;\r\n")
    batch = ImportBatch.objects.get()
    assert answer["Location"] == batch.get_absolute_url()
    page = client.get(batch.get_absolute_url())
    assert [(outcome.value, count) for outcome, count in page.context["outcomes"]] == [
        ("new", 1), ("changed", 1), ("unchanged", 0), ("rejected", 1), ("gone", 1),
    ]  # fmt: skip
    changed = client.get(batch.get_absolute_url() + "?outcome=changed").context["rows"]
    changes = {change.label: (change.before, change.after) for change in changed[0].changes}
    assert ("Gammel", "PC-2") in changes.values()
    client.post(reverse("fleet:import_apply", args=[batch.pk]))
    assert Device.objects.filter(is_enrolled=True).count() == 2
    page = client.get(batch.get_absolute_url() + "?outcome=tull")
    assert (page.context["can_undo"], page.context["chosen"].value) == (True, "new")
    client.post(reverse("fleet:import_undo", args=[batch.pk]))
    assert sorted(Device.objects.values_list("serial", "name")) == [("A2", "Gammel"), ("A3", "")]


def test_rejected_rows_are_a_file(client, leader):
    upload(client, INTUNE + "1;PC-1;\r\n2;PC-2;=1+1\r\n3;PC-3;6,3E+15\r\n")
    answer = client.get(reverse("fleet:import_rejected", args=[ImportBatch.objects.get().pk]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[:2] for line in lines[1:]] == [["2", "Serial number"], ["4", "Serial number"]]


def test_columns_are_chosen_on_a_page_of_their_own(client, leader):
    upload(client, "Merke;Nr\r\nLenovo;A1\r\n")
    batch = ImportBatch.objects.get()
    columns = reverse("fleet:import_map", args=[batch.pk])
    assert client.get(batch.get_absolute_url())["Location"] == columns
    assert list(client.get(columns).context["form"].fields["serial"].choices)[1:] == [("Merke", "Merke"), ("Nr", "Nr")]
    assert client.post(columns, {"manufacturer": "Merke"}).status_code == 422
    client.post(columns, {"serial": "Nr", "manufacturer": "Merke"})
    batch.refresh_from_db()
    assert (batch.state, batch.new) == ("ready", 1)


def test_columns_of_an_export_are_not_chosen(client, leader):
    upload(client, "User principal name,Licenses\r\na@x.no,Intune\r\n", kind="licences")
    batch = ImportBatch.objects.get()
    assert client.get(reverse("fleet:import_map", args=[batch.pk]))["Location"] == batch.get_absolute_url()


def test_a_file_whose_columns_cannot_be_read_says_why(client, leader):
    upload(client, INTUNE + "1;PC-1;A1\r\n")
    batch = ImportBatch.objects.get()
    with batch.file.open("wb") as file:
        file.write(b"\xd0\xcf\x11\xe0")
    assert client.get(reverse("fleet:import_map", args=[batch.pk])).status_code == 422


def test_an_empty_file_is_refused_in_the_form(client, leader):
    assert upload(client, "").status_code == 422
    assert ImportBatch.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_in_the_form(client, leader, monkeypatch):
    monkeypatch.setattr("fleet.actions.import_batch.MAX_FILE_BYTES", 3)
    assert upload(client, INTUNE).status_code == 422


def test_a_file_is_dropped_and_looked_at_again(client, leader):
    upload(client, INTUNE + "1;PC-1;A1\r\n")
    batch = ImportBatch.objects.get()
    make_device(serial="A1", name="PC-1", intune_id="1", is_enrolled=True)
    client.post(reverse("fleet:import_again", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.new, batch.unchanged) == (0, 1)
    client.post(reverse("fleet:import_drop", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == "dropped"


def test_a_long_file_is_worked_on_beside_the_request(client, leader, monkeypatch):
    started = []
    monkeypatch.setattr(import_work, "AT_ONCE_BYTES", 0)
    monkeypatch.setattr(import_work, "AT_ONCE_ROWS", 0)
    monkeypatch.setattr(import_work.subprocess, "Popen", lambda command, **kwargs: started.append(command[2:]))
    upload(client, INTUNE + "1;PC-1;A1\r\n")
    batch = ImportBatch.objects.get()
    progress = reverse("fleet:import_progress", args=[batch.pk])
    assert client.get(progress).content.strip().startswith(b'<div id="progress"')
    monkeypatch.setattr("resource.setrlimit", lambda *args: None)
    call_command("import_work", *started[0][1:])
    assert client.get(progress)["HX-Redirect"] == batch.get_absolute_url()
    client.post(reverse("fleet:import_apply", args=[batch.pk]))
    assert client.get(batch.get_absolute_url()).context["is_working"] is True
    call_command("import_work", *started[1][1:])
    batch.refresh_from_db()
    assert (batch.state, Device.objects.count()) == ("applied", 1)


def test_work_whose_process_died_can_be_asked_for_again(client, leader):
    upload(client, INTUNE + "1;PC-1;A1\r\n")
    long_ago = timezone.now() - timedelta(hours=1)
    ImportBatch.objects.update(state="applying", worked_at=long_ago)
    batch = ImportBatch.objects.get()
    assert client.get(batch.get_absolute_url()).context["is_stuck"] is True
    client.post(reverse("fleet:import_again", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == "ready"


def test_an_auditor_reads_and_uploads_nothing(client):
    make_municipality()
    client.force_login(make_auditor())
    assert client.get(reverse("fleet:import_list")).context["form"] is None
    upload(client, INTUNE + "1;PC-1;A1\r\n")
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize("noun", ["devices", "politicians"])
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_empty_template_can_be_brought_in_as_it_is(client, leader, noun, suffix):
    make_term()
    template = client.get(reverse("fleet:import_template", args=[noun, suffix])).content
    upload(client, template, kind=noun, name=f"mal.{suffix}")
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.rows, batch.new) == ("ready", 1, 1)


def test_a_workbook_with_empty_cells_at_the_end(client, leader):
    workbook, out = Workbook(), io.BytesIO()
    sheet = workbook.active
    sheet.append(["Serienummer", "Modell", "Kjøpsdato", "Merknad"])
    sheet.append(["A1", "Bok"])
    sheet.append([6377020000000000, "Bok"])
    sheet.append([12345, "Bok", date(2022, 5, 1), "=farlig"])
    workbook.save(out)
    upload(client, out.getvalue(), name="enheter.xlsx")
    batch = ImportBatch.objects.get()
    assert list(batch.found.order_by("pk").values_list("line", "outcome", "key")) == [
        (2, "new", "A1"),
        (3, "rejected", ""),
        (4, "new", "12345"),
    ]


def test_an_exported_workbook_holds_text_as_text_and_dates_as_dates(client, leader):
    make_device(serial="00123", model="=1+1", price="9500.50", purchased_on="2022-05-01")
    data = client.get(reverse("fleet:device_export", args=["xlsx"])).content
    sheet = load_workbook(io.BytesIO(data)).active
    row = [cell.value for cell in sheet[2]]
    assert (row[1], row[4], sheet["E2"].data_type, row[10]) == ("00123", "=1+1", "s", 9500.5)
    assert (row[9].isoformat(), sheet.freeze_panes, sheet.auto_filter.ref) == ("2022-05-01T00:00:00", "A2", "A1:P2")


def test_an_exported_csv_opens_in_a_norwegian_spreadsheet(client, leader):
    make_device(serial="00123", model="=1+1", price="9500.50", purchased_on="2022-05-01", note="-5; og «mer»")
    text = client.get(reverse("fleet:device_export", args=["csv"])).content.decode("utf-8-sig")
    cells = text.splitlines()[1].split(";")
    assert (cells[1], cells[4], cells[9], cells[10]) == ("00123", "'=1+1", "2022-05-01", "9500,50")
    assert text.splitlines()[1].endswith('"\'-5; og «mer»"')
