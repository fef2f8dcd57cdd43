"""Save an allocation key with its parts: only one that can share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from licensing.models import AllocationKey, AllocationPart, AllocationValue, KeyBasis, PopulationFigure, Product
from licensing.models.told import told_key
from licensing.queries.key import plain_number
from licensing.queries.scenario import places
from licensing.rules.allocation import By, KeyPart, why_not_share

from .row import delete_row, save_row

WEIGHT_DECIMALS = 8


@dataclass(frozen=True)
class NewPart:
    """A part of a key as it is filled in. Values: municipality number → figure."""

    weight: Decimal
    basis: KeyBasis
    population_year: int | None = None
    product: Product | None = None
    values: Mapping[str, Decimal] = field(default_factory=dict)


def why_not_save_key(parts: Sequence[NewPart]) -> list[str]:
    """Every reason why a key of these parts cannot share a cost; what its weights or percentages sum to is told."""
    known = places()
    reasons = [
        _("Part %(part)s: choose of which year the population figures are.") % {"part": number}
        for number, part in enumerate(parts, start=1)
        if part.basis == KeyBasis.POPULATION and part.population_year is None
    ]
    reasons += [
        _("Part %(part)s: a weight has at most %(most)s decimals.") % {"part": number, "most": WEIGHT_DECIMALS}
        for number, part in enumerate(parts, start=1)
        if part.weight != round(part.weight, WEIGHT_DECIMALS)
    ]
    names = {place.number: place.name for place in known}
    asked = [_as_rule(part, [place.number for place in known]) for part in parts]
    return reasons + [told_key(fault, names, plain_number) for fault in why_not_share(asked, known)]


def _as_rule(part: NewPart, numbers: list[str]) -> KeyPart:
    """What is only known when a scenario is at hand (the quantities of a product) counts as given."""
    values = {number: value for number, value in part.values.items() if part.basis != KeyBasis.EQUAL}
    if part.basis == KeyBasis.POPULATION and part.population_year is not None:
        figures = PopulationFigure.objects.filter(year=part.population_year, municipality__number__in=numbers)
        values = {
            number: Decimal(inhabitants)
            for number, inhabitants in figures.values_list("municipality__number", "inhabitants")
        }
    elif part.basis in (KeyBasis.USERS, KeyBasis.DEVICES) and part.product is not None and not values:
        values = dict.fromkeys(numbers, Decimal(1))
    return KeyPart(part.weight, By(part.basis), values, part.population_year)


@transaction.atomic
def save_key(key: AllocationKey, parts: Sequence[NewPart], *, by: User) -> None:
    """Save a key, its parts in the place of those it had."""
    if reasons := why_not_save_key(parts):
        raise Refused(reasons)
    save_row(key, by=by)
    key.parts.all().delete()
    municipalities = {place.number: place for place in Municipality.objects.all()}
    for position, part in enumerate(parts, start=1):
        saved = AllocationPart.objects.create(
            key=key,
            position=position,
            weight=part.weight,
            basis=part.basis,
            population_year=part.population_year if part.basis == KeyBasis.POPULATION else None,
            product=part.product if part.basis in (KeyBasis.USERS, KeyBasis.DEVICES) else None,
        )
        AllocationValue.objects.bulk_create(
            AllocationValue(part=saved, municipality=municipalities[number], value=value)
            for number, value in part.values.items()
            if part.basis not in (KeyBasis.EQUAL, KeyBasis.POPULATION)
        )
    log_change(
        key,
        "save_parts",
        by=by,
        after={
            "parts": [
                {
                    "weight": str(part.weight),
                    "basis": part.basis,
                    "population_year": part.population_year,
                    "product": part.product and part.product.pk,
                    "values": {number: str(value) for number, value in part.values.items()},
                }
                for part in parts
            ]
        },
    )


@transaction.atomic
def delete_key(key: AllocationKey, *, by: User) -> None:
    """A key that a scenario uses stays."""
    delete_row(key, by=by)
