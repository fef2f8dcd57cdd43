"""The change of council: leader and the own contact work in it, auditors read it."""

from __future__ import annotations

from datetime import date

from fleet.actions.council import start_change
from tests.access.areas.fleet import READERS, READERS_OF_IT, WRITERS_OF_IT
from tests.fleet import factories

WORK = ("stay", "come", "do", "hand_out", "unseat", "finish", "reopen")
MATRIX = {
    "fleet:council_list": READERS,
    "fleet:council_page": READERS_OF_IT,
    "fleet:council_export": READERS_OF_IT,
    **{f"fleet:council_{verb}": WRITERS_OF_IT for verb in WORK},
}


def places(world):
    factories.make_term(since=date(2019, 10, 1), until=date(2023, 9, 30))
    term = factories.make_term()
    politician = factories.make_politician(municipality=world.municipality, term=term)
    world.sitting = politician
    change = start_change(world.municipality, term, by=world.users["leader"])
    return {
        "fleet:council_page": {"pk": change.pk},
        "fleet:council_export": {"pk": change.pk, "suffix": "xlsx"},
        **{f"fleet:council_{verb}": {"pk": change.pk} for verb in WORK},
    }


def sent(world):
    politician = {"politician": world.sitting.pk}
    return {"fleet:council_unseat": politician, "fleet:council_hand_out": politician}
