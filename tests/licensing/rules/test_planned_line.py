from __future__ import annotations

from datetime import date
from decimal import Decimal

from licensing.rules.cost_table import PER_MONTH, CostItem
from licensing.rules.planned_line import NO_COUNT, NO_PRICE, Gap, PlannedLine, resolve
from licensing.rules.spans import Counted, ListedPrice, Span
from licensing.rules.years import FORECAST, OUTCOME, index_course, moved, standing_on

JULY = date(2023, 7, 1)
LISTED = ListedPrice("list", date(2022, 1, 1), None, Decimal("99.59"), PER_MONTH)
CHEAPER = ListedPrice("negotiated", JULY, None, Decimal("92.12"), PER_MONTH)
BRIEF = ListedPrice("negotiated", date(2023, 3, 1), date(2023, 3, 31), Decimal("50.00"), PER_MONTH)


def resolved(line, *, prices=(), sources=("negotiated", "list"), counts=(), year=2023):
    return list(resolve(line, year, prices=prices, sources=sources, counts=counts))


def test_a_line_with_its_own_price_and_quantity_is_one_item():
    line = PlannedLine("E1", "1506", price=Decimal("92.12"), quantity=120)
    assert resolved(line) == [CostItem("E1", "1506", 120, Decimal("92.12"), source="typed", price_source="typed")]


def test_a_price_that_changes_parts_the_line():
    found = resolved(PlannedLine("E1", "1506", quantity=120), prices=[LISTED, CHEAPER])
    assert [(item.price, item.since, item.until, item.price_source) for item in found] == [
        (Decimal("99.59"), None, date(2023, 6, 30), "list"),
        (Decimal("92.12"), JULY, None, "negotiated"),
    ]


def test_a_price_that_ends_falls_back_to_the_next_source():
    found = resolved(PlannedLine("E1", "1506", quantity=1), prices=[LISTED, BRIEF])
    assert [(item.price, item.since, item.until) for item in found] == [
        (Decimal("99.59"), None, date(2023, 2, 28)),
        (Decimal("50.00"), date(2023, 3, 1), date(2023, 3, 31)),
        (Decimal("99.59"), date(2023, 4, 1), None),
    ]


def test_days_without_a_price_are_gaps():
    found = resolved(PlannedLine("E1", "1506", quantity=1), prices=[CHEAPER])
    assert found == [
        Gap("E1", "1506", Span(date(2023, 1, 1), date(2023, 6, 30)), NO_PRICE),
        CostItem("E1", "1506", 1, Decimal("92.12"), since=JULY, source="typed", price_source="negotiated"),
    ]


def test_holdings_count_from_their_day():
    line = PlannedLine("E1", "1506", price=Decimal("10.00"), source="holdings")
    found = resolved(line, counts=[Counted(date(2023, 3, 1), 5), Counted(JULY, 7)])
    assert found == [
        Gap("E1", "1506", Span(date(2023, 1, 1), date(2023, 2, 28)), NO_COUNT),
        CostItem("E1", "1506", 5, Decimal("10.00"), 1, date(2023, 3, 1), date(2023, 6, 30), "holdings", date(2023, 3, 1), "typed"),
        CostItem("E1", "1506", 7, Decimal("10.00"), 1, JULY, None, "holdings", JULY, "typed"),
    ]  # fmt: skip


def test_a_registers_newest_count_holds_for_all_of_the_line():
    line = PlannedLine("E1", "1506", price=Decimal("10.00"), source="register:owned_devices", takes_newest=True)
    [item] = resolved(line, counts=[Counted(JULY, 7), Counted(date(2023, 3, 1), 5)])
    assert (item.quantity, item.counted_on, item.since) == (7, JULY, None)
    assert resolved(line) == [Gap("E1", "1506", Span(date(2023, 1, 1), date(2023, 12, 31)), NO_COUNT)]


def test_a_line_that_begins_in_a_later_year_waits_and_one_that_is_over_is_gone():
    line = PlannedLine("E1", "1506", date(2024, 5, 1), None, quantity=3)
    [item] = resolved(line, prices=[LISTED, CHEAPER])
    assert (item.since, item.until, item.price) == (date(2024, 5, 1), None, Decimal("92.12"))
    assert resolved(PlannedLine("E1", "1506", None, date(2022, 5, 1), quantity=3), prices=[LISTED]) == []


def test_the_index_is_followed_by_forecast_and_by_outcome_apart():
    figures = {(2024, FORECAST): Decimal("4.3"), (2024, OUTCOME): Decimal(5), (2025, FORECAST): Decimal(3)}
    foretold = index_course(2023, 4, figures, prefer=FORECAST)
    came = index_course(2023, 4, figures, prefer=OUTCOME)
    assert [(year.year, year.kind, year.factor) for year in foretold] == [
        (2023, "", Decimal(1)),
        (2024, FORECAST, Decimal("1.043")),
        (2025, FORECAST, Decimal("1.07429")),
        (2026, "", Decimal("1.07429")),
    ]
    assert [(year.kind, year.factor) for year in came[1:3]] == [
        (OUTCOME, Decimal("1.05")),
        (FORECAST, Decimal("1.0815")),
    ]


def test_what_stands_at_the_end_of_the_year_goes_on_at_moved_prices():
    ends = CostItem("E1", "1506", 1, Decimal("10.00"), until=date(2023, 12, 31))
    goes_on = CostItem("E1", "1535", 1, Decimal("92.12"), since=JULY)
    begins = CostItem("E1", "1539", 1, Decimal("10.00"), since=date(2024, 2, 1))
    standing = standing_on([ends, goes_on, begins], date(2023, 12, 31))
    assert [(item.municipality, item.since) for item in standing] == [("1535", None), ("1539", date(2024, 2, 1))]
    assert moved(standing, Decimal("1.043"))[0].price == Decimal("96.08")
