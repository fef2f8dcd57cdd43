from datetime import date
from decimal import Decimal

import pytest

from docs_vision.rules.progress import Pace, Plan, Reading, expected_share, is_measurement_due, progress, reached_share

FEWER = Plan(Decimal(8), date(2024, 1, 1), Decimal(4), date(2026, 1, 1))
NOTHING = Plan(None, None, None, None)


def stand(day, *readings, plan=FEWER):
    return progress(plan, [Reading(on, Decimal(value)) for on, value in readings], today=day)


@pytest.mark.parametrize(
    ("value", "share"), [("8", "0.0"), ("6", "50.0"), ("4", "100.0"), ("9", "-25.0"), ("3", "125.0")]
)
def test_less_is_better_when_the_target_is_lower(value, share):
    assert reached_share(FEWER, Decimal(value)) == Decimal(share)


def test_keeping_what_there_is():
    plan = Plan(Decimal(5), date(2024, 1, 1), Decimal(5), date(2025, 1, 1))
    assert [reached_share(plan, Decimal(value)) for value in (4, 5)] == [0, 100]
    assert reached_share(NOTHING, Decimal(1)) is None


@pytest.mark.parametrize(
    ("day", "share"), [(date(2023, 1, 1), 0), (date(2025, 1, 1), Decimal("50.1")), (date(2026, 1, 1), 100)]
)
def test_an_even_pace(day, share):
    assert expected_share(FEWER, day) == share


def test_no_pace_without_dates():
    assert expected_share(NOTHING, date(2025, 1, 1)) is None


def test_how_it_stands():
    half = date(2025, 1, 1)
    assert stand(half, (half, 6)).pace == Pace.ON_SCHEDULE
    assert stand(half, (half, "7.5")).is_behind is True
    assert stand(half, (half, "6.3")).pace == Pace.ON_SCHEDULE
    assert stand(half).pace == Pace.UNKNOWN
    assert stand(half, (half, 3)).pace == Pace.REALISED
    assert stand(date(2026, 2, 1), (half, 6)).pace == Pace.BEHIND
    assert stand(date(2026, 2, 1)).pace == Pace.BEHIND


def test_what_lies_ahead_does_not_count_and_a_bar_stays_within():
    assert stand(date(2024, 6, 1), (date(2024, 5, 1), 9), (date(2025, 1, 1), 4)).bar == 0


def test_without_dates_nobody_is_behind():
    plan = Plan(Decimal(8), None, Decimal(4), None)
    assert stand(date(2025, 1, 1), (date(2025, 1, 1), 8), plan=plan).pace == Pace.UNKNOWN


@pytest.mark.parametrize(
    ("value", "pace", "stands_out"), [(1, Pace.WITHIN, False), (10, Pace.WITHIN, False), (11, Pace.BEYOND, True)]
)
def test_a_disbenefit_is_not_to_reach_what_is_expected_of_it(value, pace, stands_out):
    plan = Plan(Decimal(0), date(2024, 1, 1), Decimal(10), date(2025, 1, 1), is_disbenefit=True)
    stood = stand(date(2026, 1, 1), (date(2024, 6, 1), value), plan=plan)
    assert (stood.pace, stood.stands_out, stood.expected) == (pace, stands_out, None)
    assert stand(date(2026, 1, 1), plan=plan).pace == Pace.UNKNOWN


@pytest.mark.parametrize(
    ("every", "latest", "since", "today", "due"),
    [
        (6, date(2024, 1, 31), None, date(2024, 7, 27), False),
        (6, date(2024, 1, 31), None, date(2024, 7, 28), True),
        (12, None, date(2024, 3, 1), date(2025, 3, 1), True),
        (None, date(2024, 1, 1), None, date(2030, 1, 1), False),
        (6, None, None, date(2030, 1, 1), False),
    ],
)
def test_when_a_measurement_is_due(every, latest, since, today, due):
    assert is_measurement_due(every, latest, since, today=today) is due
