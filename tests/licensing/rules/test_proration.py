from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from licensing.rules.proration import cost, cost_by_month, months_covered, months_in_year

DAYS = st.none() | st.dates(date(2022, 6, 1), date(2024, 6, 1))


def test_a_line_without_days_covers_the_year():
    assert months_in_year(2023, None, None) == 12


def test_a_part_of_a_month_is_its_share_of_days_first_and_last_included():
    assert months_in_year(2023, date(2023, 3, 15), date(2023, 3, 31)) == Fraction(17, 31)
    assert months_in_year(2024, date(2024, 2, 29), date(2024, 2, 29)) == Fraction(1, 29)
    assert months_in_year(2023, date(2023, 7, 1), None) == 6
    assert months_in_year(2023, None, date(2023, 6, 30)) == 6


def test_days_outside_the_year_cost_nothing():
    assert months_in_year(2023, date(2022, 11, 1), date(2023, 1, 31)) == 1
    assert months_in_year(2023, date(2024, 1, 1), None) == 0
    assert months_in_year(2023, None, date(2022, 12, 31)) == 0


def test_a_cost_is_rounded_to_the_ore_once():
    assert cost(Decimal("92.12"), 100, Fraction(12)) == Decimal("110544.00")
    assert cost(Decimal("92.12"), 3, Fraction(17, 31)) == Decimal("151.55")
    assert cost(Decimal("-92.12"), 3, Fraction(17, 31)) == Decimal("-151.55")


def test_a_yearly_price_is_that_price_for_a_year():
    assert cost(Decimal("1000.00"), 1, Fraction(12), months_priced=12) == Decimal("1000.00")
    assert sum(cost_by_month(Decimal("1000.00"), 1, 2023, None, None, months_priced=12)) == Decimal("1000.00")


@given(
    st.decimals(min_value=-5000, max_value=5000, places=2), st.integers(0, 500), DAYS, DAYS, st.sampled_from([1, 12])
)
def test_the_months_sum_to_the_year_and_no_month_is_off_by_more_than_an_ore(price, quantity, since, until, priced):
    months = cost_by_month(price, quantity, 2023, since, until, months_priced=priced)
    whole = cost(price, quantity, months_in_year(2023, since, until), months_priced=priced)
    assert sum(months) == whole
    for covered, month in zip(months_covered(2023, since, until), months, strict=True):
        exact = Fraction(price) * quantity * covered / priced
        assert abs(exact - Fraction(month)) <= Fraction(1, 100)
