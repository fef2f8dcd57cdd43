from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fleet.imports.cell_values import CellError, amount, day, moment, plain_text, serial_number, yes_or_no


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023-12-11 06:58:41.7654321", datetime(2023, 12, 11, 6, 58, 41, tzinfo=UTC)),
        ("2023-12-11T06:58:41.7654321Z", datetime(2023, 12, 11, 6, 58, 41, tzinfo=UTC)),
        ("2023-12-11T06:58:41+01:00", datetime(2023, 12, 11, 5, 58, 41, tzinfo=UTC)),
        ("2023-12-11T06:58:41-0130", datetime(2023, 12, 11, 8, 28, 41, tzinfo=UTC)),
        ("2022-03-18 19:49:35Z", datetime(2022, 3, 18, 19, 49, 35, tzinfo=UTC)),
        ("2022-03-18", datetime(2022, 3, 18, tzinfo=UTC)),
        ("18.03.2022 19:49", datetime(2022, 3, 18, 19, 49, tzinfo=UTC)),
        ("18.3.22", datetime(2022, 3, 18, tzinfo=UTC)),
        ("11/24/2008", datetime(2008, 11, 24, tzinfo=UTC)),
        ("24/11/2008 12:00", datetime(2008, 11, 24, 12, tzinfo=UTC)),
        ("1/2/2023 3:04:05 PM", datetime(2023, 1, 2, 15, 4, 5, tzinfo=UTC)),
        ("1/2/2023 12:04 am", datetime(2023, 1, 2, 0, 4, tzinfo=UTC)),
        ("3/3/2023", datetime(2023, 3, 3, tzinfo=UTC)),
        ("", None),
        ("0001-01-01 00:00:00.0000000", None),
        ("1/1/0001 12:00:00 AM", None),
    ],
)
def test_moments_as_exports_write_them(text, found):
    assert moment(text) == found


@pytest.mark.parametrize("text", ["i går", "2023-13-01", "2023-02-30", "1/2/2023", "31.02.2023", "2023-12-11 25:00"])
def test_what_is_no_moment(text):
    with pytest.raises(CellError):
        moment(text)


def test_a_day():
    assert (day("18.03.2022"), day("")) == (date(2022, 3, 18), None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" pf3abc01 ", "PF3ABC01"),
        ("'=PF3", "=PF3"),
        ('="00123"', "00123"),
        ("PF 3A\u00a0BC", "PF3ABC"),
        ("5E12", "5E12"),
        ("0012", "0012"),
    ],
)
def test_serial_numbers(text, found):
    assert serial_number(text) == found


@pytest.mark.parametrize("text", ["", "6.37702E+15", "6,37702E+15", "1E+12", "0", "000", "Default string", "x" * 65])
def test_what_is_no_serial_number(text):
    with pytest.raises(CellError):
        serial_number(text)


def test_yes_and_no():
    assert [yes_or_no(text) for text in ("True", "FALSE", "ja", "nei", "", "1")] == [
        True, False, True, False, False, True,
    ]  # fmt: skip
    with pytest.raises(CellError):
        yes_or_no("kanskje")


def test_amounts():
    assert [amount(text) for text in ("12 500,50", "kr 9500", "", "12500.50")] == [
        Decimal("12500.50"), Decimal("9500.00"), None, Decimal("12500.50"),
    ]  # fmt: skip
    for text in ("mye", "-5", "999999999"):
        with pytest.raises(CellError):
            amount(text)


def test_a_quote_before_an_ordinary_text_stays():
    assert (plain_text("'n Sverre"), plain_text("a\nb")) == ("'n Sverre", "a b")
