from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from licensing.actions.scenario import (
    copy_scenario,
    count_by_register,
    delete_scenario,
    keep_state,
    keep_what_if,
    save_product_lines,
    save_scenario,
)
from licensing.models import QuantityFrom, RegisterKind, Scenario, ScenarioLine
from licensing.queries.scenario import scenario_table
from licensing.rules.what_if import WhatIf
from tests.factories import make_municipality
from tests.licensing.factories import make_line, make_product, make_register_count, make_scenario

pytestmark = pytest.mark.django_db
TODAY = date(2023, 12, 1)


@pytest.fixture
def scenario():
    scenario = make_scenario(name="Lisenser", assumptions="Slik", is_shared=True)
    make_line(scenario, make_product(name="E1"), 120, "92.12")
    make_line(scenario, make_product(name="Intune", unit="device"), 120, "25.00")
    return scenario


def reasons(do, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        do(*args, **kwargs)
    return refused.value.reasons


def verbs(scenario):
    return list(
        Change.objects.filter(subject=f"licensing.scenario:{scenario.pk}").order_by("pk").values_list("verb", flat=True)
    )


def test_a_new_scenario_is_saved_and_logged(leader):
    scenario = Scenario(name="Ny", year=2024)
    save_scenario(scenario, by=leader, on=TODAY)
    assert (verbs(scenario), scenario.versions.count()) == (["save"], 0)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (" ", "Give the scenario a name."),
        ("x" * 121, "The name is too long: at most 120 characters."),
        ("Lisenser", "There is a scenario called Lisenser already."),
    ],
)
def test_a_name_that_cannot_be_is_refused(leader, scenario, name, told):
    assert reasons(copy_scenario, scenario, name=name, by=leader) == [told]
    assert reasons(save_scenario, Scenario(name=name, year=2024), by=leader, on=TODAY) == [told]


def test_changing_a_scenario_keeps_its_state_once_a_day(leader, scenario):
    for year in (2024, 2025):
        scenario.year = year
        save_scenario(scenario, by=leader, on=TODAY)
    kept = scenario.versions.get()
    assert (kept.kept_on, kept.state["year"], kept.by) == (TODAY, 2023, leader)
    assert Scenario.objects.get(pk=scenario.pk).revision == 3
    assert verbs(scenario) == ["keep_state", "save", "save"]


def test_a_copy_has_the_lines_and_is_not_shared(leader, scenario):
    made = copy_scenario(scenario, name=" Kopi ", by=leader)
    assert (made.name, made.is_shared, made.copied_from, made.assumptions) == ("Kopi", False, scenario, "Slik")
    assert scenario_table(made).total == scenario_table(scenario).total
    assert scenario.lines.count() == 2


def test_the_lines_of_a_product_are_replaced(leader, scenario):
    e1 = make_product(name="E1")
    aukra = make_municipality(number="1547", name="Aukra")
    lines = [
        ScenarioLine(municipality=aukra, quantity=100, price=Decimal("92.12"), register="politicians"),
        ScenarioLine(municipality=aukra, quantity=5, quantity_from=QuantityFrom.HOLDINGS),
        ScenarioLine(quantity=1, price=Decimal("10.00")),
    ]
    save_product_lines(scenario, e1, lines=lines, by=leader, on=TODAY)
    saved = scenario.lines.filter(product=e1).order_by("pk")
    assert [(line.municipality, line.quantity, line.register) for line in saved] == [
        (aukra, 100, ""),
        (aukra, None, ""),
        (None, 1, ""),
    ]
    assert scenario.lines.count() == 4
    assert Scenario.objects.get(pk=scenario.pk).revision == 2
    change = Change.objects.get(verb="save_lines")
    assert [line["quantity"] for line in change.before["lines"]] == [120]
    assert [line["price"] for line in change.after["lines"]] == ["92.12", None, "10.00"]


def test_every_line_that_cannot_stand_is_told(leader, scenario):
    molde = make_municipality()
    lines = [
        ScenarioLine(municipality=molde),
        ScenarioLine(quantity_from=QuantityFrom.REGISTER, register=RegisterKind.POLITICIANS),
        ScenarioLine(municipality=molde, quantity=1, since=date(2023, 5, 1), until=date(2023, 4, 30)),
    ]
    assert reasons(save_product_lines, scenario, make_product(name="E1"), lines=lines, by=leader, on=TODAY) == [
        "Molde: write the quantity, or choose where it comes from.",
        "Shared: holdings and registers count per municipality. Write the quantity of what is shared.",
        "Molde: it ends before it starts.",
    ]
    assert scenario.lines.count() == 2


def test_a_register_decides_the_quantities_of_a_product(leader, scenario):
    make_register_count(RegisterKind.OWNED_DEVICES, 85)
    count_by_register(scenario, make_product(name="Intune"), kind=RegisterKind.OWNED_DEVICES, by=leader, on=TODAY)
    assert scenario_table(scenario).quantities == {("E1", "1506"): 120, ("Intune", "1506"): 85}


def test_a_product_without_lines_cannot_be_counted_by_a_register(leader, scenario):
    assert reasons(
        count_by_register, scenario, make_product(name="Teams"), kind=RegisterKind.POLITICIANS, by=leader, on=TODAY
    ) == ["The scenario has no lines of Teams for municipalities."]


def test_what_was_supposed_becomes_a_new_scenario(leader, scenario):
    make_line(scenario, make_product(name="Felles"), 1, "10.00", municipality=None)
    make_line(scenario, make_product(name="Teams"), 1, "10.00")
    before = scenario_table(scenario).total
    what_if = WhatIf({"E1": Decimal("79.00")}, {("Intune", "1506"): 0, ("Felles", None): 2}, frozenset({"Teams"}))
    made = keep_what_if(scenario, what_if, name="Billigere", by=leader)
    assert [(row.product, row.exact) for row in scenario_table(made).products] == [
        ("E1", Decimal("113760.00")),
        ("Intune", Decimal("0.00")),
        ("Felles", Decimal("240.00")),
    ]
    assert scenario_table(scenario).total == before


def test_nothing_supposed_is_not_kept(leader, scenario):
    assert reasons(keep_what_if, scenario, WhatIf(), name="Lik", by=leader) == [
        "Nothing is different from the scenario. Copy it instead."
    ]
    assert Scenario.objects.count() == 1


def test_a_state_is_kept_when_asked_for(leader, scenario):
    kept = keep_state(scenario, by=leader, on=TODAY, note="Før møtet")
    assert (kept.note, len(kept.state["items"]), kept.state["shares"]) == ("Før møtet", 2, None)


def test_a_deleted_scenario_is_gone_with_its_lines(leader, scenario):
    delete_scenario(scenario, by=leader)
    assert (Scenario.objects.count(), ScenarioLine.objects.count()) == (0, 0)
    assert Change.objects.get().verb == "delete"
