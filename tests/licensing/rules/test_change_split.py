from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from licensing.rules.change_split import State, split_change
from licensing.rules.cost_table import CostItem, Place, calculate
from licensing.rules.state import as_state, read_state

PLACES = (Place("1506", "Molde"), Place("1547", "Aukra"))
HALF = {"1506": Fraction(1, 2), "1547": Fraction(1, 2)}
THIRD = {"1506": Fraction(1, 3), "1547": Fraction(2, 3)}


def state(*items, shares=None):
    return State(calculate(year=2023, municipalities=PLACES, items=items), shares)


def parts(row):
    return (row.before, row.product, row.quantity, row.price, row.key, row.after)


def test_quantity_price_product_and_key_each_get_their_part():
    before = state(
        CostItem("E1", "1506", 100, Decimal("92.12")),
        CostItem("E1", "1547", 50, Decimal("92.12")),
        CostItem("Felles", None, 1, Decimal("100.01")),
        shares=THIRD,
    )
    after = state(
        CostItem("E1", "1506", 90, Decimal("79.00")),
        CostItem("E1", "1547", 50, Decimal("79.00")),
        CostItem("Intune", "1547", 5, Decimal("25.00")),
        CostItem("Felles", None, 1, Decimal("110.01")),
        shares=HALF,
    )
    rows, total = split_change(before, after)
    assert [(row.number, *parts(row)) for row in rows] == [
        ("1506", *map(Decimal, ("110944.04", "0.00", "-11054.40", "-14129.60", "220.02", "85980.06"))),
        ("1547", *map(Decimal, ("56072.08", "1500.00", "0.00", "-7792.00", "-220.02", "49560.06"))),
    ]
    assert parts(total) == tuple(map(Decimal, ("167016.12", "1500.00", "-11054.40", "-21921.60", "0.00", "135540.12")))
    assert total.difference == Decimal("-31476.00")


def test_a_municipality_that_gets_its_first_of_a_product_is_a_change_of_quantity():
    before = state(CostItem("E1", "1506", 1, Decimal("10.00")))
    after = state(CostItem("E1", "1506", 1, Decimal("10.00")), CostItem("E1", "1547", 2, Decimal("10.00")))
    rows, _total = split_change(before, after)
    assert rows[1].quantity == Decimal("240.00")


def test_what_is_shared_by_no_key_is_in_the_total_alone():
    rows, total = split_change(
        state(CostItem("Felles", None, 1, Decimal("10.00"))), state(CostItem("Felles", None, 2, Decimal("10.00")))
    )
    assert [row.difference for row in rows] == [0, 0]
    assert (total.before, total.quantity) == (Decimal("120.00"), Decimal("120.00"))


def test_the_texts_have_signs():
    rows, _total = split_change(
        state(CostItem("E1", "1506", 2, Decimal("10.00"))), state(CostItem("E1", "1506", 1, Decimal("15.00")))
    )
    assert rows[0].texts == ("240,00", "0,00", "\u2212120,00", "+60,00", "0,00", "180,00")


ITEMS = st.lists(
    st.builds(
        CostItem,
        st.sampled_from(["E1", "Intune"]),
        st.sampled_from(["1506", "1547", None]),
        st.integers(0, 90),
        st.decimals(min_value=0, max_value=100, places=2),
        st.sampled_from([1, 12]),
        st.none() | st.dates(date(2023, 1, 1), date(2023, 12, 31)),
    ),
    max_size=8,
)


@given(ITEMS, ITEMS, st.sampled_from([None, HALF, THIRD]), st.sampled_from([None, HALF, THIRD]))
def test_the_parts_sum_exactly(old, new, old_shares, new_shares):
    before, after = state(*old, shares=old_shares), state(*new, shares=new_shares)
    rows, total = split_change(before, after)
    assert (total.before, total.after) == (before.table.total.exact, after.table.total.exact)
    if new_shares is not None:
        assert sum(row.after for row in rows) == total.after
    if old_shares == new_shares:
        assert {row.key for row in rows} <= {Decimal("0.00")}


@given(ITEMS, st.sampled_from([None, THIRD]))
def test_a_kept_state_is_read_as_it_was(items, shares):
    kept = state(*items, shares=shares)
    assert read_state(as_state(kept.table, kept.shares)) == kept
