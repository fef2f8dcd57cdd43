"""Frozen tables, decks, workbooks and invoice bases."""

from cooperation.rules.table import Column, Table
from meetings.actions.exhibit import attach_exhibit
from tests.access.areas.costs import ALL_READERS
from tests.access.roles import ITS_SECRETARY, READERS_OF_IT, SECRETARIES
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
    return {
        **{name: {"pk": scenario.pk} for name in OF_A_SCENARIO},
        **{f"meetings:exhibit_{verb}": {"pk": exhibit.pk} for verb in ("page", "remove", "restore")},
    }
