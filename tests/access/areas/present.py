"""Frozen tables, decks, workbooks and invoice bases."""

from cooperation.rules.table import Column, Table
from licensing.models import Scenario
from meetings.actions.exhibit import attach_exhibit
from tests.access.roles import ITS_SECRETARY, READERS_OF_IT, SECRETARIES

MATRIX = {
    "meetings:exhibit_page": READERS_OF_IT,
    "meetings:exhibit_remove": ITS_SECRETARY | {"leader": "in"},
    "meetings:exhibit_restore": ITS_SECRETARY | {"leader": "in"},
    "meetings:scenario_attach": SECRETARIES | {"leader": "in"},
}


def places(world):
    scenario = Scenario.objects.create(name="Vist", year=2023, is_shared=True)
    table = Table("Kostnader", (Column("Kommune"),), (("Molde",),))
    exhibit = attach_exhibit(
        world.case, kind="scenario", table=table, source_label="Vist", source_pk=scenario.pk, by=world.users["leader"]
    )
    return {
        "meetings:scenario_attach": {"pk": scenario.pk},
        **{f"meetings:exhibit_{verb}": {"pk": exhibit.pk} for verb in ("page", "remove", "restore")},
    }
