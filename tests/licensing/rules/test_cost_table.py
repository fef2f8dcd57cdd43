from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.rules.cost_table import PER_YEAR, CostItem, Place, calculate
from licensing.rules.money import Rounded, round_kroner

MOLDE, VESTNES, RAUMA = Place("1506", "Molde"), Place("1535", "Vestnes"), Place("1539", "Rauma")
AUKRA, HUSTADVIKA = Place("1547", "Aukra"), Place("1579", "Hustadvika")
ALL = (MOLDE, VESTNES, RAUMA, AUKRA, HUSTADVIKA)
USERS = {"1547": 100, "1539": 86, "1535": 75, "1579": 35, "1506": 120}


def real_items(price="92.12", intune=True):
    items = [CostItem("E1", number, quantity, Decimal(price)) for number, quantity in USERS.items()]
    return [*items, CostItem("Intune", None, 416, Decimal(25))] if intune else items


def test_the_real_table():
    table = calculate(year=2023, municipalities=ALL, items=real_items())
    assert [line.kroner for line in table.lines] == [110544, 95068, 82908, 38690, 132653, 124800]
    assert [(row.product, row.exact, row.kroner) for row in table.products] == [
        ("E1", Decimal("459863.04"), 459863),
        ("Intune", Decimal("124800.00"), 124800),
    ]
    assert table.total == Rounded(Decimal("584663.04"), 584663)
    assert table.shared == Rounded(Decimal("124800.00"), 124800)
    assert list(table.adjusted) == []


def test_at_another_price_the_rows_still_add_up_and_the_moved_one_is_marked():
    table = calculate(year=2023, municipalities=ALL, items=real_items("92.09", intune=False))
    assert sum(line.kroner for line in table.lines) == table.total.kroner == 459713
    assert [(line.municipality, line.exact, line.kroner) for line in table.adjusted] == [
        ("1506", Decimal("132609.60"), 132609)
    ]


def test_municipalities_without_lines_stand_in_the_table_with_nothing():
    table = calculate(year=2023, municipalities=ALL, items=[])
    assert [(row.number, row.kroner) for row in table.municipalities] == [(place.number, 0) for place in ALL]
    assert (table.products, table.shared, table.total) == ((), None, Rounded(Decimal("0.00"), 0))


def test_a_line_of_an_unknown_municipality_is_refused():
    with pytest.raises(KeyError, match="0301"):
        calculate(year=2023, municipalities=ALL, items=[CostItem("E1", "0301", 1, Decimal(1))])


def test_a_yearly_price_is_shown_per_month_and_counted_per_year():
    [line] = calculate(
        year=2023, municipalities=ALL, items=[CostItem("Felles", None, 1, Decimal("1000.00"), PER_YEAR)]
    ).lines
    assert (line.exact, line.monthly_price, line.quantity) == (Decimal("1000.00"), Decimal("83.33"), 1)


def test_lines_that_follow_each_other_make_one_cell():
    table = calculate(
        year=2023,
        municipalities=ALL,
        items=[
            CostItem("E1", "1506", 100, Decimal("92.12"), until=date(2023, 6, 30)),
            CostItem("E1", "1506", 90, Decimal("92.12"), since=date(2023, 7, 1)),
            CostItem("E1", "1506", 5, Decimal("92.12"), since=date(2023, 7, 1)),
        ],
    )
    assert table.cell("E1", "1506").exact == Decimal("107780.40")
    assert table.quantities == {("E1", "1506"): 95}
    assert table.cell("E1", "1535") == Rounded(Decimal("0.00"), 0)


def test_a_reader_of_one_municipality_gets_the_same_kroner():
    table = calculate(year=2023, municipalities=ALL, items=real_items("92.09"))
    own = table.only({"1506"})
    assert [row.number for row in own.municipalities] == ["1506"]
    assert own.total == Rounded(Decimal("132609.60"), 132609)
    assert (own.shared, [row.product for row in own.products]) == (None, ["E1"])


def test_it_is_told_as_json():
    told = calculate(name="Lisenser", year=2023, municipalities=[AUKRA], items=[real_items()[0]]).as_json()
    assert told == {
        "name": "Lisenser",
        "year": 2023,
        "lines": [
            {
                "product": "E1",
                "municipality": "1547",
                "quantity": 100,
                "monthly_price": "92.12",
                "exact": "110544.00",
                "kroner": "110544",
                "adjusted": False,
            }
        ],
        "municipalities": [{"number": "1547", "name": "Aukra", "exact": "110544.00", "kroner": "110544"}],
        "products": [{"product": "E1", "exact": "110544.00", "kroner": "110544"}],
        "total": {"exact": "110544.00", "kroner": "110544"},
    }


def test_what_is_shared_is_told_as_json():
    told = calculate(year=2023, municipalities=[AUKRA], items=[CostItem("S", None, 1, Decimal("0.05"))]).as_json()
    assert told["shared"] == {"exact": "0.60", "kroner": "1"}


def test_months_of_an_item_sum_to_its_line():
    item = CostItem("E1", "1506", 7, Decimal("92.13"), since=date(2023, 2, 3), until=date(2023, 10, 9))
    [line] = calculate(year=2023, municipalities=ALL, items=[item]).lines
    assert sum(item.cost_by_month(2023)) == line.exact


ITEMS = st.lists(
    st.builds(
        CostItem,
        st.sampled_from(["E1", "Intune", "Teams"]),
        st.sampled_from([*USERS, None]),
        st.integers(0, 300),
        st.decimals(min_value=-100, max_value=200, places=2),
        st.sampled_from([1, 12]),
        st.none() | st.dates(date(2023, 1, 1), date(2023, 6, 30)),
        st.none() | st.dates(date(2023, 7, 1), date(2024, 1, 31)),
    ),
    max_size=25,
)


@given(ITEMS, st.randoms())
def test_every_row_and_column_adds_up_whatever_the_order(items, shuffler: random.Random):
    table = calculate(year=2023, municipalities=ALL, items=items)
    shared = table.shared or Rounded(Decimal("0.00"), 0)
    assert table.total.kroner == round_kroner(table.total.exact)
    for unit in ("exact", "kroner"):
        rows = sum(getattr(row, unit) for row in table.municipalities) + getattr(shared, unit)
        assert rows == sum(getattr(row, unit) for row in table.products) == getattr(table.total, unit)
        assert rows == sum(getattr(line, unit) for line in table.lines)
    shuffled = list(items)
    shuffler.shuffle(shuffled)
    again = calculate(year=2023, municipalities=ALL, items=shuffled)
    assert (again.cells, again.municipalities, again.total) == (table.cells, table.municipalities, table.total)


@given(ITEMS)
def test_a_credit_is_rounded_as_the_debit_was(items):
    turned = [
        CostItem(i.product, i.municipality, i.quantity, -i.price, i.months_priced, i.since, i.until) for i in items
    ]
    debit = calculate(year=2023, municipalities=ALL, items=items)
    credit = calculate(year=2023, municipalities=ALL, items=turned)
    assert {key: -cell.kroner for key, cell in credit.cells.items()} == {
        key: cell.kroner for key, cell in debit.cells.items()
    }
