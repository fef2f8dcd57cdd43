from datetime import date
from decimal import Decimal

import pytest

from fleet.rules.replacement import DeviceFacts, Lifetimes, Terms, Verdict, due_on, judge, months_later, plan

LIFETIMES = Lifetimes({(None, "pc"): Terms(48, Decimal(12000)), (7, "pc"): Terms(60, Decimal(10000))})


def device(**facts):
    known = {
        "pk": 1,
        "municipality": 1,
        "kind": "pc",
        "owner": "municipality",
        "status": "in_use",
        "purchased_on": date(2020, 1, 31),
        "replace_on": None,
    }
    return DeviceFacts(**(known | facts))


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, Verdict.DUE),
        ({"purchased_on": date(2020, 2, 1)}, Verdict.TOO_NEW),
        ({"replace_on": date(2024, 1, 31), "purchased_on": date(2023, 1, 1)}, Verdict.DUE),
        ({"replace_on": date(2024, 2, 1)}, Verdict.TOO_NEW),
        ({"municipality": 7}, Verdict.TOO_NEW),
        ({"owner": "politician"}, Verdict.PRIVATE),
        ({"owner": "politician", "status": "lost"}, Verdict.PRIVATE),
        ({"status": "replacement_ordered"}, Verdict.ORDERED),
        ({"status": "spare"}, Verdict.SPARE),
        ({"status": "lost"}, Verdict.LOST),
        ({"status": "returned"}, Verdict.RETURNED),
        ({"status": "bought_out"}, Verdict.BOUGHT_OUT),
        ({"status": "retired"}, Verdict.RETIRED),
        ({"purchased_on": None}, Verdict.NO_DATE),
        ({"kind": "phone"}, Verdict.NO_DATE),
    ],
)
def test_why_a_device_counts_or_not(facts, verdict):
    found = judge(device(**facts), LIFETIMES, as_of=date(2024, 1, 31))
    assert (found.verdict, found.counts) == (verdict, verdict == Verdict.DUE)


def test_a_date_of_its_own_goes_before_the_lifetime():
    assert due_on(device(replace_on=date(2030, 5, 5)), LIFETIMES) == date(2030, 5, 5)
    assert due_on(device(), LIFETIMES) == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 12, 15), 1, date(2021, 1, 15)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
    ],
)
def test_months_differ_in_length(day, months, later):
    assert months_later(day, months) == later


def test_the_plan_puts_the_overdue_first_and_replaces_again_in_turn():
    devices = [device(purchased_on=date(2015, 1, 1)), device(purchased_on=date(2022, 6, 1)), device(status="lost")]
    found = plan(devices, LIFETIMES, first=2024, years=6)
    assert [(year.year, year.count, year.cost) for year in found] == [
        (2024, 1, Decimal(12000)),
        (2025, 0, Decimal(0)),
        (2026, 1, Decimal(12000)),
        (2027, 0, Decimal(0)),
        (2028, 1, Decimal(12000)),
        (2029, 0, Decimal(0)),
    ]


def test_a_device_without_a_lifetime_is_planned_once_for_its_own_date():
    found = plan([device(kind="phone", replace_on=date(2025, 1, 1))], LIFETIMES, first=2024, years=3)
    assert [(year.count, year.cost) for year in found] == [(0, Decimal(0)), (1, Decimal(0)), (0, Decimal(0))]
