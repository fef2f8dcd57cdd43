"""Suppositions worked out on a ground, and sums that hold whatever the figures and their order."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from licensing.rules.cost_table import CostItem, Place, calculate
from licensing.rules.money import whole_kroner
from licensing.rules.what_if import Ground, WhatIf, supposing

PLACES = [Place("1506", "Molde"), Place("1547", "Aukra"), Place("1579", "Hustadvika")]
PRODUCTS = ["E1", "Intune", "Teams"]
prices = st.decimals(-2000, 2000, places=2)
days = st.none() | st.dates(date(2022, 6, 1), date(2025, 6, 1))
items = st.lists(
    st.builds(
        CostItem,
        st.sampled_from(PRODUCTS),
        st.sampled_from(["1506", "1547", "1579", None]),
        st.integers(0, 500),
        prices,
        st.sampled_from([1, 12]),
        since=days,
    ),
    max_size=12,
)
suppositions = st.builds(
    WhatIf,
    st.dictionaries(st.sampled_from(PRODUCTS), prices, max_size=2),
    st.dictionaries(
        st.tuples(st.sampled_from(PRODUCTS), st.sampled_from(["1506", "1579", None])), st.integers(0, 500), max_size=3
    ),
    st.frozensets(st.sampled_from(PRODUCTS), max_size=2),
)


def worked_out(of):
    return calculate(name="Lisenser", year=2024, municipalities=PLACES, items=of)


@given(items, suppositions)
def test_a_ground_answers_what_the_whole_calculation_would(of, what_if):
    assert Ground(worked_out(of)).supposing(what_if) == worked_out(supposing(of, what_if))


@given(items, st.randoms())
def test_a_table_adds_up_and_its_order_changes_no_krone(of, random):
    table, moved = worked_out(of), list(of)
    random.shuffle(moved)
    other = worked_out(moved)
    shared = table.shared
    rows = [*table.municipalities, *([shared] if shared else [])]
    assert table.total.exact == sum(row.exact for row in rows) == sum(row.exact for row in table.products)
    assert table.total.kroner == sum(row.kroner for row in rows) == sum(row.kroner for row in table.products)
    assert (other.municipalities, other.total, other.cells) == (table.municipalities, table.total, table.cells)


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), max_size=20))
def test_whole_kroner_of_a_credit_are_those_of_the_debit_turned(exact):
    order = range(len(exact))
    kroner = whole_kroner(exact, order)
    assert whole_kroner([-amount for amount in exact], order) == [-amount for amount in kroner]
    assert all(abs(whole - amount) < 1 for whole, amount in zip(kroner, exact, strict=True))
