from datetime import date
from decimal import Decimal

from docs_vision.rules.own_effect import (
    ApprovedMinutes,
    FollowedAction,
    actions_in_time_share,
    archive_ready_share,
    days_to_approval,
)

FIRST = ApprovedMinutes("M1", date(2024, 1, 1), date(2024, 1, 31), date(2024, 1, 31))
SECOND = ApprovedMinutes("M2", date(2024, 2, 1), date(2024, 2, 11), date(2024, 2, 12))
THIRD = ApprovedMinutes("M3", date(2024, 3, 1), date(2024, 3, 21), None)


def test_archive_ready_on_the_day():
    found = archive_ready_share([FIRST, SECOND, THIRD])
    assert (found.value, found.counted, found.left_out) == (Decimal("33.33"), ("M1",), ("M2", "M3"))


def test_the_median_of_days():
    assert days_to_approval([FIRST, SECOND, THIRD]).value == 20
    assert days_to_approval([FIRST, SECOND]).value == 20


def test_actions_in_time_are_those_due():
    actions = [
        FollowedAction("a", date(2024, 1, 10), date(2024, 1, 10)),
        FollowedAction("b", date(2024, 1, 10), date(2024, 1, 11)),
        FollowedAction("c", date(2024, 1, 10), None),
        FollowedAction("d", date(2025, 1, 10), None),
    ]
    found = actions_in_time_share(actions, today=date(2024, 2, 1))
    assert (found.value, found.counted, found.left_out) == (Decimal("33.33"), ("a",), ("b", "c"))


def test_nothing_to_count():
    assert [archive_ready_share([]).value, days_to_approval([]).value] == [None, None]
    assert actions_in_time_share([], today=date(2024, 1, 1)).value is None
