"""One cost under several allocation keys: who gains and who loses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from licensing.models import AllocationKey, Scenario
from licensing.rules.money import format_amount, format_signed

from .key import ReadyKey, ready_keys
from .scenario import places, scenario_table


@dataclass(frozen=True)
class SimulatedCell:
    amount: str
    difference: str
    gains: bool
    loses: bool


@dataclass(frozen=True)
class SimulatedRow:
    """What a municipality pays under each key, and the difference from the first."""

    name: str
    cells: tuple[SimulatedCell, ...]


@dataclass(frozen=True)
class Simulation:
    """The keys that can share the cost, their rows, and those that cannot, with the reasons."""

    amount: Decimal
    keys: tuple[AllocationKey, ...]
    rows: tuple[SimulatedRow, ...]
    unable: tuple[ReadyKey, ...]

    @property
    def total(self) -> str:
        return format_amount(self.amount)


def simulation(amount: Decimal, keys: Iterable[AllocationKey], scenario: Scenario | None) -> Simulation:
    """The first key that can share is what the others are held against. The differences of a key sum to zero."""
    known = places()
    ready = ready_keys(keys, known, scenario_table(scenario) if scenario else None)
    able = [(key, amounts) for key in ready if (amounts := key.allocate(amount)) is not None]
    rows = []
    for place in known:
        cells = []
        for _key, amounts in able:
            difference = amounts[place.number] - able[0][1][place.number]
            cells.append(
                SimulatedCell(
                    format_amount(amounts[place.number]), format_signed(difference), difference < 0, difference > 0
                )
            )
        rows.append(SimulatedRow(place.name, tuple(cells)))
    return Simulation(
        amount, tuple(key.key for key, _amounts in able), tuple(rows), tuple(key for key in ready if key.reasons)
    )
