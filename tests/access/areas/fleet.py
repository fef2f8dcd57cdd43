"""Registers of politicians and devices: the leader writes all, auditors read all, a contact keeps the own municipality's."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile

from fleet.actions.import_batch import upload_import
from tests.access.roles import LEADER, NOBODY
from tests.fleet import factories

CONTACTS = {"contact": "in", "other contact": "in"}
WRITERS = LEADER | CONTACTS
WRITERS_OF_IT = WRITERS | {"other contact": "404"}
READERS = NOBODY | {"leader": "in", "auditor": "in"} | CONTACTS
READERS_OF_IT = READERS | {"other contact": "404"}

MATRIX = {
    "fleet:overview": READERS,
    "fleet:counts_hand_over": LEADER,
    "fleet:device_list": READERS,
    "fleet:device_print": READERS,
    "fleet:device_export": READERS,
    "fleet:device_new": WRITERS,
    "fleet:device_bulk": WRITERS,
    "fleet:device_page": READERS_OF_IT,
    **{f"fleet:device_{verb}": WRITERS_OF_IT for verb in ("edit", "delete", "assign", "take_back")},
    "fleet:politician_list": READERS,
    "fleet:politician_print": READERS,
    "fleet:politician_export": READERS,
    "fleet:politician_new": WRITERS,
    "fleet:politician_bulk": WRITERS,
    "fleet:politician_page": READERS_OF_IT,
    **{f"fleet:politician_{verb}": WRITERS_OF_IT for verb in ("edit", "delete")},
    **{f"fleet:{noun}_{verb}": WRITERS_OF_IT for noun in ("seat", "subsidy") for verb in ("add", "delete")},
    "fleet:replacement_page": READERS,
    "fleet:replacement_devices": READERS_OF_IT,
    "fleet:replacement_confirm": WRITERS_OF_IT,
    "fleet:replacement_export": READERS_OF_IT,
    "fleet:replacement_confirmed": READERS_OF_IT,
    "fleet:check_page": READERS,
    "fleet:check_of_municipality": READERS_OF_IT,
    "fleet:import_list": READERS,
    "fleet:import_template": READERS,
    **{f"fleet:import_{part}": READERS_OF_IT for part in ("page", "progress", "rejected")},
    **{f"fleet:import_{verb}": WRITERS_OF_IT for verb in ("again", "apply", "drop", "map", "undo")},
    "fleet:settings_page": LEADER,
    "fleet:term_add": LEADER,
    "fleet:term_delete": LEADER,
    "fleet:lifetime_save": LEADER,
    "fleet:lifetime_delete": LEADER,
}


def places(world):
    term = factories.make_term()
    mine = {"municipality": world.municipality}
    politician = factories.make_politician(term=term, **mine)
    assignment = factories.make_device_assignment(device=factories.make_device(**mine), politician=politician)
    subsidy = factories.make_subsidy(politician=politician)
    lifetime = factories.make_lifetime()
    count = factories.make_replacement_count(by=world.users["contact"], **mine)
    file = ContentFile(b"Serienummer;Modell\r\nA1;Bok\r\n", name="enheter.csv")
    batch = upload_import(file, kind="devices", by=world.users["leader"], **mine)
    device, person, number = {"pk": assignment.device_id}, {"pk": politician.pk}, {"number": world.municipality.number}
    return {
        "fleet:device_export": {"suffix": "csv"},
        **{f"fleet:device_{verb}": device for verb in ("page", "edit", "delete", "assign")},
        "fleet:device_take_back": {"pk": assignment.pk},
        "fleet:politician_export": {"suffix": "csv"},
        **{f"fleet:politician_{verb}": person for verb in ("page", "edit", "delete")},
        "fleet:seat_add": person,
        "fleet:seat_delete": {"pk": politician.seats.get().pk},
        "fleet:subsidy_add": person,
        "fleet:subsidy_delete": {"pk": subsidy.pk},
        "fleet:replacement_devices": number,
        "fleet:replacement_confirm": number,
        "fleet:replacement_export": number | {"suffix": "csv"},
        "fleet:replacement_confirmed": {"pk": count.pk},
        "fleet:check_of_municipality": number,
        "fleet:import_template": {"noun": "devices", "suffix": "csv"},
        **{
            f"fleet:import_{verb}": {"pk": batch.pk}
            for verb in ("page", "progress", "rejected", "again", "apply", "drop", "map", "undo")
        },
        "fleet:term_delete": {"pk": term.pk},
        "fleet:lifetime_delete": {"pk": lifetime.pk},
    }


def sent(world):
    return {"fleet:replacement_confirm": {"seen": "0", "as_of": date(2026, 12, 31).isoformat()}}
