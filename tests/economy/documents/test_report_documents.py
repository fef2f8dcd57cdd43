from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from economy.actions.report import draw_figures
from economy.documents.deck import report_deck
from economy.documents.tables import percent_told, printed_activity, printed_budget, report_tables
from economy.documents.workbook import report_workbook
from economy.queries.report import activity_of, budget_of
from tests.economy.factories import make_report
from tests.factories import make_municipality
from tests.office import stored, without_values

NOW = datetime(2023, 12, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def parts(report):
    return report, budget_of(report), activity_of(report)


def plain(rows):
    return [[cell.replace("\u00a0", " ").replace("−", "-") for cell in row] for row in rows]


def test_the_printed_budget_has_each_groups_sum_and_the_net():
    report = make_report()
    table = printed_budget(report, budget_of(report))
    assert plain(table.rows) == [
        ["Lønn", "1 000", "1 100", "+100", "+10,0"],
        ["Varer", "500", "450", "-50", "-10,0"],
        ["Sum utgifter", "1 500", "1 550", "+50", "+3,3"],
        ["Salg", "-1 500", "-1 600", "-100", "-6,7"],
        ["Sum inntekter", "-1 500", "-1 600", "-100", "-6,7"],
    ]
    assert plain([table.totals])[0][1:] == ["0", "-50", "-50", "–"]


def test_nothing_is_attached_of_an_empty_report():
    assert report_tables(make_report(lines=[])) == {}


def test_the_printed_activity_has_a_sum(leader):
    make_municipality(name="Aukra")
    report = make_report()
    draw_figures(report, by=leader, now=NOW)
    table = printed_activity(report, activity_of(report))
    assert (table.rows[0][0], table.totals[1:], list(report_tables(report))) == (
        "Aukra",
        ("0",) * 6,
        ["budget", "activity"],
    )


def test_the_workbook_has_live_formulas_and_their_values(leader):
    make_municipality()
    report = make_report()
    draw_figures(report, by=leader, now=NOW)
    content = report_workbook(*parts(report))
    formulas = load_workbook(io.BytesIO(content)).worksheets[0]
    values = load_workbook(io.BytesIO(content), data_only=True).worksheets
    assert [formulas[place].value for place in ("D4", "B6", "C6", "B9", "E4")] == [
        "=C4-B4", "=SUM(B4:B5)", "=SUM(C4:C5)", "=B6+B8", '=IF(OR(B4=0,ABS(D4)>=10*ABS(B4)),"",D4/ABS(B4))',
    ]  # fmt: skip
    assert [values[0][place].value for place in ("D4", "B6", "C6", "B9", "D9")] == [100, 1500, 1550, 0, -50]
    assert len(values) == 3


def test_an_empty_report_is_a_workbook_too():
    sheet = load_workbook(io.BytesIO(report_workbook(*parts(make_report(lines=[]))))).worksheets[0]
    assert sheet["B4"].value == "=0"


def test_the_slides_show_budget_deviations_and_activity(leader):
    make_municipality()
    report = make_report(comment="Alt vel.\nNesten.")
    draw_figures(report, by=leader, now=NOW)
    deck = report_deck(*parts(report))
    assert [slide.key for slide in deck.slides] == ["slide-title", "slide-budget", "slide-deviations", "slide-activity"]
    assert deck.slides[0].paragraphs == ("Alt vel.", "Nesten.")


def test_a_long_budget_shows_its_sums_on_the_slide():
    lines = [("Utgifter", f"Linje {number}", "100", "110") for number in range(20)]
    report = make_report(lines=lines)
    deck = report_deck(*parts(report))
    assert [len(slide.tables[0].rows) for slide in deck.slides[1:]] == [1, 1]
    assert "(" in deck.slides[0].under_lead


def test_an_empty_report_has_a_title_slide():
    assert [slide.key for slide in report_deck(*parts(make_report(lines=[]))).slides] == ["slide-title"]


def test_no_per_cent_is_a_dash():
    assert percent_told(None) == "–"


MANIFOLD = [
    ("Utgifter", "Lønn", "1234.50", "1300.25"),
    ("Utgifter", "Nytt, uten budsjett", "0", "75.10"),
    ("Utgifter", "Nesten uten budsjett", "1", "5000"),
    ("Inntekter", "Salg", "-1500", "-1600.05"),
    ("Inntekter", "=1+1", "-0.01", "0"),
]


@pytest.mark.external
def test_libreoffice_comes_to_the_same_figures(leader, recalculated):
    for number in ("1506", "1547"):
        make_municipality(number=number, name=f"M{number}")
    report = make_report(lines=MANIFOLD)
    draw_figures(report, by=leader, now=NOW)
    content = report_workbook(*parts(report))
    office, kept = recalculated(without_values(content)), stored(content)
    book = load_workbook(io.BytesIO(content))
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) == 28
    assert {key: (office[key], kept[key]) for key in formulas if not same(office[key], kept[key])} == {}


@pytest.mark.external
def test_libreoffice_moves_the_deviation_with_the_accounts(recalculated):
    content = report_workbook(*parts(make_report()))
    sheet = load_workbook(io.BytesIO(content)).sheetnames[0]
    office = recalculated(without_values(content, change=("xl/worksheets/sheet1.xml", "C4", "1200")))
    assert [office[sheet, place] for place in ("D4", "E4", "C6", "D9")] == [200, 0.2, 1650, 50]


def same(one, other):
    """Two cells alike: both empty, or numbers as near as a computer's fractions are."""
    return (one or "") == (other or "") or abs(float(one or 0) - float(other or 0)) < 1e-9
