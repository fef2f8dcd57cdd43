"""Each page by GET, and its forms by POST without JavaScript."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from licensing.models import (
    AllocationKey,
    Holding,
    IndexFigure,
    Negotiation,
    PopulationFigure,
    Price,
    Product,
    Scenario,
    ScenarioLine,
)
from licensing.queries.scenario import scenario_table
from tests.factories import make_contact, make_municipality
from tests.licensing.factories import (
    make_holding,
    make_key,
    make_line,
    make_negotiation,
    make_price,
    make_product,
    make_register_count,
    make_scenario,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def aukra():
    return make_municipality(number="1547", name="Aukra")


@pytest.fixture
def e1():
    return make_product(name="E1")


@pytest.fixture
def scenario(aukra, e1):
    scenario = make_scenario(name="Lisenser", years=3, is_shared=True)
    make_line(scenario, e1, 120, "92.12")
    make_line(scenario, e1, 100, "92.12", municipality=aukra)
    make_line(scenario, make_product(name="Intune", unit="device"), 100, "25.00", municipality=aukra)
    make_register_count("owned_devices", 60, municipality=aukra)
    return scenario


@pytest.fixture
def writing(client, leader):
    client.force_login(leader)
    return client


def figures(answer):
    """The rows of the answer's tables, cell by cell."""
    rows = re.findall(r"<tr[^>]*>(<th scope=\"row\">.*?)</tr>", answer.content.decode(), re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in rows]


def to(name, *args):
    return reverse(f"licensing:{name}", args=args)


def what_if(scenario, **changes):
    """The panel as the page sends it, with these changes: `price_E1="79,00"`."""
    sent = {}
    for product in Product.objects.filter(scenario_lines__scenario=scenario).distinct():
        sent[f"on-{product.pk}"] = "on"
    for name, value in changes.items():
        field, _underscore, product = name.partition("_")
        pk = Product.objects.get(name=product).pk
        sent[f"{field}-{pk}"] = value
    return {name: value for name, value in sent.items() if value is not None}


def test_the_scenarios_page(writing, scenario):
    page = writing.get(to("scenario_page", scenario.pk))
    assert page.context["page"].table.total.kroner == 273197
    exact = writing.get(to("scenario_page", scenario.pk), {"show": "exact"})
    assert "273\u00a0196,80" in exact.content.decode()


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_asks_the_same_of_the_database(client, leader, django_assert_num_queries, e1, lines):
    scenario = make_scenario(years=2, key=make_key())
    make_price(e1)
    make_line(scenario, e1, 1, "10.00", municipality=None)
    for number in range(lines):
        place = make_municipality(number=f"150{number}", name=f"Kommune {number}")
        make_holding(e1, 5, municipality=place)
        make_line(scenario, e1, None, None, municipality=place, quantity_from="holdings")
        make_register_count("owned_devices", 3, municipality=place)
    client.force_login(leader)
    client.get(to("scenario_page", scenario.pk))
    with django_assert_num_queries(18):
        client.get(to("scenario_page", scenario.pk))


def test_products_are_listed_by_the_alphabet(client, leader):
    for name in ("Årslisens", "Ærend", "øving", "e-signatur", "E-arkiv"):
        make_product(name=name)
    client.force_login(leader)
    page = client.get(reverse("licensing:product_list")).context["page"]
    assert [listed.product.name for listed in page.products] == [
        "E-arkiv", "e-signatur", "Ærend", "øving", "Årslisens",
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_of_the_database(client, leader, django_assert_num_queries, rows):
    for _row in range(rows):
        product = make_product()
        make_price(product)
        make_holding(product)
        make_scenario()
        make_key()
        make_negotiation(product)
    client.force_login(leader)
    for name, queries in (("scenario_list", 4), ("product_list", 7), ("key_list", 7), ("negotiation_list", 4)):
        client.get(to(name))
        with django_assert_num_queries(queries):
            client.get(to(name))


def test_a_contact_reads_nothing_of_other_municipalities(client, scenario, e1):
    molde = make_municipality()
    make_holding(e1, 4711, municipality=molde)
    make_holding(e1, 100, municipality=make_municipality(number="1547", name="Aukra"))
    make_negotiation(e1)
    other = make_scenario(name="Annet", is_shared=True)
    make_line(other, e1, 120, "79.00")
    client.force_login(make_contact(make_municipality(number="1547", name="Aukra")))
    pages = [
        to("scenario_page", scenario.pk),
        to("scenario_compare") + f"?with={scenario.pk}&with={other.pk}",
        to("scenario_changes", scenario.pk) + f"?since=scenario-{other.pk}",
        to("product_list"),
        to("product_page", e1.pk),
        to("negotiation_page", Negotiation.objects.get().pk),
    ]
    for page in pages:
        text = client.get(page).content.decode()
        assert ("Aukra" in text, "Molde" in text, "4\u00a0711" in text, "132\u00a0653" in text) == (
            True,
            False,
            False,
            False,
        ), page


def test_a_draft_is_not_found_by_others_than_the_leader(client, e1, member):
    draft = make_scenario()
    client.force_login(member)
    for name in ("scenario_page", "scenario_changes"):
        assert client.get(to(name, draft.pk)).status_code == 404
    assert client.post(to("scenario_what_if", draft.pk)).status_code == 404


def test_what_if_shows_the_effect_and_saves_nothing(writing, scenario):
    before = scenario_table(scenario)
    answer = writing.post(
        to("scenario_what_if", scenario.pk),
        what_if(scenario, price_E1="79,00", count_Intune="owned_devices"),
        headers={"HX-Request": "true"},
    )
    assert figures(answer)[:2] == [
        ["Molde", "132\u00a0653", "113\u00a0760", "\u221218\u00a0893"],
        ["Aukra", "140\u00a0544", "112\u00a0800", "\u221227\u00a0744"],
    ]
    assert "<h1" not in answer.content.decode()
    assert scenario_table(scenario) == before


def test_what_if_without_javascript_is_the_whole_page(writing, scenario):
    answer = writing.post(to("scenario_what_if", scenario.pk), what_if(scenario, on_Intune=None))
    assert answer.context["comparison"].total.difference.kroner == -30000
    assert "<h1" in answer.content.decode()


def test_a_quantity_typed_goes_above_a_registers_count(writing, scenario, aukra):
    intune = Product.objects.get(name="Intune")
    sent = what_if(scenario, count_Intune="owned_devices") | {f"quantity-{intune.pk}-1547": "50"}
    answer = writing.post(to("scenario_what_if", scenario.pk), sent)
    assert answer.context["comparison"].total.difference.kroner == -15000


def test_a_wrong_price_is_told_beside_the_panel(writing, scenario):
    answer = writing.post(
        to("scenario_what_if", scenario.pk), what_if(scenario, price_E1="79,000"), headers={"HX-Request": "true"}
    )
    assert (answer.status_code, figures(answer)) == (422, [])


def test_what_is_supposed_is_kept_as_a_new_scenario(writing, scenario):
    sent = what_if(scenario, price_E1="79,00") | {"name": "Billigere"}
    answer = writing.post(to("scenario_keep_what_if", scenario.pk), sent)
    made = Scenario.objects.get(name="Billigere")
    assert (answer.headers["Location"], scenario_table(made).total.exact) == (
        made.get_absolute_url(),
        Decimal("238560.00"),
    )
    again = writing.post(
        to("scenario_keep_what_if", scenario.pk), sent | {"name": "Enda en"}, headers={"HX-Request": "true"}
    )
    assert again.headers["HX-Redirect"] == Scenario.objects.get(name="Enda en").get_absolute_url()


def test_a_wrong_price_is_not_kept(writing, scenario):
    answer = writing.post(to("scenario_keep_what_if", scenario.pk), what_if(scenario, price_E1="x") | {"name": "Ny"})
    assert (answer.status_code, Scenario.objects.count()) == (422, 1)


def test_a_scenario_is_made_and_changed(writing):
    fields = {"name": "Nytt", "year": "2024", "years": "1", "price_basis": "list", "assumptions": ""}
    answer = writing.post(to("scenario_new"), fields)
    made = Scenario.objects.get()
    assert answer.headers["Location"] == to("scenario_lines", made.pk)
    writing.post(to("scenario_edit", made.pk), fields | {"year": "2025", "is_shared": "on"})
    made.refresh_from_db()
    assert (made.year, made.is_shared) == (2025, True)
    assert writing.post(to("scenario_edit", made.pk), fields | {"year": "20255"}).status_code == 422
    assert writing.post(to("scenario_new"), fields | {"name": "  "}).status_code == 422


def test_a_scenario_is_copied_counted_and_deleted(writing, scenario):
    writing.post(to("scenario_copy", scenario.pk), {"copy-name": "Kopi"})
    copy = Scenario.objects.get(name="Kopi")
    writing.post(to("scenario_count", copy.pk), {"product": "Intune"})
    assert scenario_table(copy).quantities["Intune", "1547"] == 60
    writing.post(to("scenario_delete", copy.pk))
    assert Scenario.objects.get() == scenario


def line_form(*rows):
    sent = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for index, row in enumerate(rows):
        defaults = {"municipality": "", "quantity_from": "typed", "quantity": "", "price": "", "period": "month"}
        sent |= {f"form-{index}-{name}": value for name, value in (defaults | row).items()}
    return sent


def test_the_lines_of_a_product_are_changed(writing, scenario, aukra, e1):
    page = to("scenario_product", scenario.pk, e1.pk)
    assert len(writing.get(page).context["formset"]) == 4
    sent = line_form(
        {"municipality": aukra.pk, "quantity": "1 000", "price": "kr 79,00", "since": "2023-07-01"},
        {"municipality": make_municipality().pk},
        {"municipality": aukra.pk, "quantity_from": "register:owned_devices"},
        {"quantity": "1", "price": "10"},
    )
    answer = writing.post(page, sent)
    assert answer.headers["Location"] == to("scenario_lines", scenario.pk)
    lines = ScenarioLine.objects.filter(product=e1).order_by("pk")
    assert [(line.municipality, line.quantity, line.price, line.register) for line in lines] == [
        (aukra, 1000, Decimal("79.00"), ""),
        (aukra, None, None, "owned_devices"),
        (None, 1, Decimal("10.00"), ""),
    ]
    assert len(writing.get(page).context["formset"]) == 6


@pytest.mark.parametrize("row", [{"quantity": "x"}, {"quantity_from": "holdings"}])
def test_lines_that_cannot_stand_are_shown_as_filled_in(writing, scenario, e1, row):
    answer = writing.post(to("scenario_product", scenario.pk, e1.pk), line_form(row))
    assert (answer.status_code, ScenarioLine.objects.filter(product=e1).count()) == (422, 2)


def test_a_product_is_chosen_for_its_lines(writing, scenario, e1):
    page = to("scenario_lines", scenario.pk)
    assert list(writing.get(page).context["products"]) == list(Product.objects.all())
    assert writing.get(page, {"product": e1.pk}).headers["Location"] == to("scenario_product", scenario.pk, e1.pk)
    assert writing.get(page, {"product": "0"}).status_code == 200


def test_scenarios_are_compared(writing, scenario):
    other = make_scenario()
    page = writing.get(to("scenario_compare"), {"with": [scenario.pk, other.pk, "x"]})
    assert page.context["comparison"].total.difference.kroner == -273197
    assert writing.get(to("scenario_compare")).context["comparison"] is None


def test_what_has_changed_since_a_kept_state(writing, scenario, e1):
    page = to("scenario_changes", scenario.pk)
    assert writing.get(page).context["changes"] is None
    writing.post(to("scenario_keep_state", scenario.pk), {"note": "Før møtet"})
    ScenarioLine.objects.filter(product=e1).update(price=Decimal("79.00"))
    total = writing.get(page).context["changes"].total
    assert (total.price, total.quantity, total.difference) == (Decimal("-34636.80"), 0, Decimal("-34636.80"))
    assert writing.get(page, {"since": "state-0"}).status_code == 404


def test_products_prices_and_holdings_are_kept(writing, aukra):
    writing.post(to("product_new"), {"name": "Teams", "unit": "user"})
    teams = Product.objects.get()
    writing.post(to("product_edit", teams.pk), {"name": "Teams EEA", "unit": "user"})
    price = {"price-amount": "kr 59,50", "price-period": "month", "price-source": "list", "price-since": "2023-01-01"}
    for status in (302, 422):
        assert writing.post(to("price_add", teams.pk), price).status_code == status
    holdings = {"holdings-since": "2023-01-01", "holdings-quantity-1547": "1 000"}
    writing.post(to("holdings_record", teams.pk), holdings)
    page = writing.get(to("product_page", teams.pk)).context["page"]
    assert ([row.amount for row in page.prices], [row.quantities for row in page.holdings]) == (
        ["59,50"],
        [("1\u00a0000",)],
    )
    for refused in ({"holdings-since": "2023-01-01"}, holdings | {"holdings-quantity-1547": "12 34"}):
        assert writing.post(to("holdings_record", teams.pk), refused).status_code == 422
    assert writing.post(to("product_delete", teams.pk)).status_code == 422
    writing.post(to("holding_delete", Holding.objects.get().pk))
    writing.post(to("price_delete", Price.objects.get().pk))
    writing.post(to("product_delete", teams.pk))
    assert Product.objects.count() == 0
    assert writing.post(to("product_new"), {"name": ""}).status_code == 422


def test_the_price_list_shows_what_holds_today(writing, e1):
    make_price(e1, "80.00", since=date(2020, 1, 1), until=date(2020, 12, 31))
    make_price(e1, "92.12", source="negotiated")
    [row] = writing.get(to("product_list")).context["page"].products
    assert [price and price.amount for price in row.prices] == [None, Decimal("92.12")]


def key_form(*parts, name="Nøkkel"):
    sent = {"name": name, "note": "", "form-TOTAL_FORMS": str(len(parts)), "form-INITIAL_FORMS": "0"}
    for index, part in enumerate(parts):
        sent |= {f"form-{index}-{field}": value for field, value in ({"basis": "equal"} | part).items()}
    return sent


def test_a_key_is_made_changed_tried_and_deleted(writing, aukra, scenario, e1):
    parts = [
        {"weight": "0,5"},
        {"weight": "0,25", "basis": "percent", "value-1506": "33,3333", "value-1547": "66,6667"},
        {"weight": "0,25", "basis": "users", "product": e1.pk},
        {"weight": ""},
    ]
    assert writing.post(to("key_new"), key_form(*parts)).status_code == 302
    key = AllocationKey.objects.get()
    assert len(writing.get(to("key_page", key.pk)).context["formset"]) == 5
    assert [part.weight_text for part in key.parts.all()] == ["0,5", "0,25", "0,25"]
    even = make_key(name="Likt")
    page = writing.get(to("key_list"), {"amount": "220,00", "scenario": scenario.pk, "key": [even.pk, key.pk]})
    assert [[cell.amount for cell in row.cells] for row in page.context["simulation"].rows] == [
        ["110,00", "103,33"],
        ["110,00", "116,67"],
    ]
    without = writing.get(to("key_list"), {"amount": "220,00"}).context["simulation"]
    assert ([one.key for one in without.unable], without.total) == ([key], "220,00")
    assert writing.get(to("key_list"), {"amount": "mye"}).context["simulation"] is None
    wrong = writing.post(to("key_page", key.pk), key_form({"weight": "0,9"}))
    assert (wrong.status_code, len(wrong.context["reasons"]), key.parts.count()) == (422, 1, 3)
    unread = key_form({"weight": "1", "basis": "users", "value-1506": "x"})
    assert writing.post(to("key_page", key.pk), unread).status_code == 422
    writing.post(to("key_delete", key.pk))
    assert AllocationKey.objects.get() == even


def test_a_negotiation_is_kept(writing, e1, aukra):
    make_price(e1, "92.12", source="negotiated")
    make_holding(e1, 100, municipality=aukra)
    fields = {
        "name": "Rammeavtale",
        "product": e1.pk,
        "year": "2023",
        "price_before": "99,59",
        "price_promised": "92,12",
        "period": "month",
        "quantity-1547": "110",
    }
    writing.post(to("negotiation_new"), fields)
    made = Negotiation.objects.get()
    [row] = writing.get(to("negotiation_page", made.pk)).context["page"].rows
    assert (row.promised, row.realised, row.by_price) == tuple(map(Decimal, ("9860.40", "8964.00", "0.00")))
    assert writing.post(to("negotiation_edit", made.pk), fields | {"price_promised": "100"}).status_code == 422
    assert writing.get(to("negotiation_edit", made.pk)).context["form"]["quantity-1547"].initial == 110
    writing.post(to("negotiation_delete", made.pk))
    assert Negotiation.objects.count() == 0


def test_figures_are_kept(writing, aukra):
    writing.post(to("population_record"), {"population-year": "2022", "population-inhabitants-1547": "3 518"})
    for percent in ("4,3", "4,5"):
        writing.post(to("index_record"), {"index-year": "2024", "index-kind": "forecast", "index-percent": percent})
    page = writing.get(to("figures_page")).context
    assert [row.figures for row in page["populations"]] == [("3\u00a0518",)]
    assert [(row.forecast.percent, row.outcome) for row in page["indexes"]] == [(Decimal("4.50"), None)]
    assert writing.post(to("population_record"), {"population-year": "2022"}).status_code == 422
    wrong = {"index-year": "2024", "index-kind": "forecast", "index-percent": "4,555"}
    assert writing.post(to("index_record"), wrong).status_code == 422
    assert (PopulationFigure.objects.count(), IndexFigure.objects.count()) == (1, 1)
