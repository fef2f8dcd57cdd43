from __future__ import annotations

from datetime import date
from decimal import Decimal

from licensing.rules.comparison import compare
from licensing.rules.cost_table import PER_YEAR, CostItem, Place, calculate
from licensing.rules.money import Rounded
from licensing.rules.what_if import SUPPOSED, WhatIf, supposing

PLACES = (Place("1506", "Molde"), Place("1579", "Hustadvika"))
ITEMS = [
    CostItem("E1", "1506", 120, Decimal("92.12")),
    CostItem("E1", "1579", 35, Decimal("92.12")),
    CostItem("Intune", "1579", 35, Decimal("25.00"), source="holdings", counted_on=date(2023, 1, 1)),
    CostItem("Felles", None, 1, Decimal("120.00"), PER_YEAR),
]


def worked_out(items):
    return calculate(year=2023, municipalities=PLACES, items=items)


def test_another_price_and_no_private_pcs():
    what_if = WhatIf({"E1": Decimal("79.00")}, {("Intune", "1579"): 0}, frozenset({"Felles"}))
    compared = compare([worked_out(ITEMS), worked_out(supposing(ITEMS, what_if))])
    assert [(row.name, row.difference.kroner) for row in compared.municipalities] == [
        ("Molde", -18893),
        ("Hustadvika", -16010),
    ]
    assert [(row.name, row.difference.exact) for row in compared.products] == [
        ("E1", Decimal("-24403.20")),
        ("Intune", Decimal("-10500.00")),
        ("Felles", Decimal("-120.00")),
    ]
    assert compared.shared.difference == Rounded(Decimal("-120.00"), -120)
    assert compared.total.difference == Rounded(Decimal("-35023.20"), -35023)


def test_what_is_supposed_is_marked_and_the_rest_is_left_alone():
    found = supposing(ITEMS, WhatIf({"Felles": Decimal("120.00")}, {("Intune", "1579"): 30, ("E1", "1506"): 120}))
    assert found[:2] == ITEMS[:2]
    assert (found[2].quantity, found[2].source, found[2].counted_on) == (30, SUPPOSED, None)
    assert (found[3].price, found[3].months_priced, found[3].price_source) == (Decimal("120.00"), 1, SUPPOSED)


def test_nothing_supposed_is_nothing():
    assert not WhatIf()
    assert supposing(ITEMS, WhatIf()) == ITEMS


def test_tables_are_held_against_the_first_one():
    first, second = worked_out(ITEMS[:2]), worked_out(ITEMS[1:3])
    compared = compare([first, second, first])
    [molde, hustadvika] = compared.municipalities
    assert [amount.kroner for amount in molde.amounts] == [132653, 0, 132653]
    assert [row and row.kroner for _amount, row in hustadvika.pairs] == [None, 10500, 0]
    assert [row.name for row in compared.products] == ["E1", "Intune"]
    assert compared.shared is None


def test_the_municipalities_that_change_most_are_shown_and_the_rest_summed():
    after = worked_out(supposing(ITEMS, WhatIf(quantities={("E1", "1579"): 34, ("E1", "1506"): 0})))
    compared = compare([worked_out(ITEMS), after])
    assert compared.most_changed(2) == (compared.municipalities, None)
    shown, others = compared.most_changed(1)
    assert [row.name for row in shown] == ["Molde"]
    assert (others.number, others.difference) == ("1", compared.municipalities[1].difference)
