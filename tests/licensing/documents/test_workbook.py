"""The workbook's formulas come to the app's figures, and move when an input does: by our own eyes and by LibreOffice."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from licensing.documents.workbook import About, cost_workbook
from licensing.rules.cost_table import CostItem, Place, calculate
from tests.office import stored, without_values

from .formulas import Evaluator

ABOUT = About(author="Fjord-IKT", dated=date(2023, 12, 13), version="1", assumptions="=2+2 er ingen formel")
PLACES = [Place("1506", "Molde"), Place("1535", "Vestnes"), Place("1539", "Rauma"), Place("0301", "Oslo")]
PRICE = Decimal("92.12")


@pytest.fixture(autouse=True, scope="module")
def english():
    with override("en"):
        yield


def costs_of(*items, name="Lisenser"):
    return calculate(name=name, year=2023, municipalities=PLACES, items=items)


def seed():
    users = {"1506": 120, "1535": 75, "1539": 86}
    return costs_of(
        *(CostItem("Office 365 E1", number, quantity, PRICE) for number, quantity in users.items()),
        *(CostItem("Intune", number, quantity, Decimal(25)) for number, quantity in users.items()),
    )


def manifold():
    """Shared costs, own prices, parts of months, yearly prices, credits, names that would be formulas."""
    return costs_of(
        CostItem("=1+1", "1506", 7, Decimal("0.33")),
        CostItem("=1+1", "0301", 7, Decimal("0.33")),
        CostItem("=1+1", "1539", 7, Decimal("0.34"), since=date(2023, 2, 11), until=date(2023, 10, 30)),
        CostItem("Drift", None, 1, Decimal("100000.49"), months_priced=12),
        CostItem("Kreditt", "1535", 1, Decimal("-12.37"), until=date(2023, 5, 12)),
    )


def made(costs):
    return cost_workbook(costs, ABOUT)


def near(one, other):
    return abs(float(one) - float(other)) < 1e-6


def disagreements(content, *, least=20):
    evaluator, kept = Evaluator(io.BytesIO(content)), stored(content)
    found = {key: evaluator.value(*key) for key in evaluator.formulas()}
    assert len(found) > least
    return {key: (value, kept[key]) for key, value in found.items() if not near(value, kept[key])}


@pytest.mark.parametrize("costs", [seed(), manifold()], ids=["seed", "manifold"])
def test_every_formula_comes_to_the_stored_figure(costs):
    assert disagreements(made(costs)) == {}


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C"]),
            st.sampled_from([None, "1506", "1535", "1539", "0301"]),
            st.integers(0, 999),
            st.integers(-99_999, 99_999),
        ),
        min_size=3,
        max_size=12,
    )
)
def test_any_scenario_adds_up_in_the_workbook_too(rows):
    items = [CostItem(name, number, many, Decimal(ore).scaleb(-2)) for name, number, many, ore in rows]
    assert disagreements(made(costs_of(*items))) == {}


def test_an_empty_scenario_makes_a_workbook():
    assert load_workbook(io.BytesIO(made(costs_of()))).sheetnames == [
        "Result", "Prices", "Quantities", "Calculation", "About the workbook",
    ]  # fmt: skip


def test_the_result_is_the_tables_and_the_checks_are_zero():
    costs = seed()
    kept = load_workbook(io.BytesIO(made(costs)), data_only=True)["Result"]
    rows = {row[2].value: [cell.value for cell in row[3:7]] for row in kept.iter_rows(5, 14)}
    assert rows["Molde"] == [132653, 36000, 168653, 168652.8]
    assert rows["Sum"][2:] == [costs.total.kroner, float(costs.total.exact)]
    assert [row[3].value for row in kept.iter_rows(11, 13)] == [0, 0, 0]


def test_no_text_becomes_a_formula():
    book = load_workbook(io.BytesIO(made(manifold())))
    named = [cell for row in book["Prices"].iter_rows(4) for cell in row if cell.value == "=1+1"]
    assert [(cell.data_type, cell.quotePrefix) for cell in named] == [("s", True)]
    numbers = [row[2].value for row in book["Quantities"].iter_rows(4)]
    assert numbers[0] == "0301"


def test_the_same_figures_make_the_same_bytes():
    assert made(seed()) == made(seed())


def test_signs_that_xml_forbids_are_dropped_and_escapes_kept_as_text():
    book = load_workbook(io.BytesIO(made(costs_of(CostItem("A\x07B _x0041_ <&>", "1506", 1, PRICE)))))
    assert book["Prices"]["B4"].value == "AB _x005F_x0041_ <&>"  # as the file has it; programs read the sign back


def test_the_sheets_are_set_up_for_print():
    sheet = load_workbook(io.BytesIO(made(seed())))["Result"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.print_title_rows) == (
        "landscape",
        1,
        "$3:$3",
    )
    assert (sheet.freeze_panes, sheet.oddFooter.left.text) == ("D4", "Lisenser · 1 · 13.12.2023")


@pytest.mark.external
@pytest.mark.parametrize("costs", [seed(), manifold()], ids=["seed", "manifold"])
def test_libreoffice_comes_to_the_same_figures(recalculated, costs):
    content = made(costs)
    office, kept = recalculated(without_values(content)), stored(content)
    formulas = list(Evaluator(io.BytesIO(content)).formulas())
    assert {key: (office.get(key), kept[key]) for key in formulas if not near(office.get(key) or 0, kept[key])} == {}


@pytest.mark.external
def test_libreoffice_moves_the_totals_with_an_input(recalculated):
    content = made(seed())
    cheaper = costs_of(*(
        CostItem(line.product, line.municipality, line.quantity, Decimal("79.00") if line.item.price == PRICE else line.item.price)
        for line in seed().lines
    ))  # fmt: skip
    at = next(
        cell.coordinate
        for row in load_workbook(io.BytesIO(content))["Prices"].iter_rows(4)
        for cell in row
        if cell.value == 92.12
    )
    office, expected = (
        recalculated(without_values(content, change=("xl/worksheets/sheet2.xml", at, "79"))),
        stored(made(cheaper)),
    )
    results = [key for key in Evaluator(io.BytesIO(content)).formulas() if key[0] == "Result"]
    assert {key: (office[key], expected[key]) for key in results if not near(office[key], expected[key])} == {}
    assert office["Result", "F9"] != stored(content)["Result", "F9"]
