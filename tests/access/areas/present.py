"""Frozen tables, decks, workbooks and invoice bases."""

from decimal import Decimal

from cooperation.rules.table import Column, Table
from licensing.actions.invoice import approve_invoice, draft_invoice
from meetings.actions.exhibit import attach_exhibit
from tests.access.areas.costs import ALL_READERS
from tests.access.areas.costs import READERS as COST_READERS
from tests.access.roles import ITS_SECRETARY, LEADER, READERS_OF_IT, SECRETARIES
from tests.licensing import factories

MATRIX = {
    "meetings:exhibit_page": READERS_OF_IT,
    "meetings:exhibit_remove": ITS_SECRETARY | {"leader": "in"},
    "meetings:exhibit_restore": ITS_SECRETARY | {"leader": "in"},
    "meetings:scenario_attach": SECRETARIES | {"leader": "in"},
    "licensing:scenario_deck": ALL_READERS,
    "licensing:deck_what_if": ALL_READERS,
    "licensing:scenario_deck_pdf": ALL_READERS,
    "licensing:scenario_pdf": ALL_READERS,
    "licensing:scenario_workbook": ALL_READERS,
    "licensing:invoice_list": COST_READERS,
    "licensing:invoice_new": LEADER,
    "licensing:invoice_page": COST_READERS | {"other contact": "404"},
    "licensing:invoice_book": COST_READERS | {"other contact": "404"},
    "licensing:invoice_municipality_book": COST_READERS | {"other contact": "404"},
    "licensing:invoice_municipality_pdf": COST_READERS | {"other contact": "404"},
    "licensing:invoice_approve": LEADER,
    "licensing:invoice_credit": LEADER,
    "licensing:invoice_throw_away": LEADER,
    "licensing:invoice_work_out": LEADER,
}
OF_A_SCENARIO = (
    "licensing:scenario_deck",
    "licensing:deck_what_if",
    "licensing:scenario_deck_pdf",
    "licensing:scenario_pdf",
    "licensing:scenario_workbook",
    "meetings:scenario_attach",
)


def places(world):
    scenario = factories.make_scenario(is_shared=True)
    factories.make_line(scenario, factories.make_product(), municipality=world.municipality)
    table = Table("Kostnader", (Column("Kommune"),), (("Molde",),))
    exhibit = attach_exhibit(
        world.case, kind="scenario", table=table, source_label="Vist", source_pk=scenario.pk, by=world.users["leader"]
    )
    drafted = {"first_month": 1, "last_month": 3, "settlement": "invoiced", "vat_rate": Decimal(25)}
    basis = draft_invoice(scenario, by=world.users["leader"], **drafted)
    approve_invoice(basis, by=world.users["leader"])
    of_basis = {"pk": basis.pk}
    of_place = of_basis | {"number": world.municipality.number}
    return {
        **{
            f"licensing:invoice_{verb}": of_basis
            for verb in ("page", "book", "approve", "credit", "throw_away", "work_out")
        },
        **{f"licensing:invoice_municipality_{kind}": of_place for kind in ("book", "pdf")},
        **{name: {"pk": scenario.pk} for name in OF_A_SCENARIO},
        **{f"meetings:exhibit_{verb}": {"pk": exhibit.pk} for verb in ("page", "remove", "restore")},
    }
