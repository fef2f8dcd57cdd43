from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from licensing.rules.cost_table import CostItem, Place, calculate
from licensing.rules.invoice import invoiced, vat_of
from licensing.rules.money import total_of

PLACES = [Place("1506", "Molde"), Place("1535", "Vestnes"), Place("1547", "Aukra")]
RATE = Decimal(25)
SHARES = {"1506": Fraction(1, 3), "1535": Fraction(2, 3), "1547": Fraction(0)}


def costs_of(*items):
    return calculate(year=2023, municipalities=PLACES, items=items)


def test_a_year_is_what_the_table_says():
    costs = costs_of(CostItem("E1", "1547", 100, Decimal("92.12")), CostItem("E1", "1506", 120, Decimal("92.12")))
    lines = invoiced(costs, None, first=1, last=12, vat_rate=RATE)
    assert [(line.municipality, line.net, line.vat, line.gross) for line in lines] == [
        ("1506", Decimal("132652.80"), Decimal("33163.20"), Decimal("165816.00")),
        ("1547", Decimal("110544.00"), Decimal("27636.00"), Decimal("138180.00")),
    ]


def test_shared_costs_are_given_by_the_shares_and_nobody_pays_for_nothing():
    costs = costs_of(CostItem("Drift", None, 1, Decimal("100.00"), months_priced=12))
    lines = invoiced(costs, SHARES, first=1, last=3, vat_rate=RATE)
    assert [(line.municipality, line.net) for line in lines] == [("1506", Decimal("8.33")), ("1535", Decimal("16.67"))]
    assert invoiced(costs, None, first=1, last=3, vat_rate=RATE) == []


def test_a_period_before_the_line_starts_has_no_line():
    costs = costs_of(CostItem("E1", "1547", 1, Decimal(10), since=date(2023, 7, 1)))
    assert invoiced(costs, None, first=1, last=6, vat_rate=RATE) == []


def test_vat_is_rounded_away_from_zero():
    assert (vat_of(Decimal("0.02"), RATE), vat_of(Decimal("-0.02"), RATE)) == (Decimal("0.01"), Decimal("-0.01"))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B"]),
            st.sampled_from([None, "1506", "1535", "1547"]),
            st.integers(0, 500),
            st.integers(-9999, 9999),
            st.sampled_from([1, 12]),
            st.sampled_from([None, date(2023, 2, 11), date(2023, 8, 31)]),
        ),
        max_size=8,
    ),
    st.decimals(0, 40, places=1),
)
def test_months_and_quarters_sum_to_the_year_to_the_ore(rows, rate):
    costs = costs_of(
        *(
            CostItem(name, number, many, Decimal(ore).scaleb(-2), months, since=since)
            for name, number, many, ore, months, since in rows
        )
    )

    def sums(periods):
        found = {}
        for first, last in periods:
            for line in invoiced(costs, SHARES, first=first, last=last, vat_rate=rate):
                net, vat = found.get((line.municipality, line.product), (0, 0))
                found[line.municipality, line.product] = (net + line.net, vat + line.vat)
        return {key: amounts for key, amounts in found.items() if any(amounts)}

    year = sums([(1, 12)])
    assert sums([(1, 3), (4, 6), (7, 9), (10, 12)]) == year
    assert sums([(month, month) for month in range(1, 13)]) == year
    assert total_of(net for net, _vat in year.values()) == costs.total.exact
