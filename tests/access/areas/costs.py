"""Licences and costs: the leader writes; the cooperation's own people read; a contact reads the own municipality's."""

from __future__ import annotations

from tests.access.roles import LEADER, PERSONAL
from tests.licensing import factories

READERS = PERSONAL | {"administrator": "403"}
ALL_READERS = READERS | {"contact": "403", "other contact": "403"}

MATRIX = {
    "licensing:figures_page": ALL_READERS,
    "licensing:population_record": LEADER,
    "licensing:index_record": LEADER,
    "licensing:key_list": ALL_READERS,
    "licensing:key_new": LEADER,
    "licensing:key_page": LEADER,
    "licensing:key_delete": LEADER,
    "licensing:negotiation_list": READERS,
    "licensing:negotiation_new": LEADER,
    "licensing:negotiation_page": READERS,
    "licensing:negotiation_edit": LEADER,
    "licensing:negotiation_delete": LEADER,
    "licensing:product_list": READERS,
    "licensing:product_new": LEADER,
    "licensing:product_page": READERS,
    "licensing:product_edit": LEADER,
    "licensing:product_delete": LEADER,
    "licensing:price_add": LEADER,
    "licensing:price_delete": LEADER,
    "licensing:holdings_record": LEADER,
    "licensing:holding_delete": LEADER,
    "licensing:scenario_list": READERS,
    "licensing:scenario_new": LEADER,
    "licensing:scenario_page": READERS,
    "licensing:scenario_edit": LEADER,
    "licensing:scenario_copy": LEADER,
    "licensing:scenario_delete": LEADER,
    "licensing:scenario_lines": LEADER,
    "licensing:scenario_product": LEADER,
    "licensing:scenario_count": LEADER,
    "licensing:scenario_compare": READERS,
    "licensing:scenario_changes": READERS,
    "licensing:scenario_keep_state": LEADER,
    "licensing:scenario_what_if": READERS,
    "licensing:scenario_keep_what_if": LEADER,
}

SCENARIO_VERBS = (
    "page",
    "edit",
    "copy",
    "delete",
    "lines",
    "count",
    "changes",
    "keep_state",
    "what_if",
    "keep_what_if",
)


def places(world):
    product = factories.make_product(name="Office 365 E1")
    scenario = factories.make_scenario(is_shared=True)
    factories.make_line(scenario, product, municipality=world.municipality)
    world.product = product
    price = factories.make_price(product)
    holding = factories.make_holding(product, municipality=world.municipality)
    at = {"pk": scenario.pk}
    key, negotiation = factories.make_key(), factories.make_negotiation(product)
    return {
        "licensing:key_page": {"pk": key.pk},
        "licensing:key_delete": {"pk": key.pk},
        **{f"licensing:negotiation_{verb}": {"pk": negotiation.pk} for verb in ("page", "edit", "delete")},
        **{f"licensing:product_{verb}": {"pk": product.pk} for verb in ("page", "edit", "delete")},
        "licensing:price_add": {"pk": product.pk},
        "licensing:price_delete": {"pk": price.pk},
        "licensing:holdings_record": {"pk": product.pk},
        "licensing:holding_delete": {"pk": holding.pk},
        **{f"licensing:scenario_{verb}": at for verb in SCENARIO_VERBS},
        "licensing:scenario_product": at | {"product_pk": product.pk},
    }


def sent(world):
    return {"licensing:scenario_count": {"product": world.product.name}}
