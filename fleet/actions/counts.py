"""Hand the registers' counts to the cost scenarios, which follow them by name."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cooperation.models import User
from fleet.queries.overview import municipality_figures
from licensing.actions.register_count import take_register_counts
from licensing.models import RegisterCount, RegisterKind


@transaction.atomic
def hand_over_counts(*, by: User, on: date) -> list[RegisterCount]:
    """Count devices and politicians of each municipality on a day, and give the counts to the scenarios."""
    figures = municipality_figures(by, on)
    counts = {
        RegisterKind.OWNED_DEVICES: {one.municipality.number: one.owned_devices for one in figures},
        RegisterKind.PRIVATE_DEVICES: {one.municipality.number: one.private_devices for one in figures},
        RegisterKind.POLITICIANS: {one.municipality.number: one.politicians for one in figures},
    }
    return [
        count
        for kind, by_number in counts.items()
        for count in take_register_counts(kind, by_number, counted_on=on, by=by)
    ]
