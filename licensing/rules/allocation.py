"""Share a cost between municipalities by a key (fordelingsnøkkel).

A key is a mixture of parts: each has a weight and a way to share (equally, by inhabitants, users or devices, or by
percentages). The weights sum to exactly one. Shares are worked out as fractions, never from percentages as displayed; the
amounts sum to the whole to the øre (largest remainder, ties to the lowest municipality number), whatever the order of the
rows. A credit note is shared as the invoice was, with the sign turned. Who has no share gets nothing, not even a rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import lcm

from .cost_table import Place
from .money import from_ore, in_ore, share_rest

ONE, HUNDRED = Decimal(1), Decimal(100)


class By(Enum):
    """What a part of a key goes by."""

    EQUAL = "equal"
    POPULATION = "population"
    USERS = "users"
    DEVICES = "devices"
    PERCENT = "percent"


@dataclass(frozen=True)
class KeyPart:
    """One part of a key: its weight, and what each municipality (by number) counts with. Equal parts need no values.

    `year`: of which year the population figures are.
    """

    weight: Decimal
    by: By
    values: Mapping[str, Decimal] = field(default_factory=dict)
    year: int | None = None


class FaultKind(Enum):
    NO_PARTS = "no parts"
    NO_MUNICIPALITIES = "nobody to share between"
    WEIGHTS_NOT_ONE = "the weights do not sum to one"
    PERCENT_NOT_HUNDRED = "the percentages do not sum to 100"
    NEGATIVE_WEIGHT = "a weight is below zero"
    NEGATIVE_VALUE = "a value is below zero"
    MISSING_VALUE = "a municipality has no value"
    UNKNOWN_MUNICIPALITY = "a value is for an unknown municipality"
    NOTHING_TO_SHARE_BY = "all values are zero"
    VALUES_FOR_EQUAL = "an equal part takes no values"


@dataclass(frozen=True)
class KeyFault:
    """One reason why a key cannot be used: in which part (from 1; 0 for the key itself), for whom, what sum was found."""

    kind: FaultKind
    part: int = 0
    by: By | None = None
    municipality: str = ""
    found: Decimal | None = None


def why_not_share(parts: Sequence[KeyPart], municipalities: Iterable[Place]) -> list[KeyFault]:
    """Every reason why a cost cannot be shared by this key."""
    numbers = [place.number for place in municipalities]
    faults = []
    if not numbers:
        faults.append(KeyFault(FaultKind.NO_MUNICIPALITIES))
    if not parts:
        return [*faults, KeyFault(FaultKind.NO_PARTS)]
    weights = sum((part.weight for part in parts), start=Decimal(0))
    if weights != ONE:
        faults.append(KeyFault(FaultKind.WEIGHTS_NOT_ONE, found=weights))
    for place, part in enumerate(parts, start=1):
        faults += _why_not_part(part, place, numbers)
    return faults


def _why_not_part(part: KeyPart, place: int, numbers: list[str]) -> list[KeyFault]:
    def fault(kind: FaultKind, municipality: str = "", found: Decimal | None = None) -> KeyFault:
        return KeyFault(kind, place, part.by, municipality, found)

    faults = [fault(FaultKind.NEGATIVE_WEIGHT, found=part.weight)] if part.weight < 0 else []
    if part.by is By.EQUAL:
        return [*faults, fault(FaultKind.VALUES_FOR_EQUAL)] if part.values else faults
    faults += [
        fault(FaultKind.UNKNOWN_MUNICIPALITY, number) for number in sorted(part.values) if number not in set(numbers)
    ]
    faults += [
        fault(FaultKind.NEGATIVE_VALUE, number, value) for number, value in sorted(part.values.items()) if value < 0
    ]
    if part.by is By.PERCENT:
        percent = sum(part.values.values(), start=Decimal(0))
        return faults if percent == HUNDRED else [*faults, fault(FaultKind.PERCENT_NOT_HUNDRED, found=percent)]
    missing = [fault(FaultKind.MISSING_VALUE, number) for number in sorted(numbers) if number not in part.values]
    if not faults and not missing and part.weight and not any(part.values.values()):
        faults.append(fault(FaultKind.NOTHING_TO_SHARE_BY))
    return faults + missing


def shares(parts: Sequence[KeyPart], municipalities: Iterable[Place]) -> dict[str, Fraction]:
    """Municipality number → its share of the whole. They sum to one. The key is one that `why_not_share` accepts."""
    numbers = [place.number for place in municipalities]
    found = dict.fromkeys(numbers, Fraction(0))
    for part in parts:
        values = dict.fromkeys(numbers, ONE) if part.by is By.EQUAL else part.values
        whole = sum(map(Fraction, values.values()), start=Fraction(0))
        for number in numbers if part.weight else ():
            found[number] += Fraction(part.weight) * Fraction(values.get(number, 0)) / whole
    return found


def allocate(amount: Decimal, parts: Sequence[KeyPart], municipalities: Iterable[Place]) -> dict[str, Decimal]:
    """Share an amount. The answer sums to it to the øre. The key is one that `why_not_share` accepts."""
    part_of = shares(parts, tuple(municipalities))
    return allocate_shares(amount, part_of)


def allocate_shares(amount: Decimal, part_of: Mapping[str, Fraction]) -> dict[str, Decimal]:
    numbers = list(part_of)
    whole = in_ore(amount)
    unit = lcm(*(share.denominator for share in part_of.values()))
    exact = [whole * share.numerator * (unit // share.denominator) for share in part_of.values()]
    ore = share_rest(exact, numbers.__getitem__, unit=unit, total=whole)
    return {number: from_ore(part) for number, part in zip(numbers, ore, strict=True)}


@dataclass(frozen=True)
class Simulated:
    """One cost under one key, and what each municipality pays more (or less) than under the first key."""

    key: str
    amounts: dict[str, Decimal]
    difference: dict[str, Decimal]


def simulate(
    amount: Decimal, keys: Mapping[str, Sequence[KeyPart]], municipalities: Sequence[Place]
) -> list[Simulated]:
    """One cost under several keys, the first being what the others are held against. Differences sum to zero."""
    found: list[Simulated] = []
    for name, parts in keys.items():
        amounts = allocate(amount, parts, municipalities)
        first = found[0].amounts if found else amounts
        found.append(Simulated(name, amounts, {number: amounts[number] - first[number] for number in amounts}))
    return found
