"""How far a benefit has come from its baseline towards its target, and whether it keeps up with its date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

WHOLE = Decimal(100)
ONE = Decimal(1)
# Measured less than this many points behind an even pace: a measurement is never that exact.
TOLERANCE_POINTS = Decimal(10)


class Pace(StrEnum):
    REALISED = "realised"
    ON_SCHEDULE = "on_schedule"
    BEHIND = "behind"
    WITHIN = "within"  # a disbenefit no larger than was expected
    BEYOND = "beyond"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Plan:
    """From what to what, and between which days. Any part may be missing.

    The target of a disbenefit is what is expected at most: nobody is to reach it, and it has no pace.
    """

    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_on: date | None
    is_disbenefit: bool = False


@dataclass(frozen=True)
class Reading:
    measured_on: date
    value: Decimal


@dataclass(frozen=True)
class Progress:
    """`reached` and `expected` are per cent of the way; None when it cannot be said."""

    latest: Reading | None
    reached: Decimal | None
    expected: Decimal | None
    pace: Pace

    @property
    def bar(self) -> Decimal:
        """How long a bar of progress is drawn: the way reached, within 0 and 100."""
        return min(max(self.reached or Decimal(0), Decimal(0)), WHOLE)

    @property
    def is_behind(self) -> bool:
        return self.pace == Pace.BEHIND

    @property
    def stands_out(self) -> bool:
        """A benefit that is late, or a disbenefit larger than was expected."""
        return self.pace in (Pace.BEHIND, Pace.BEYOND)


def reached_share(plan: Plan, value: Decimal) -> Decimal | None:
    """Per cent of the way from baseline to target, with one decimal. Below 0: worse than at the start. None without both.

    A target at the baseline (keep it as it is) is reached while the value is not below it.
    """
    if plan.baseline is None or plan.target is None:
        return None
    way = plan.target - plan.baseline
    if way == 0:
        return WHOLE if value >= plan.target else Decimal(0)
    return (WHOLE * (value - plan.baseline) / way).quantize(Decimal("0.1"), ROUND_HALF_UP)


def expected_share(plan: Plan, day: date) -> Decimal | None:
    """Per cent of the way that an even pace would have reached by the day: 0 at the baseline, 100 from the target's date."""
    if plan.baseline_on is None or plan.target_on is None:
        return None
    if day >= plan.target_on:
        return WHOLE
    if day <= plan.baseline_on:
        return Decimal(0)
    gone = (day - plan.baseline_on).days
    return (WHOLE * gone / (plan.target_on - plan.baseline_on).days).quantize(Decimal("0.1"), ROUND_HALF_UP)


def progress(plan: Plan, readings: Sequence[Reading], *, today: date) -> Progress:
    """How a benefit stands. Behind: the date has passed unmeasured or unreached, or the pace has fallen behind.

    The last measurement is compared with what an even pace expected on the day it was taken, so that a benefit
    is not behind merely because nobody has measured it since.
    """
    known = sorted((one for one in readings if one.measured_on <= today), key=lambda one: one.measured_on)
    latest = known[-1] if known else None
    reached = reached_share(plan, latest.value) if latest else None
    expected = None if plan.is_disbenefit else expected_share(plan, today)
    return Progress(latest, reached, expected, _pace(plan, latest, reached, today))


def _pace(plan: Plan, latest: Reading | None, reached: Decimal | None, today: date) -> Pace:
    if plan.is_disbenefit:
        return Pace.UNKNOWN if reached is None else Pace.BEYOND if reached > WHOLE else Pace.WITHIN
    if reached is not None and reached >= WHOLE:
        return Pace.REALISED
    if plan.target_on is not None and plan.target_on <= today:
        return Pace.BEHIND
    if latest is None or reached is None:
        return Pace.UNKNOWN
    then = expected_share(plan, latest.measured_on)
    if then is None:
        return Pace.UNKNOWN
    return Pace.BEHIND if reached + TOLERANCE_POINTS < then else Pace.ON_SCHEDULE


def is_measurement_due(every_months: int | None, latest: date | None, since: date | None, *, today: date) -> bool:
    """Whether a new measurement should have been taken: so many months after the last one, or after the baseline."""
    start = latest or since
    if every_months is None or start is None:
        return False
    months = start.year * 12 + start.month - 1 + every_months
    year, month = divmod(months, 12)
    return (today.year, today.month, today.day) >= (year, month + 1, min(start.day, 28))
