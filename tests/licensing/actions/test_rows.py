from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from licensing.actions.figures import record_index, record_populations
from licensing.actions.holding import record_holdings
from licensing.actions.key import NewPart, delete_key, save_key
from licensing.actions.negotiation import save_negotiation
from licensing.actions.register_count import take_register_counts
from licensing.actions.row import delete_row, save_row
from licensing.models import (
    AllocationKey,
    Holding,
    IndexFigure,
    IndexKind,
    KeyBasis,
    Negotiation,
    PopulationFigure,
    Price,
    Product,
    RegisterCount,
    RegisterKind,
)
from licensing.queries.key import ready_keys
from licensing.queries.scenario import places
from tests.factories import make_municipality
from tests.licensing.factories import make_key, make_price, make_product, make_scenario

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2023, 1, 1)
ONE = Decimal(1)


def reasons(do, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        do(*args, **kwargs)
    return refused.value.reasons


def test_a_row_is_saved_with_what_was_and_what_is(leader):
    product = make_product(name="E1")
    product.note = "Uten Teams"
    save_row(product, by=leader)
    change = Change.objects.get()
    assert (change.by, change.before["note"], change.after["note"]) == (leader, "", "Uten Teams")
    assert change.after["sku_id"] is None


def test_a_second_price_of_the_same_day_and_source_is_refused(leader):
    product = make_product()
    make_price(product)
    twice = Price(product=product, source="list", since=NEW_YEAR, amount=ONE)
    assert reasons(save_row, twice, by=leader) == ["There is one like it already: the same name, or the same day."]
    assert Change.objects.count() == 0


def test_what_is_in_use_stays(leader):
    product = make_product(name="E1")
    make_price(product)
    assert reasons(delete_row, product, by=leader) == ["It is in use and cannot be deleted. In use by: prices."]
    assert Product.objects.get() == product


def test_holdings_of_a_day_are_corrected_and_other_days_stay(leader):
    product, molde = make_product(), make_municipality()
    record_holdings(product, [(molde, 120)], since=NEW_YEAR, by=leader)
    record_holdings(product, [(molde, 118)], since=NEW_YEAR, note="Rettet", by=leader)
    record_holdings(product, [(molde, 110)], since=date(2023, 7, 1), by=leader)
    assert list(Holding.objects.values_list("since", "quantity", "note")) == [
        (date(2023, 7, 1), 110, ""),
        (NEW_YEAR, 118, "Rettet"),
    ]
    assert Change.objects.count() == 3


def test_register_counts_of_a_day_are_replaced(leader):
    make_municipality()
    for counts in ({"1506": 3}, {"1506": 4}):
        take_register_counts(RegisterKind.POLITICIANS, counts, counted_on=NEW_YEAR, by=leader)
    assert RegisterCount.objects.get().quantity == 4
    assert Change.objects.first().after == {"kind": "politicians", "municipality": "1506", "quantity": 4}


def test_register_counts_that_cannot_be_are_refused(leader):
    make_municipality()
    assert reasons(
        take_register_counts, RegisterKind.POLITICIANS, {"1506": -1, "9999": 1}, counted_on=NEW_YEAR, by=leader
    ) == ["There is no municipality 9999.", "Municipality 1506: a count cannot be below zero."]


def test_population_and_index_figures_are_corrected(leader):
    molde = make_municipality()
    for inhabitants, percent in ((32000, "4.0"), (32002, "4.3")):
        record_populations([(molde, inhabitants)], year=2022, source="SSB", by=leader)
        record_index(year=2024, kind=IndexKind.FORECAST, percent=Decimal(percent), by=leader)
    assert PopulationFigure.objects.get().inhabitants == 32002
    assert IndexFigure.objects.get().percent == Decimal("4.30")


def test_an_index_figure_that_cannot_be_is_refused(leader):
    assert reasons(record_index, year=2024, kind=IndexKind.OUTCOME, percent=Decimal("-99.999"), by=leader) == [
        "An index figure has at most two decimals.",
        "An index figure lies between -99 and 999 per cent.",
    ]


def test_a_key_is_saved_with_parts_that_share(leader):
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra")
    record_populations([(molde, 3), (aukra, 1)], year=2022, by=leader)
    key = AllocationKey(name="Blandet")
    parts = [
        NewPart(Decimal("0.25"), KeyBasis.EQUAL, values={"1506": ONE}),
        NewPart(Decimal("0.25"), KeyBasis.POPULATION, 2022),
        NewPart(Decimal("0.25"), KeyBasis.PERCENT, values={"1506": Decimal(100)}),
        NewPart(Decimal("0.25"), KeyBasis.USERS, values={"1506": ONE, "1547": Decimal(3)}),
    ]
    save_key(key, parts, by=leader)
    save_key(key, parts, by=leader)
    [ready] = ready_keys(AllocationKey.objects.with_parts(), places(), None)
    assert ready.allocate(Decimal("16.00")) == {"1506": Decimal("10.00"), "1547": Decimal("6.00")}


def test_a_key_may_count_by_the_quantities_of_a_product(leader):
    make_municipality()
    key = AllocationKey(name="Etter brukere")
    save_key(key, [NewPart(ONE, KeyBasis.USERS, product=make_product())], by=leader)
    [ready] = ready_keys(AllocationKey.objects.with_parts(), places(), None)
    assert (ready.allocate(ONE), ready.reasons) == (
        None,
        ("Part 1: the number of users of Molde (1506) is missing. Write 0 if it has none.",),
    )


def test_a_key_that_does_not_sum_to_one_is_refused_with_the_sum(leader):
    make_municipality()
    parts = [NewPart(Decimal("0.9"), KeyBasis.EQUAL), NewPart(Decimal("0.000000001"), KeyBasis.POPULATION)]
    assert reasons(save_key, AllocationKey(name="Feil"), parts, by=leader) == [
        "Part 2: choose of which year the population figures are.",
        "Part 2: a weight has at most 8 decimals.",
        "The weights must sum to 1. They sum to 0,900000001.",
        "Part 2: the population of Molde (1506) is missing.",
    ]
    assert AllocationKey.objects.count() == 0


def test_a_key_that_a_scenario_uses_stays(leader):
    key = make_key()
    make_scenario(key=key)
    assert reasons(delete_key, key, by=leader) == ["It is in use and cannot be deleted. In use by: scenarios."]


def test_a_negotiation_is_saved_with_the_quantities_foreseen(leader):
    made = Negotiation(
        name="Rammeavtale", product=make_product(), year=2023, price_before=Decimal(99), price_promised=Decimal(92)
    )
    for quantity in (130, 120):
        save_negotiation(made, [(make_municipality(), quantity)], by=leader)
    assert made.quantities.get().quantity == 120


def test_a_negotiation_that_promises_nothing_is_refused(leader):
    made = Negotiation(
        name="Dyrere", product=make_product(), year=2023, price_before=Decimal(-1), price_promised=Decimal(2)
    )
    assert reasons(save_negotiation, made, [], by=leader) == [
        "A price cannot be below zero.",
        "The price promised is higher than the one before, so no saving is promised.",
    ]
