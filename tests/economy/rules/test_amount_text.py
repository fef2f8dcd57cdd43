from __future__ import annotations

from decimal import Decimal

import pytest

from economy.rules.amount_text import figure, written_as


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1\u202f234", "1234"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1,234,567.8", "1234567.8"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1'234", "1234"),
        ("1.5", "1.5"),
        ("1,234", "1.234"),
        (",5", "0.5"),
        ("-4 000", "-4000"),
        ("−4 000", "-4000"),
        ("– 4 000", "-4000"),
        ("(4 000)", "-4000"),
        ("(-4 000)", "-4000"),
        ("4 000-", "-4000"),
        ("+4 000", "4000"),
        ("kr 4 000", "4000"),
        ("kr. -4 000", "-4000"),
        ("-kr 4 000", "-4000"),
        ("4 000 kr", "4000"),
        ("4 000,-", "4000"),
        ("NOK 4 000", "4000"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_as_they_are_written(written, value):
    assert figure(written).value == Decimal(value)


@pytest.mark.parametrize(
    "written", ["", "-", "–", "Lønn", "1 2O0", "12a", "1,2,3", "1.23.456", "1,234,567", "M6-003", "1.234.5"]
)
def test_what_is_no_amount_is_none(written):
    assert figure(written) is None


def test_a_per_cent_is_told_from_an_amount():
    assert (figure("−12,5 %").value, figure("−12,5 %").is_percent) == (Decimal("-12.5"), True)
    assert figure("12").is_percent is False


def test_the_unit_is_the_last_digit_written():
    assert [figure(text).unit for text in ("4 000", "4 000,50", "4,5")] == [1, Decimal("0.01"), Decimal("0.1")]


@pytest.mark.parametrize(
    ("value", "decimals", "is_percent", "written"),
    [
        ("1234.5", 2, False, "1\u00a0234,50"),
        ("-4000", 0, False, "−4\u00a0000"),
        ("-12.5", 1, True, "−12,5\u00a0%"),
        ("0", 0, False, "0"),
    ],
)
def test_amounts_are_written_the_norwegian_way(value, decimals, is_percent, written):
    assert written_as(Decimal(value), decimals=decimals, is_percent=is_percent) == written
