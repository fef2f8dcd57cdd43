from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cooperation.actions.change import log_change
from licensing.models import (
    IndexFigure,
    KeyBasis,
    PopulationFigure,
    PriceSource,
    QuantityFrom,
    RegisterKind,
    Scenario,
)
from licensing.queries.comparison import can_be_held_against, changes_since, compared
from licensing.queries.scenario import scenario_allotment, scenario_inputs, scenario_state, scenario_table, years_of
from licensing.queries.scenario_page import scenario_page_of
from licensing.queries.what_if import kept_footing_of
from licensing.rules.money import Rounded
from licensing.rules.years import FORECAST, OUTCOME
from tests.factories import make_contact, make_member, make_municipality
from tests.licensing.factories import (
    make_holding,
    make_key,
    make_line,
    make_price,
    make_product,
    make_register_count,
    make_scenario,
)

pytestmark = pytest.mark.django_db
JULY = date(2023, 7, 1)


@pytest.fixture
def aukra():
    return make_municipality(number="1547", name="Aukra")


def test_prices_and_quantities_are_looked_up(aukra):
    scenario, e1 = make_scenario(), make_product(name="E1")
    intune = make_product(name="Intune", unit="device")
    make_price(e1, "99.59")
    make_price(e1, "92.12", source=PriceSource.NEGOTIATED, since=JULY)
    make_price(intune, "300.00", period="year")
    make_holding(e1, 100, municipality=aukra)
    make_register_count(RegisterKind.OWNED_DEVICES, 90, municipality=aukra, counted_on=date(2023, 5, 1))
    make_register_count(RegisterKind.OWNED_DEVICES, 85, municipality=aukra)
    make_line(scenario, e1, None, None, municipality=aukra, quantity_from=QuantityFrom.HOLDINGS)
    make_line(
        scenario,
        intune,
        None,
        None,
        municipality=aukra,
        quantity_from=QuantityFrom.REGISTER,
        register=RegisterKind.OWNED_DEVICES,
    )
    table = scenario_table(scenario)
    assert [(row.product, row.exact) for row in table.products] == [
        ("E1", Decimal("115026.00")),
        ("Intune", Decimal("25500.00")),
    ]
    scenario.price_basis = "list"
    assert scenario_table(scenario).products[0].exact == Decimal("119508.00")


def test_what_has_no_price_is_told(aukra):
    scenario = make_scenario()
    make_line(scenario, make_product(name="E1"), 5, None, municipality=aukra)
    [gap] = scenario_inputs(scenario).gaps
    assert (gap.product, gap.municipality, gap.lacks) == ("E1", "1547", "price")


@pytest.mark.parametrize("places", [1, 3])
def test_reading_a_scenario_asks_the_same_of_the_database(django_assert_num_queries, places):
    scenario, e1 = make_scenario(), make_product(name="E1")
    make_price(e1)
    for number in range(places):
        place = make_municipality(number=f"150{number}", name=f"Kommune {number}")
        make_holding(e1, 5, municipality=place)
        make_line(scenario, e1, None, None, municipality=place, quantity_from=QuantityFrom.HOLDINGS)
        make_line(
            scenario,
            e1,
            None,
            municipality=place,
            quantity_from=QuantityFrom.REGISTER,
            register=RegisterKind.POLITICIANS,
        )
    with django_assert_num_queries(5):
        scenario_inputs(scenario)


def test_what_is_shared_is_shared_by_the_key(aukra):
    molde = make_municipality()
    for place, inhabitants in ((molde, 3), (aukra, 1)):
        PopulationFigure.objects.create(municipality=place, year=2022, inhabitants=inhabitants)
    key = make_key(basis=KeyBasis.POPULATION, population_year=2022)
    scenario = make_scenario(key=key)
    make_line(scenario, make_product(name="Felles"), 1, "10.01", municipality=None)
    allotment = scenario_allotment(scenario, scenario_table(scenario))
    assert allotment.amounts == {"1506": Rounded(Decimal("90.09"), 90), "1547": Rounded(Decimal("30.03"), 30)}
    assert scenario_state(scenario).shares == allotment.shares


def test_a_key_that_cannot_share_says_why(aukra):
    scenario = make_scenario(key=make_key(basis=KeyBasis.POPULATION, population_year=2022))
    make_line(scenario, make_product(), 1, municipality=None)
    allotment = scenario_allotment(scenario, scenario_table(scenario))
    assert (dict(allotment.amounts), len(allotment.reasons)) == ({}, 1)


def test_without_a_key_or_anything_shared_nothing_is_allotted(aukra):
    scenario = make_scenario(key=make_key())
    assert scenario_allotment(scenario, scenario_table(scenario)) is None
    assert scenario_allotment(make_scenario(), scenario_table(scenario)) is None


def test_years_follow_the_index(aukra):
    for kind, percent in (("forecast", "4.3"), ("outcome", "5")):
        IndexFigure.objects.create(year=2024, kind=kind, percent=Decimal(percent))
    scenario = make_scenario()
    make_line(scenario, make_product(name="E1"), 1, "100.00", municipality=aukra)
    inputs = scenario_inputs(scenario)
    assert [year.table.total.exact for year in years_of(inputs, 3, prefer=FORECAST)] == [
        Decimal("1200.00"),
        Decimal("1251.60"),
        Decimal("1251.60"),
    ]
    assert years_of(inputs, 2, prefer=OUTCOME)[1].table.total.exact == Decimal("1260.00")


def test_the_page_tells_of_private_devices(leader, aukra):
    molde, rauma = make_municipality(), make_municipality(number="1539", name="Rauma")
    scenario = make_scenario(years=2)
    intune = make_product(name="Intune", unit="device")
    for place, charged, owned in ((molde, 120, 120), (rauma, 86, 0), (aukra, 100, 95)):
        make_line(scenario, intune, charged, "25.00", municipality=place)
        make_register_count(RegisterKind.OWNED_DEVICES, owned, municipality=place)
    make_line(scenario, make_product(name="E1"), 1, "92.12", municipality=molde)
    page = scenario_page_of(scenario, leader)
    [private] = page.private
    assert (private.product, private.charged, private.owned, private.count) == ("Intune", 306, 215, 91)
    assert (private.places, private.extra) == ((("Rauma", 86), ("Aukra", 5)), Rounded(Decimal("27300.00"), 27300))
    assert (len(page.forecast), len(page.year_rows)) == (2, 3)


def test_a_contact_sees_the_own_municipality_only_in_the_same_kroner(leader, aukra):
    molde = make_municipality()
    scenario = make_scenario(is_shared=True, years=2, key=make_key())
    e1 = make_product(name="E1")
    for place, quantity in ((molde, 120), (aukra, 86)):
        make_line(scenario, e1, quantity, "92.09", municipality=place)
    make_line(scenario, make_product(name="Felles"), 1, "10.05", municipality=None)
    whole, own = scenario_page_of(scenario, leader), scenario_page_of(scenario, make_contact(aukra))
    assert [row.name for row in own.rows] == ["Aukra"]
    assert own.rows[0].amount == whole.rows[1].amount
    assert own.rows[0].allotted == whole.rows[1].allotted
    assert (own.shared, own.forecast, own.sees_all) == (None, (), False)
    assert {origin.product for origin in own.origins} == {"E1"}


def test_a_moved_figure_is_named(leader):
    scenario, e1 = make_scenario(), make_product(name="E1")
    for number, name, quantity in (("1506", "Molde", 120), ("1539", "Rauma", 86), ("1579", "Hustadvika", 35)):
        make_line(scenario, e1, quantity, "92.09", municipality=make_municipality(number=number, name=name))
    assert scenario_page_of(scenario, leader).adjusted == [
        ("Molde", "E1", Rounded(Decimal("132609.60"), 132609)),
        ("Molde", "", Rounded(Decimal("132609.60"), 132609)),
    ]


def test_who_reads_which_scenarios(leader, auditor, administrator, aukra):
    shared, draft = make_scenario(is_shared=True), make_scenario()
    for user, seen in (
        (leader, {shared, draft}),
        (auditor, {shared, draft}),
        (make_member(), {shared}),
        (make_contact(aukra), {shared}),
        (administrator, set()),
    ):
        assert set(Scenario.objects.visible_to(user)) == seen
    assert set(Scenario.objects.written_by(auditor)) == set()


def test_scenarios_side_by_side(leader, aukra):
    first, second = make_scenario(), make_scenario()
    e1 = make_product(name="E1")
    for scenario, price in ((first, "92.12"), (second, "79.00")):
        make_line(scenario, e1, 100, price, municipality=aukra)
        make_line(scenario, e1, 120, price)
    assert compared([first], leader) is None
    assert compared([first, second], leader).total.difference.exact == Decimal("-34636.80")
    own = compared([first, second], make_contact(aukra))
    assert [(row.name, row.difference.kroner) for row in own.municipalities] == [("Aukra", -15744)]


def test_what_has_changed_since(leader, aukra):
    first, second = make_scenario(name="Før", is_shared=True), make_scenario(name="Etter", is_shared=True)
    e1 = make_product(name="E1")
    make_line(first, e1, 100, "92.12", municipality=aukra)
    make_line(second, e1, 90, "79.00", municipality=aukra)
    make_line(second, e1, 90, "79.00")
    [since] = can_be_held_against(second, leader)
    changes = changes_since(second, since, leader)
    assert (changes.total.before, changes.total.after) == (Decimal("110544.00"), Decimal("170640.00"))
    own = changes_since(second, since, make_contact(aukra))
    assert ([row.name for row in own.rows], own.total) == (["Aukra"], None)


def test_the_footing_of_suppositions_is_worked_out_again_after_a_change(leader, aukra):
    scenarios = [make_scenario() for _number in range(10)]
    for scenario in scenarios:
        make_line(scenario, make_product(name="E1"), 100, municipality=aukra)
    first = [kept_footing_of(scenario, None) for scenario in scenarios]
    assert kept_footing_of(scenarios[-1], None) is first[-1]
    assert kept_footing_of(scenarios[0], None) is not first[0]
    assert kept_footing_of(scenarios[-1], {"1547"}).table.total == first[-1].table.total
    make_line(scenarios[-1], make_product(name="E1"), 1, "79.00", municipality=aukra)
    log_change(scenarios[-1], "save_lines", by=leader)
    again = kept_footing_of(scenarios[-1], None)
    assert again.table.quantities == {("E1", "1547"): 101}
    assert again.offer.products[0].monthly_price is None


def test_a_contact_is_offered_the_own_municipalitys_counts_only(aukra):
    scenario = make_scenario()
    make_line(scenario, make_product(name="E1"), 100, municipality=aukra)
    make_line(scenario, make_product(name="E1"), 120)
    for place, quantity in ((aukra, 90), (make_municipality(), 4711)):
        make_register_count(RegisterKind.POLITICIANS, quantity, municipality=place)
    assert kept_footing_of(scenario, {"1547"}).offer.registers == {"politicians": {"1547": 90}}
