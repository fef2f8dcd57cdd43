from decimal import Decimal

from docs_vision.rules.arithmetic import Counted, Range, by_hours, by_share, estimated, plain

MENON = Range(Decimal(120_000_000), Decimal(240_000_000), Decimal(240_000_000))
GAP = "\N{NO-BREAK SPACE}"
TOWNS = [Counted("1506", "Molde", 32002), Counted("1547", "Aukra", 3518)]


def test_a_share_of_a_national_amount():
    molde, aukra = by_share(MENON, 5_425_270, TOWNS)
    assert (molde.kroner.likely, aukra.kroner.likely) == (Decimal("1415686.22"), Decimal("155627.28"))
    assert molde.sum_of.split(" ") == [f"240{GAP}000{GAP}000", "×", f"32{GAP}002", "/", f"5{GAP}425{GAP}270"]


def test_hours_times_cost():
    [row] = by_hours(Range(Decimal(6), Decimal("12.5"), Decimal(24)), Decimal(520), [Counted("1506", "Molde", 10)])
    assert row.kroner == Range(Decimal("31200.00"), Decimal("65000.00"), Decimal("124800.00"))
    assert row.sum_of == "10 × 12,5 × 520"


def test_the_sum_is_the_sum_of_what_is_shown():
    rows = by_share(MENON, 5_425_270, TOWNS)
    assert estimated(rows, None).total.likely == sum(row.kroner.likely for row in rows)


def test_what_is_realised_follows_the_way_reached():
    rows = by_share(MENON, 5_425_270, TOWNS)
    whole = estimated(rows, Decimal(100)).realised
    assert [estimated(rows, reached).realised for reached in (None, Decimal(-5), Decimal(150))] == [None, 0, whole]


def test_a_disbenefit_counts_in_full_until_it_is_measured_and_then_for_all_that_it_is():
    rows = by_hours(Range(Decimal(1), Decimal(1), Decimal(1)), Decimal(100), [Counted("1506", "Molde", 1)])
    reached = (None, Decimal(-5), Decimal(50), Decimal(150))
    assert [estimated(rows, one, is_disbenefit=True).realised for one in reached] == [100, 0, 50, 150]


def test_factors_are_written_plainly():
    assert [plain(Decimal(text)) for text in ("1.50", "240000000.00", "0.05")] == [
        "1,5",
        f"240{GAP}000{GAP}000",
        "0,05",
    ]


def test_the_largest_that_the_fields_take_is_worked_out():
    largest = Decimal("999999999999.99")
    [row] = by_hours(Range(largest, largest, largest), Decimal("99999999.99"), [Counted("1506", "Molde", 2**31 - 1)])
    assert row.kroner.likely > Decimal(10) ** 29
    assert estimated([row], Decimal(50)).realised < row.kroner.likely
