from datetime import date
from decimal import Decimal

import pytest

from cooperation.rules.refusal import Refused
from fleet.actions.replacement import confirm_count
from fleet.models import Device
from fleet.queries.device import devices_found
from fleet.queries.replacement import months_before, replacement_counts
from fleet.rules.replacement import Verdict, months_later
from tests.factories import make_contact, make_leader, make_municipality
from tests.fleet.factories import make_device, make_device_assignment, make_lifetime

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 31)


@pytest.fixture
def hustadvika():
    municipality = make_municipality(number="1579", name="Hustadvika")
    make_lifetime(months=48, price="12000")
    make_lifetime(kind="tablet", months=36, price="7000")
    make_lifetime(kind="tablet", municipality=make_municipality(), months=60)
    for facts in (
        {"serial": "OLD", "purchased_on": date(2019, 12, 31)},
        {"serial": "NEW", "purchased_on": date(2020, 1, 1)},
        {"serial": "OWN", "purchased_on": date(2015, 1, 1), "owner": "politician"},
        {"serial": "ORDERED", "purchased_on": date(2015, 1, 1), "status": "replacement_ordered"},
        {"serial": "LOST", "purchased_on": date(2015, 1, 1), "status": "lost"},
        {"serial": "DATED", "replace_on": date(2023, 6, 1), "kind": "phone"},
        {"serial": "PAD", "purchased_on": date(2020, 12, 31), "kind": "tablet"},
        {"serial": "UNKNOWN"},
    ):
        make_device(municipality=municipality, **facts)
    make_device(municipality=make_municipality(), kind="tablet", purchased_on=date(2020, 1, 1))
    return municipality


def test_a_count_opens_to_its_devices_with_a_reason_on_each(hustadvika):
    contact = make_contact(hustadvika)
    [count] = replacement_counts(contact, DAY)
    assert (count.counted, count.cost, count.confirmed) == (3, Decimal(19000), None)
    assert count.verdicts == {
        Verdict.DUE: 3,
        Verdict.TOO_NEW: 1,
        Verdict.PRIVATE: 1,
        Verdict.ORDERED: 1,
        Verdict.LOST: 1,
        Verdict.NO_DATE: 1,
    }


def test_the_list_finds_the_same_devices_as_the_rule_counts(hustadvika):
    found = devices_found(make_leader(), {"due": DAY}, today=DAY)
    assert sorted(found.values_list("serial", flat=True)) == ["DATED", "OLD", "PAD"]


def test_the_contact_confirms_what_was_seen(hustadvika):
    contact = make_contact(hustadvika)
    make_device_assignment(device=Device.objects.get(serial="OLD"))
    count = confirm_count(hustadvika, as_of=DAY, seen=3, note=" Sett over ", by=contact)
    assert (count.count, count.cost, count.note, len(count.devices)) == (3, Decimal(19000), "Sett over", 8)
    [shown] = replacement_counts(contact, DAY)
    assert (shown.confirmed, shown.differs) == (count, False)
    Device.objects.filter(serial="OLD").update(status="lost")
    [shown] = replacement_counts(contact, DAY)
    assert (shown.counted, shown.differs) == (2, True)


def test_nobody_else_confirms_and_nothing_else_than_was_seen(hustadvika):
    with pytest.raises(Refused) as refused:
        confirm_count(hustadvika, as_of=DAY, seen=12, by=make_leader())
    assert len(refused.value.reasons) == 2


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2024, 2, 28), date(2023, 12, 31), date(2024, 3, 1)])
def test_the_latest_purchase_that_is_due_on_a_day(day):
    bought = months_before(day, 36)
    assert months_later(bought, 36) <= day
    assert months_later(date.fromordinal(bought.toordinal() + 1), 36) > day
