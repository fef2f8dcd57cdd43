from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.rules.money import (
    AmountFault,
    NotAnAmount,
    Rounded,
    divide_half_up,
    format_amount,
    format_kroner,
    format_number,
    in_ore,
    parse_amount,
    parse_count,
    parse_share,
    round_kroner,
    total_of,
    whole_kroner,
)

AMOUNTS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)
LINES = st.lists(st.tuples(st.integers(0, 9999), AMOUNTS), max_size=20, unique_by=lambda line: line[0])


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("kr 110 544", "110544.00"),
        ("92,12", "92.12"),
        ("1 234,50", "1234.50"),
        ("-4 000", "-4000.00"),
        ("\u22124 000", "-4000.00"),
        ("kr\u00a0110\u202f544", "110544.00"),
        ("92.12", "92.12"),
        ("1.234,50", "1234.50"),
        ("1.234.567", "1234567.00"),
        ("500,-", "500.00"),
        ("kr. 500,–", "500.00"),
        ("4 000 kr", "4000.00"),
        ("NOK 5", "5.00"),
        ("kr -4 000", "-4000.00"),
        ("-kr 4 000", "-4000.00"),
        ("+5", "5.00"),
        (",5", "0.50"),
        (".5", "0.50"),
        ("1234,5", "1234.50"),
        ("-0", "0.00"),
        ("007", "7.00"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, amount):
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", AmountFault.EMPTY),
        (" \u00a0", AmountFault.EMPTY),
        ("abc", AmountFault.NOT_A_NUMBER),
        ("kr", AmountFault.NOT_A_NUMBER),
        ("-", AmountFault.NOT_A_NUMBER),
        ("--5", AmountFault.NOT_A_NUMBER),
        ("-kr -5", AmountFault.NOT_A_NUMBER),
        ("kr 5 kr", AmountFault.NOT_A_NUMBER),
        ("1,2,3", AmountFault.NOT_A_NUMBER),
        ("12.", AmountFault.NOT_A_NUMBER),
        ("1,234.50", AmountFault.NOT_A_NUMBER),
        ("1e5", AmountFault.NOT_A_NUMBER),
        ("٣", AmountFault.NOT_A_NUMBER),
        ("12 34", AmountFault.GROUPS),
        ("1 234 56", AmountFault.GROUPS),
        ("1.23.456", AmountFault.GROUPS),
        ("1.234", AmountFault.AMBIGUOUS_DOT),
        ("12,345", AmountFault.DECIMALS),
        ("0.125", AmountFault.DECIMALS),
        ("1" * 12, AmountFault.TOO_LARGE),
        ("1" * 10_000, AmountFault.TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(text, fault):
    with pytest.raises(NotAnAmount) as refused:
        parse_amount(text)
    assert refused.value.fault is fault


@given(AMOUNTS)
def test_an_amount_is_read_back_as_it_was_written(amount):
    assert parse_amount(format_amount(amount)) == amount
    assert parse_amount(format_kroner(amount)) == round_kroner(amount)


def test_amounts_are_written_with_no_break_spaces_and_a_real_minus():
    assert format_amount(Decimal("1234.5")) == "1\u00a0234,50"
    assert format_amount(Decimal("-0.005")) == "\u22120,01"
    assert format_kroner(110544) == "kr\u00a0110\u00a0544"
    assert format_number(Decimal("-4000.50")) == "\u22124\u00a0001"


@pytest.mark.parametrize(("text", "count"), [("416", 416), ("32 002", 32002), ("0", 0), ("5,0", 5)])
def test_a_count_is_read(text, count):
    assert parse_count(text) == count


@pytest.mark.parametrize(("text", "fault"), [("1,5", AmountFault.NOT_WHOLE), ("-1", AmountFault.NEGATIVE)])
def test_half_and_negative_counts_are_refused(text, fault):
    with pytest.raises(NotAnAmount) as refused:
        parse_count(text)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("text", "share"), [("0,7", "0.7"), ("0.125", "0.125"), ("33,3333 %", "33.3333"), ("-1", "-1"), ("1", "1")]
)
def test_a_share_is_read(text, share):
    assert parse_share(text) == Decimal(share)


@pytest.mark.parametrize(("text", "fault"), [("", AmountFault.EMPTY), ("half", AmountFault.NOT_A_NUMBER)])
def test_what_is_no_share_is_refused(text, fault):
    with pytest.raises(NotAnAmount) as refused:
        parse_share(text)
    assert refused.value.fault is fault


def test_whole_kroner_go_to_the_largest_remainders():
    exact = [Decimal(text) for text in ("110508.00", "95036.88", "82881.00", "38677.80", "132609.60")]
    assert whole_kroner(exact, ["1547", "1539", "1535", "1579", "1506"]) == [110508, 95037, 82881, 38678, 132609]


def test_ties_go_to_the_lowest_municipality_number():
    assert whole_kroner([Decimal("0.50")] * 3, ["1579", "0301", "1506"]) == [0, 1, 1]
    assert whole_kroner([Decimal("-0.50")] * 3, ["1579", "0301", "1506"]) == [0, -1, -1]


def test_amounts_that_cancel_out_are_rounded_alike_with_either_sign():
    assert whole_kroner([Decimal("0.50"), Decimal("-0.50")], ["1", "2"]) == [1, -1]
    assert whole_kroner([Decimal("-0.50"), Decimal("0.50")], ["1", "2"]) == [-1, 1]
    assert whole_kroner([Decimal("0.00")], ["1"]) == [0]
    assert whole_kroner([], []) == []


def test_a_credit_among_debits_takes_no_krone_from_them():
    exact = [Decimal("95067.84"), Decimal("132652.80"), Decimal("-354.84"), Decimal("38690.40")]
    assert whole_kroner(exact, ["1", "2", "3", "4"]) == [95068, 132653, -355, 38690]


@given(LINES)
def test_whole_kroner_add_up_stay_near_and_do_not_depend_on_sign_or_order(lines):
    numbers, exact = [f"{number:04}" for number, _ in lines], [amount for _, amount in lines]
    kroner = whole_kroner(exact, numbers)
    assert sum(kroner) == round_kroner(total_of(exact))
    assert all(abs(whole - amount) < 1 for whole, amount in zip(kroner, exact, strict=True))
    assert whole_kroner([-amount for amount in exact], numbers) == [-whole for whole in kroner]
    turned = whole_kroner(exact[::-1], numbers[::-1])
    assert turned[::-1] == kroner


def test_a_figure_that_is_not_the_nearest_krone_is_adjusted():
    assert [Rounded(Decimal("132609.60"), kroner).adjusted for kroner in (132609, 132610)] == [True, False]


def test_more_than_two_decimals_are_no_ore():
    with pytest.raises(ValueError, match="more than two decimals"):
        in_ore(Decimal("0.001"))


@pytest.mark.parametrize(("number", "by", "whole"), [(5, 10, 1), (-5, 10, -1), (4, 10, 0), (15, 10, 2), (7, 3, 2)])
def test_halves_go_away_from_zero(number, by, whole):
    assert divide_half_up(number, by) == whole
