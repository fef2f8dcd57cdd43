from __future__ import annotations

from decimal import Decimal

import pytest

from economy.rules.budget import Pair, percent_of, total


@pytest.mark.parametrize(
    ("budget", "accounts", "deviation", "percent"),
    [
        ("1000", "1100", "100", "10.0"),
        ("1000", "900", "-100", "-10.0"),
        ("-1000", "-900", "100", "10.0"),
        ("-1000", "-1100", "-100", "-10.0"),
        ("0", "50", "50", None),
        ("3", "4", "1", "33.3"),
    ],
)
def test_a_deviation_is_accounts_minus_budget_and_its_per_cent_has_its_sign(budget, accounts, deviation, percent):
    pair = Pair(Decimal(budget), Decimal(accounts))
    assert (pair.deviation, pair.percent) == (Decimal(deviation), None if percent is None else Decimal(percent))


def test_halves_are_rounded_away_from_zero():
    assert [percent_of(Decimal(value), Decimal(1000)) for value in ("0.5", "-0.5")] == [Decimal("0.1"), Decimal("-0.1")]


def test_the_deviation_of_a_sum_is_the_sum_of_the_deviations():
    pairs = [Pair(Decimal(1000), Decimal(1100)), Pair(Decimal(-500), Decimal(-450))]
    assert (total(pairs), total(pairs).deviation) == (Pair(Decimal(500), Decimal(650)), Decimal(150))
    assert total([]) == Pair()
