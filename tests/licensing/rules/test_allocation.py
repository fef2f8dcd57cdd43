from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.rules.allocation import By, FaultKind, KeyFault, KeyPart, allocate, shares, simulate, why_not_share
from licensing.rules.cost_table import Place

ALL = tuple(Place(number, number) for number in ("1506", "1535", "1539", "1547", "1579"))
ONE = Decimal(1)
USERS = {"1506": Decimal(120), "1535": Decimal(75), "1539": Decimal(86), "1547": Decimal(100), "1579": Decimal(35)}
EQUALLY = [KeyPart(ONE, By.EQUAL)]


def test_equal_parts_sum_to_the_ore_and_the_rest_goes_to_the_lowest_number():
    assert allocate(Decimal("100.03"), EQUALLY, ALL[::-1]) == {
        "1579": Decimal("20.00"),
        "1547": Decimal("20.00"),
        "1539": Decimal("20.01"),
        "1535": Decimal("20.01"),
        "1506": Decimal("20.01"),
    }


def test_a_mixture_shares_each_part_its_own_way():
    mixed = [KeyPart(Decimal("0.3"), By.EQUAL), KeyPart(Decimal("0.7"), By.USERS, USERS)]
    assert allocate(Decimal("416.00"), mixed, ALL) == {
        "1506": Decimal("108.96"),
        "1535": Decimal("77.46"),
        "1539": Decimal("85.16"),
        "1547": Decimal("94.96"),
        "1579": Decimal("49.46"),
    }


def test_a_credit_note_is_shared_with_the_sign_turned():
    debit = allocate(Decimal("1000.01"), [KeyPart(ONE, By.USERS, USERS)], ALL)
    credit = allocate(Decimal("-1000.01"), [KeyPart(ONE, By.USERS, USERS)], ALL)
    assert credit == {number: -amount for number, amount in debit.items()}


def test_who_counts_with_zero_gets_nothing_not_even_a_rest():
    nobody = USERS | {"1506": Decimal(0)}
    assert allocate(Decimal("0.01"), [KeyPart(ONE, By.DEVICES, nobody)], ALL)["1506"] == 0


def test_percentages_need_not_name_everybody():
    part = KeyPart(ONE, By.PERCENT, {"1506": Decimal("66.6"), "1579": Decimal("33.4")})
    assert why_not_share([part], ALL) == []
    assert allocate(Decimal(10), [part], ALL)["1579"] == Decimal("3.34")


def test_a_part_without_weight_takes_no_part():
    idle = KeyPart(Decimal(0), By.USERS, dict.fromkeys(USERS, Decimal(0)))
    assert why_not_share([*EQUALLY, idle], ALL) == []
    assert allocate(Decimal(5), [*EQUALLY, idle], ALL)["1506"] == 1


@given(
    st.decimals(min_value=-100_000, max_value=100_000, places=2),
    st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(any),
    st.integers(0, 10),
)
def test_the_parts_sum_to_the_whole_whatever_the_order(amount, counts, tenths):
    values = {place.number: Decimal(count) for place, count in zip(ALL, counts, strict=True)}
    weight = Decimal(tenths) / 10
    key = [KeyPart(weight, By.POPULATION, values, 2022), KeyPart(1 - weight, By.EQUAL)]
    given_ = allocate(amount, key, ALL)
    assert sum(given_.values()) == amount
    assert allocate(amount, key, ALL[::-1]) == given_
    assert sum(shares(key, ALL).values()) == 1
    if tenths == 10:
        assert all(given_[number] == 0 for number, count in values.items() if count == 0)


@pytest.mark.parametrize(
    ("parts", "faults"),
    [
        ([], [KeyFault(FaultKind.NO_PARTS)]),
        ([KeyPart(Decimal("0.9"), By.EQUAL)], [KeyFault(FaultKind.WEIGHTS_NOT_ONE, found=Decimal("0.9"))]),
        (
            [KeyPart(Decimal(2), By.EQUAL), KeyPart(Decimal(-1), By.EQUAL)],
            [KeyFault(FaultKind.NEGATIVE_WEIGHT, 2, By.EQUAL, found=Decimal(-1))],
        ),
        ([KeyPart(ONE, By.EQUAL, USERS)], [KeyFault(FaultKind.VALUES_FOR_EQUAL, 1, By.EQUAL)]),
        (
            [KeyPart(ONE, By.PERCENT, {"1506": Decimal(90)})],
            [KeyFault(FaultKind.PERCENT_NOT_HUNDRED, 1, By.PERCENT, found=Decimal(90))],
        ),
        (
            [KeyPart(ONE, By.POPULATION, {number: Decimal(1) for number in USERS if number != "1547"})],
            [KeyFault(FaultKind.MISSING_VALUE, 1, By.POPULATION, "1547")],
        ),
        (
            [KeyPart(ONE, By.USERS, dict.fromkeys(USERS, Decimal(0)))],
            [KeyFault(FaultKind.NOTHING_TO_SHARE_BY, 1, By.USERS)],
        ),
        (
            [KeyPart(ONE, By.USERS, USERS | {"0301": Decimal(-1)})],
            [
                KeyFault(FaultKind.UNKNOWN_MUNICIPALITY, 1, By.USERS, "0301"),
                KeyFault(FaultKind.NEGATIVE_VALUE, 1, By.USERS, "0301", Decimal(-1)),
            ],
        ),
    ],
)
def test_a_key_that_cannot_share_says_every_reason(parts, faults):
    assert why_not_share(parts, ALL) == faults


def test_there_must_be_somebody_to_share_between():
    assert why_not_share(EQUALLY, []) == [KeyFault(FaultKind.NO_MUNICIPALITIES)]


def test_the_simulator_holds_keys_against_the_first():
    found = simulate(Decimal("416.00"), {"likt": EQUALLY, "brukere": [KeyPart(ONE, By.USERS, USERS)]}, ALL)
    assert [one.key for one in found] == ["likt", "brukere"]
    assert set(found[0].difference.values()) == {Decimal("0.00")}
    assert found[1].difference == {
        "1506": Decimal("36.80"),
        "1535": Decimal("-8.20"),
        "1539": Decimal("2.80"),
        "1547": Decimal("16.80"),
        "1579": Decimal("-48.20"),
    }
