from datetime import date

import pytest

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from fleet.actions.device import (
    assign_device,
    change_devices,
    delete_device,
    save_device,
    take_back_device,
    why_not_save,
)
from fleet.models import Device, DeviceAssignment
from tests.factories import make_leader, make_municipality
from tests.fleet.factories import make_device, make_device_assignment, make_politician

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 1)


@pytest.fixture
def leader():
    return make_leader()


def test_a_device_is_registered_with_a_line_in_the_change_log(leader):
    device = Device(municipality=make_municipality(), serial=" pf3 a ", model="Bok", price=100)
    save_device(device, by=leader)
    assert (device.serial, Change.objects.get().after["serial"]) == ("PF3A", "PF3A")


def test_what_makes_no_sense_is_refused_with_every_reason(leader):
    taken = make_device(serial="A1")
    device = Device(
        municipality=taken.municipality, serial="a1", purchased_on=date(2023, 2, 1), replace_on=date(2023, 1, 1)
    )
    with pytest.raises(Refused) as refused:
        save_device(device, by=leader)
    assert len(refused.value.reasons) == 2


def test_a_device_that_is_with_somebody_is_neither_lost_nor_moved_without_taking_it_back(leader):
    device = make_device_assignment().device
    device.status, device.municipality = "lost", make_municipality(number="1547", name="Aukra")
    with pytest.raises(Refused) as refused:
        save_device(device, by=leader)
    assert len(refused.value.reasons) == 2


def test_two_who_register_the_same_at_once(leader, monkeypatch):
    make_device(serial="A1")
    monkeypatch.setattr("fleet.actions.device.why_not_save", lambda device: [])
    with pytest.raises(Refused):
        save_device(Device(municipality=make_municipality(), serial="A1"), by=leader)


def test_handing_out_and_taking_back(leader):
    device = make_device(status="spare")
    kari = make_politician(municipality=device.municipality)
    assignment = assign_device(device, kari, since=DAY, by=leader)
    device.refresh_from_db()
    assert (device.status, assignment.politician) == ("in_use", kari)
    take_back_device(assignment, ended_as="bought_out", on=DAY, by=leader)
    device.refresh_from_db()
    assignment.refresh_from_db()
    assert (device.status, assignment.until, assignment.ended_as) == ("bought_out", DAY, "bought_out")
    assert [change.verb for change in Change.objects.order_by("pk")] == ["assign", "take_back"]


def test_handing_out_is_refused_with_every_reason(leader):
    held = make_device_assignment(device=make_device(status="lost")).device
    elsewhere = make_politician(municipality=make_municipality(number="1547", name="Aukra"))
    with pytest.raises(Refused) as refused:
        assign_device(held, elsewhere, since=DAY, by=leader)
    assert len(refused.value.reasons) == 3


def test_nobody_gets_a_device_on_a_day_that_somebody_else_had_it(leader):
    device = make_device(status="spare")
    make_device_assignment(device=device, since=date(2023, 1, 1), until=date(2023, 12, 31))
    with pytest.raises(Refused):
        assign_device(device, make_politician(municipality=device.municipality), since=DAY, by=leader)


def test_taking_back_twice_or_before_it_was_handed_out_is_refused(leader):
    assignment = make_device_assignment(since=date(2023, 11, 1), until=date(2023, 11, 30))
    with pytest.raises(Refused) as refused:
        take_back_device(assignment, ended_as="returned", on=date(2023, 10, 1), by=leader)
    assert len(refused.value.reasons) == 2


def test_only_a_device_that_nobody_ever_had_is_deleted(leader):
    assignment = make_device_assignment(until=date(2023, 12, 1))
    with pytest.raises(Refused):
        delete_device(assignment.device, by=leader)
    delete_device(make_device(), by=leader)
    assert (Device.objects.count(), Change.objects.get().verb) == (1, "delete")


def test_many_are_changed_at_once_and_each_is_told_in_the_log(leader):
    one, other = make_device(price=1), make_device(owner="politician")
    count = change_devices(Device.objects.all(), changes={"owner": "politician"}, by=leader)
    assert (count, Change.objects.get().before) == (1, {"owner": "municipality"})
    assert set(Device.objects.values_list("owner", flat=True)) == {"politician"}
    assert change_devices(Device.objects.filter(pk=one.pk), changes={"price": None}, by=leader) == 1
    assert other.owner == "politician"


def test_a_change_of_many_is_refused_with_every_reason(leader):
    with pytest.raises(Refused) as refused:
        change_devices(Device.objects.none(), changes={}, by=leader)
    assert len(refused.value.reasons) == 2


def test_devices_that_are_with_somebody_do_not_become_spare_in_bulk(leader):
    make_device_assignment()
    with pytest.raises(Refused):
        change_devices(Device.objects.all(), changes={"status": "spare"}, by=leader)
    assert DeviceAssignment.objects.open().count() == 1


def test_too_many_at_once_are_refused(leader, monkeypatch):
    monkeypatch.setattr("fleet.actions.device.MOST_AT_ONCE", 1)
    make_device()
    make_device()
    with pytest.raises(Refused):
        change_devices(Device.objects.all(), changes={"kind": "tablet"}, by=leader)


def test_each_reason_of_its_holder_stands_alone(leader):
    held = make_device_assignment(device=make_device()).device
    held.note = "Ny veske"
    save_device(held, by=leader)
    moved = Device.objects.get(pk=held.pk)
    moved.municipality = make_municipality(number="1547", name="Aukra")
    held.status = "lost"
    assert [len(why_not_save(one)) for one in (held, moved)] == [1, 1]
