"""Allocation keys with the figures they share by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from licensing.models import AllocationKey, AllocationPart, KeyBasis, PopulationFigure
from licensing.models.told import told_key
from licensing.rules.allocation import By, KeyPart, allocate_shares, shares, why_not_share
from licensing.rules.cost_table import CostTable, Place
from licensing.rules.money import MINUS


@dataclass(frozen=True)
class ReadyKey:
    """A key with its figures; when it cannot share, the reasons and no shares."""

    key: AllocationKey
    parts: tuple[KeyPart, ...]
    shares: Mapping[str, Fraction] | None
    reasons: tuple[str, ...]

    def allocate(self, amount: Decimal) -> dict[str, Decimal] | None:
        return None if self.shares is None else allocate_shares(amount, self.shares)


def ready_keys(keys: Iterable[AllocationKey], places: tuple[Place, ...], table: CostTable | None) -> list[ReadyKey]:
    """Keys with the figures they share by. Users and devices: typed in the key, else the quantities in the table.

    The keys come with their parts, values and products prefetched: `AllocationKey.objects.with_parts()`.
    """
    populations: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for figure in PopulationFigure.objects.select_related("municipality"):
        populations[figure.year][figure.municipality.number] = Decimal(figure.inhabitants)
    names = {place.number: place.name for place in places}
    found = []
    for key in keys:
        parts = tuple(_part(part, populations, places, table) for part in key.parts.all())
        reasons = tuple(told_key(fault, names, plain_number) for fault in why_not_share(parts, places))
        found.append(ReadyKey(key, parts, None if reasons else shares(parts, places), reasons))
    return found


def _part(
    part: AllocationPart,
    populations: Mapping[int, dict[str, Decimal]],
    places: tuple[Place, ...],
    table: CostTable | None,
) -> KeyPart:
    by = By(part.basis)
    if part.basis == KeyBasis.POPULATION:
        year = part.population_year or 0
        known = {place.number for place in places}
        figures = {number: figure for number, figure in populations.get(year, {}).items() if number in known}
        return KeyPart(part.weight, by, figures, year)
    values = {value.municipality.number: value.value for value in part.values.all()}
    if not values and part.product is not None and table is not None:
        values = {place.number: Decimal(table.quantities.get((part.product.name, place.number), 0)) for place in places}
    return KeyPart(part.weight, by, {} if by is By.EQUAL else values)


def plain_number(number: Decimal) -> str:
    """`0,9`: as many decimals as it has."""
    return f"{number.normalize():f}".replace(".", ",").replace("-", MINUS)
