from datetime import date

import pytest
from django.core.files.base import ContentFile

from cooperation.rules.refusal import Refused
from fleet.actions.import_batch import (
    apply_import,
    claim_import,
    drop_import,
    map_import,
    progress_of,
    read_import,
    undo_import,
    upload_import,
    why_not_apply,
    why_not_map,
    why_not_undo,
)
from fleet.models import (
    Account,
    Device,
    DeviceAssignment,
    ImportBatch,
    LicenceAssignment,
    Politician,
    Seat,
    Subscription,
)
from tests.factories import make_leader, make_municipality
from tests.fleet.factories import (
    make_account,
    make_device,
    make_device_assignment,
    make_licence,
    make_politician,
    make_subsidy,
    make_term,
)

pytestmark = pytest.mark.django_db
TODAY = date(2023, 12, 13)
INTUNE = "Device ID;Device name;Serial number;Last check-in;Primary user UPN\r\n"


@pytest.fixture
def leader():
    return make_leader()


@pytest.fixture
def molde():
    return make_municipality()


def looked_at(molde, leader, text, kind="devices", name="fil.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    batch = upload_import(ContentFile(data, name=name), kind=kind, municipality=molde, by=leader)
    read_import(batch, today=TODAY)
    batch.refresh_from_db()
    return batch


def applied(*args, **kwargs):
    batch = looked_at(*args, **kwargs)
    claim_import(batch)
    apply_import(batch, by=args[1], today=TODAY)
    batch.refresh_from_db()
    return batch


def test_looking_at_a_file_changes_nothing_in_the_register(molde, leader):
    batch = looked_at(molde, leader, INTUNE + "1;PC-1;A1;2023-12-01 08:00:00;\r\n2;PC-2;;;\r\n")
    assert (batch.state, batch.rows, batch.new, batch.rejected) == ("ready", 2, 1, 1)
    assert list(batch.found.values_list("line", "outcome", "key")) == [(2, "new", "A1"), (3, "rejected", "")]
    assert (Device.objects.count(), progress_of(batch)) == (0, {"done": 2, "rows": 2})


def test_a_file_is_applied_once(molde, leader):
    batch = applied(molde, leader, INTUNE + "1;PC-1;A1;2023-12-01 08:00:00;\r\n")
    assert (batch.state, Device.objects.count(), batch.found.get().subject_pk) == (
        "applied",
        1,
        Device.objects.get().pk,
    )
    with pytest.raises(Refused):
        claim_import(batch)


def test_two_who_press_the_button_at_once(molde, leader):
    batch = looked_at(molde, leader, INTUNE + "1;PC-1;A1;;\r\n")
    ImportBatch.objects.filter(pk=batch.pk).update(state="applying")
    with pytest.raises(Refused):
        claim_import(batch)


def test_a_file_that_changes_nothing_is_not_applied(molde, leader):
    applied(molde, leader, INTUNE + "1;PC-1;A1;;\r\n")
    assert len(why_not_apply(looked_at(molde, leader, INTUNE + "1;PC-1;A1;;\r\n"))) == 1


def test_what_is_applied_is_what_was_shown(molde, leader):
    batch = looked_at(molde, leader, INTUNE + "1;PC-1;A1;;\r\n")
    make_device(municipality=molde, serial="A1", name="PC-9")
    claim_import(batch)
    with pytest.raises(Refused):
        apply_import(batch, by=leader, today=TODAY)
    batch.refresh_from_db()
    assert (batch.state, batch.changed, Device.objects.get().name) == ("ready", 1, "PC-9")


def test_an_error_half_way_leaves_the_register_and_the_file_as_they_were(molde, leader, monkeypatch):
    batch = looked_at(molde, leader, INTUNE + "1;PC-1;A1;;\r\n")
    claim_import(batch)
    monkeypatch.setattr("fleet.actions.import_batch._applied", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apply_import(batch, by=leader, today=TODAY)
    batch.refresh_from_db()
    assert (batch.state, Device.objects.count()) == ("ready", 0)


def test_an_import_of_devices_is_undone(molde, leader):
    kari = make_politician(municipality=molde, email="kari@x.no")
    old = make_device(municipality=molde, serial="A1", name="Gammel", is_enrolled=True)
    gone = make_device(municipality=molde, serial="A9", is_enrolled=True)
    before = list(Device.objects.order_by("pk").values())
    batch = applied(
        molde, leader, INTUNE + "1;PC-1;A1;2023-12-01 08:00:00;kari@x.no\r\n2;PC-2;A2;2023-12-02 08:00:00;\r\n"
    )
    assert (batch.new, batch.changed, batch.gone) == (1, 1, 1)
    assert DeviceAssignment.objects.get().politician == kari
    undo_import(batch, by=leader, today=TODAY)
    batch.refresh_from_db()
    assert list(Device.objects.order_by("pk").values()) == before
    assert (batch.state, DeviceAssignment.objects.count(), old.pk < gone.pk) == ("undone", 0, True)


def test_dates_and_prices_come_back_when_a_template_is_undone(molde, leader):
    make_device(municipality=molde, serial="A1", purchased_on=date(2020, 1, 1), price="100.50", last_check_in=None)
    before = Device.objects.values().get()
    batch = applied(
        molde,
        leader,
        "Serienummer;Kjøpsdato;Pris;Type;Eier;Status\r\nA1;2022-05-01;9 500,50;iPad;politiker;På lager\r\n",
    )
    device = Device.objects.get()
    assert (str(device.price), device.kind, device.owner, device.status) == ("9500.50", "tablet", "politician", "spare")
    undo_import(batch, by=leader, today=TODAY)
    assert Device.objects.values().get() == before


def test_what_has_been_changed_since_is_told_and_nothing_is_undone(molde, leader):
    gone = make_device(municipality=molde, serial="A9", is_enrolled=True)
    batch = applied(molde, leader, INTUNE + "1;PC-1;A1;;\r\n2;PC-2;A2;;\r\n")
    Device.objects.filter(serial="A1").update(name="Ny")
    make_device_assignment(device=Device.objects.get(serial="A2"))
    gone.delete()
    reasons = why_not_undo(batch, today=TODAY)
    assert len(reasons) == 3
    with pytest.raises(Refused):
        undo_import(batch, by=leader, today=TODAY)


def test_many_reasons_are_counted_instead_of_listed(molde, leader, monkeypatch):
    monkeypatch.setattr("fleet.actions.import_batch.MOST_REASONS", 1)
    batch = applied(molde, leader, INTUNE + "1;PC-1;A1;;\r\n2;PC-2;A2;;\r\n")
    Device.objects.update(name="Ny")
    assert len(why_not_undo(batch, today=TODAY)) == 2


def test_only_the_last_import_is_undone(molde, leader):
    first = applied(molde, leader, INTUNE + "1;PC-1;A1;;\r\n")
    second = applied(molde, leader, INTUNE + "1;PC-2;A1;;\r\n")
    assert len(why_not_undo(first, today=TODAY)) == 1
    undo_import(second, by=leader, today=TODAY)
    undo_import(ImportBatch.objects.get(pk=first.pk), by=leader, today=TODAY)
    assert (Device.objects.count(), len(why_not_undo(ImportBatch.objects.get(pk=first.pk), today=TODAY))) == (0, 1)


def test_an_import_of_licences_is_undone(molde, leader):
    kari = make_licence(account=make_account(municipality=molde, upn="kari@x.no", name="Kari"))
    make_licence(account=make_account(municipality=molde, upn="borte@x.no"))
    before = [list(model.objects.order_by("pk").values()) for model in (Account, LicenceAssignment)]
    batch = applied(
        molde,
        leader,
        "User principal name,Display name,Licenses\r\nkari@x.no,Kari N,Microsoft Intune\r\nny@x.no,Ny,Unlicensed\r\n",
        kind="licences",
    )
    assert (batch.kind, batch.new, batch.changed, batch.gone) == ("licences", 1, 1, 1)
    assert list(LicenceAssignment.objects.open().values_list("account__upn", "product")) == [("kari@x.no", "INTUNE_A")]
    undo_import(batch, by=leader, today=TODAY)
    assert [list(model.objects.order_by("pk").values()) for model in (Account, LicenceAssignment)] == before
    assert kari.until is None


def test_licences_that_changed_since_are_not_undone(molde, leader):
    batch = applied(
        molde, leader, "User principal name,Licenses\r\na@x.no,Intune\r\nb@x.no,Intune\r\n", kind="licences"
    )
    LicenceAssignment.objects.filter(account__upn="a@x.no").update(until=TODAY)
    Account.objects.filter(upn="b@x.no").delete()
    assert len(why_not_undo(batch, today=TODAY)) == 2


SKUS = '[{"skuPartNumber": "STANDARDPACK", "consumedUnits": %d, "prepaidUnits": {"enabled": %d}}]'


def test_what_is_paid_for_is_undone(molde, leader):
    first = applied(molde, leader, SKUS % (1, 5), kind="licences")
    assert first.kind == "subscriptions"
    second = applied(molde, leader, SKUS % (2, 9), kind="licences")
    undo_import(second, by=leader, today=TODAY)
    assert Subscription.objects.values_list("enabled", "consumed").get() == (5, 1)
    Subscription.objects.update(enabled=7)
    assert len(why_not_undo(ImportBatch.objects.get(pk=first.pk), today=TODAY)) == 1
    Subscription.objects.update(enabled=5)
    undo_import(ImportBatch.objects.get(pk=first.pk), by=leader, today=TODAY)
    assert Subscription.objects.count() == 0


LIST = "Etternavn;Fornavn;E-post;Rolle;Valgperiode;Parti\r\n"


def test_a_list_of_politicians(molde, leader):
    term = make_term()
    make_term(since=date(2019, 10, 1), until=date(2023, 9, 30))
    kari = make_politician(municipality=molde, family_name="Nes", email="kari@x.no", term=term, role="deputy")
    make_politician(municipality=molde, family_name="Ås", given_name="Ola", email="")
    text = LIST + (
        "Nes;Kari;KARI@x.no;Kommunestyre;2023-2027;Bygdelista\r\n"
        "Ås;Ola;ola@x.no;;;\r\n"
        "Vik;Per;per@x.no;utvalg;2019–2023;\r\n"
        "Vik;Anne;anne@x.no;konge;;\r\n"
        "Vik;Pål;pål.x.no;;;\r\n"
        ";;uten@x.no;;;\r\n"
        "Vik;Tor;tor@x.no;vara;2031-2035;\r\n"
        "Vik;Ida;ida@x.no;vara;snart;\r\n"
    )
    batch = applied(molde, leader, text, kind="politicians")
    assert (batch.rows, batch.new, batch.changed, batch.rejected) == (8, 1, 2, 5)
    columns = batch.found.filter(outcome="rejected").order_by("pk").values_list("line", "column")
    assert list(columns) == [(5, "Rolle"), (6, "E-post"), (7, "Etternavn"), (8, ""), (9, "Valgperiode")]
    assert list(Seat.objects.filter(politician=kari).values_list("role", flat=True)) == ["council"]
    again = looked_at(molde, leader, text, kind="politicians")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    undo_import(batch, by=leader, today=TODAY)
    kari.refresh_from_db()
    assert (kari.party, kari.seats.get().role, Politician.objects.count()) == ("", "deputy", 2)
    assert Politician.objects.get(given_name="Ola").email == ""


def test_whole_names_and_missing_terms(molde, leader):
    batch = looked_at(molde, leader, "Navn;Telefon\r\nNes, Kari;900\r\nOla Ås;901\r\n", kind="politicians")
    assert (batch.rejected, batch.found.first().reason != "") == (2, True)
    make_term()
    applied(molde, leader, "Navn;Telefon\r\nNes, Kari;900\r\nOla Ås;901\r\n", kind="politicians")
    assert sorted(Politician.objects.values_list("family_name", "given_name")) == [("Nes", "Kari"), ("Ås", "Ola")]


def test_a_politician_who_has_got_something_since_is_not_undone(molde, leader):
    make_term()
    batch = applied(molde, leader, "Navn;E-post\r\nKari Nes;kari@x.no\r\n", kind="politicians")
    subsidy = make_subsidy(politician=Politician.objects.get())
    with pytest.raises(Refused):
        undo_import(batch, by=leader, today=TODAY)
    subsidy.delete()
    Politician.objects.update(family_name="Ny")
    assert len(why_not_undo(batch, today=TODAY)) == 1


def test_unknown_columns_are_asked_for_and_then_used(molde, leader):
    batch = looked_at(molde, leader, "Merke;Nr. på baksiden\r\nLenovo;A1\r\n")
    assert batch.state == "mapping"
    assert len(why_not_map(batch, {})) == 1
    map_import(batch, mapping={"serial": "Nr. på baksiden", "manufacturer": "Merke"}, by=leader)
    read_import(batch, today=TODAY)
    batch.refresh_from_db()
    assert (batch.state, batch.new, batch.fault) == ("ready", 1, "")


def test_columns_are_chosen_for_our_own_lists_only(molde, leader):
    batch = looked_at(molde, leader, "User principal name,Licenses\r\na@x.no,Intune\r\n", kind="licences")
    with pytest.raises(Refused):
        map_import(batch, mapping={"serial": "x"}, by=leader)
    politicians = looked_at(molde, leader, "A;B\r\n1;2\r\n", kind="politicians")
    assert len(why_not_map(politicians, {})) == 1


def test_a_file_that_cannot_be_read_says_why(molde, leader):
    batch = looked_at(molde, leader, "{", kind="licences")
    assert (batch.state, bool(batch.fault)) == ("failed", True)


def test_a_file_is_dropped(molde, leader):
    batch = looked_at(molde, leader, INTUNE + "1;PC-1;A1;;\r\n")
    drop_import(batch, by=leader)
    assert (batch.state, batch.found.count(), bool(batch.file)) == ("dropped", 0, False)
    with pytest.raises(Refused):
        drop_import(batch, by=leader)


def test_an_applied_file_is_not_read_again(molde, leader):
    batch = applied(molde, leader, INTUNE + "1;PC-1;A1;;\r\n")
    read_import(batch, today=TODAY)
    batch.refresh_from_db()
    assert batch.state == "applied"


@pytest.mark.parametrize("size", [0, 61 * 1024 * 1024])
def test_empty_and_enormous_files_are_refused(molde, leader, size):
    class Sized(ContentFile):
        def __init__(self):
            super().__init__(b"", name="x.csv")
            self.size = size

    with pytest.raises(Refused):
        upload_import(Sized(), kind="devices", municipality=molde, by=leader)
