from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from django.utils.translation import override

from cooperation.documents.html import print_html
from cooperation.documents.renderer import Renderer
from cooperation.rules.deck import SlideKind
from licensing.documents.cost_pdf import cost_html, cost_pdf
from licensing.documents.deck import Presented, YearFigures, cost_deck, effect_told, largest
from licensing.documents.tables import price_told, printed_costs, printed_difference
from licensing.documents.workbook import About
from licensing.rules.cost_table import CostItem, Place, calculate

PLACES = [Place("1506", "Molde"), Place("1535", "Vestnes"), Place("1547", "Aukra"), Place("1579", "Hustadvika")]
USERS = {"1506": 120, "1535": 75, "1547": 100, "1579": 35}
ABOUT = About(author="Fjord-IKT", dated=date(2023, 12, 13), assumptions="Alle brukere.")


def costs_of(price="92.12", *more, name="Lisenser", intune=True):
    items = [CostItem("E1", number, quantity, Decimal(price)) for number, quantity in USERS.items()]
    items += [CostItem("Intune", number, quantity, Decimal(25)) for number, quantity in USERS.items() if intune]
    return calculate(name=name, year=2023, municipalities=PLACES, items=[*items, *more])


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def plain(text):
    return text.replace("\u00a0", " ")


def test_the_printed_table_is_the_calculations():
    table = printed_costs(costs_of())
    assert [plain(cell) for cell in table.rows[3]] == ["Hustadvika", "35", "38 690", "35", "10 500", "49 190"]
    assert plain(table.totals[-1]) == "463 795"
    assert [plain(note) for note in table.notes[:2]] == ["E1: kr 92,12 a month.", "Intune: kr 25,00 a month."]


def test_an_adjusted_figure_is_marked_and_explained():
    costs = costs_of("1.37", CostItem("Drift", None, 1, Decimal("9999.49"), months_priced=12))
    table = printed_costs(costs)
    marked = [cell for row in table.rows for cell in row if cell.endswith("*")]
    assert (len(marked) > 0, table.notes[-1].startswith("*")) == (True, True)
    assert table.rows[-1][0] == "Shared"


def test_many_products_are_printed_without_quantities():
    more = [CostItem(f"P{number}", "1506", 1, Decimal(10)) for number in range(4)]
    assert len(printed_costs(costs_of("92.12", *more)).columns) == 1 + 6 + 1


def test_a_price_that_differs_is_not_told():
    assert price_told(costs_of("92.12", CostItem("E1", "1506", 1, Decimal(50))), "E1") == ""


def test_the_difference_wears_its_sign():
    table = printed_difference(costs_of(), costs_of("79.00", CostItem("Ny", None, 1, Decimal(10)), intune=False))
    assert plain(table.rows[3][3]) == "−16 010"
    assert (table.rows[-1][0], table.rows[-1][3]) == ("Shared", "+120")
    assert plain(table.totals[3]) == "−150 835"


def test_the_slides_of_a_scenario():
    years = [YearFigures(year, costs_of(), costs_of("93.00")) for year in (2023, 2024)]
    other = costs_of("79.00", CostItem("Drift", None, 1, Decimal(5)), name="Billigere")
    deck = cost_deck(Presented(costs_of(), "Alle\n\nbrukere.", [other], years, costs_of("79.00")))
    assert [slide.key for slide in deck.slides] == [
        "slide-title", "slide-table", "slide-share", "slide-what-if", "slide-comparison", "slide-years",
    ]  # fmt: skip
    title, _table, share, what_if, comparison, course = deck.slides
    assert (plain(title.lead), title.paragraphs) == ("kr 463 795", ("Alle", "brukere."))
    assert [row[2] for row in share.tables[0].rows] == ["36,4", "22,7", "30,3", "10,6"]
    assert plain(what_if.under_lead) == "kr 51 955 less than now"
    assert [column.label for column in comparison.tables[0].columns[1:3]] == ["Lisenser", "Billigere"]
    assert len(course.charts[0].courses) == 2
    assert all(slide.tables for slide in deck.slides if slide.charts)


def test_an_empty_scenario_has_slides():
    empty = calculate(name="Tom", year=2023, municipalities=[], items=[])
    assert [slide.kind for slide in cost_deck(Presented(empty)).slides] == [SlideKind.TITLE, SlideKind.TABLE]


def test_the_panels_slide_has_no_figures_of_its_own():
    deck = cost_deck(Presented(costs_of()), what_if_template="panel.html")
    [panel] = [slide for slide in deck.slides if slide.template]
    assert (panel.kind, panel.charts, panel.is_dense, panel.has_short_table) == (SlideKind.TEXT, (), False, True)


@pytest.mark.parametrize(("price", "told"), [("92.12", "the same as now"), ("93.12", "kr 3 960 more than now")])
def test_the_effect_is_told_in_words(price, told):
    assert plain(effect_told(costs_of(), costs_of(price))[1]) == told


def test_many_municipalities_and_products_are_drawn_as_far_as_there_is_room():
    places = [Place(f"{number:04}", f"Kommune {number}") for number in range(30)]
    items = [
        CostItem(f"P{product}", place.number, 1 + at, Decimal(10 + product))
        for at, place in enumerate(places)
        for product in range(9)
    ]
    costs = calculate(name="Mange", year=2023, municipalities=places, items=items)
    assert [row.number for row in largest(costs)][:2] == ["0029", "0028"]
    share = cost_deck(Presented(costs)).slides[2]
    assert [words.text for words in share.charts[0].words[:6]][-1] == "Other products"
    assert share.has_short_table is False
    nothing = calculate(name="Null", year=2023, municipalities=PLACES, items=[CostItem("E1", "1506", 0, Decimal(1))])
    assert cost_deck(Presented(nothing)).slides[2].tables[0].rows[0][2] == "–"


@pytest.mark.django_db
def test_paper_says_what_the_slides_say():
    costs = costs_of("92.12", CostItem("Drift", None, 1, Decimal(1200)))
    deck = cost_deck(Presented(costs, "Alle.", [costs_of("79.00", name="Billigere")], (), costs_of("79.00")))
    context = {"deck": deck, "title": deck.title, "author": "Fjord-IKT", "dated": date(2023, 12, 13)}
    renderer = Renderer()
    try:
        made = renderer.make(
            print_html("cooperation/print/deck.html", context, language="en", style="cooperation/print/deck.css")
        )
    finally:
        renderer.stop()
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.pdf))
    text = " ".join(plain(text).split())
    said = [cell for slide in deck.slides for table in slide.tables for row in table.rows for cell in row]
    assert [cell for cell in said if plain(cell) not in text] == []
    assert made.pages == len(deck.slides)


@pytest.mark.django_db
def test_the_table_to_hand_out():
    assert plain(cost_html(costs_of(), ABOUT, language="en")).count("463 795") >= 2
    assert cost_pdf(costs_of(), ABOUT, language="en")[:5] == b"%PDF-"
