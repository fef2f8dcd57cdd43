"""Which devices are due to be replaced at a day, and why each counts or does not; what the coming years will cost."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

MUNICIPALITY = "municipality"


class Verdict(StrEnum):
    """Why a device counts (due), or why it does not."""

    DUE = "due"
    TOO_NEW = "too_new"
    ORDERED = "ordered"
    PRIVATE = "private"
    SPARE = "spare"
    LOST = "lost"
    RETURNED = "returned"
    BOUGHT_OUT = "bought_out"
    RETIRED = "retired"
    NO_DATE = "no_date"
    """Neither a date of purchase nor one to be replaced, or no lifetime for its kind: nobody can tell."""


BY_STATUS = {
    "replacement_ordered": Verdict.ORDERED,
    "spare": Verdict.SPARE,
    "lost": Verdict.LOST,
    "returned": Verdict.RETURNED,
    "bought_out": Verdict.BOUGHT_OUT,
    "retired": Verdict.RETIRED,
}


@dataclass(frozen=True)
class DeviceFacts:
    """What of a device decides whether it is due."""

    pk: int
    municipality: int
    kind: str
    owner: str
    status: str
    purchased_on: date | None
    replace_on: date | None


@dataclass(frozen=True)
class Terms:
    """How long a kind of device lasts, and what a new one costs."""

    months: int
    price: Decimal


class Lifetimes:
    """The lifetimes in force: a municipality's own where it has one, else the cooperation's."""

    def __init__(self, terms: Mapping[tuple[int | None, str], Terms]) -> None:
        self._terms = dict(terms)

    def of(self, municipality: int, kind: str) -> Terms | None:
        return self._terms.get((municipality, kind)) or self._terms.get((None, kind))

    def kinds_with_terms(self) -> list[tuple[int | None, str]]:
        return list(self._terms)


@dataclass(frozen=True)
class Judgement:
    """A device with its verdict and the day that it is due."""

    device: DeviceFacts
    verdict: Verdict
    due_on: date | None

    @property
    def counts(self) -> bool:
        return self.verdict == Verdict.DUE


def due_on(device: DeviceFacts, lifetimes: Lifetimes) -> date | None:
    """The day that a device is to be replaced: its own, else its purchase plus the lifetime of its kind."""
    if device.replace_on:
        return device.replace_on
    terms = lifetimes.of(device.municipality, device.kind)
    return months_later(device.purchased_on, terms.months) if device.purchased_on and terms else None


def judge(device: DeviceFacts, lifetimes: Lifetimes, *, as_of: date) -> Judgement:
    """Whether a device is due on a day, and why or why not. What it is comes before how old it is."""
    due = due_on(device, lifetimes)
    if device.owner != MUNICIPALITY:
        verdict = Verdict.PRIVATE
    elif device.status in BY_STATUS:
        verdict = BY_STATUS[device.status]
    elif due is None:
        verdict = Verdict.NO_DATE
    else:
        verdict = Verdict.DUE if due <= as_of else Verdict.TOO_NEW
    return Judgement(device, verdict, due)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class PlannedYear:
    """What is to be replaced in a year."""

    year: int
    count: int
    cost: Decimal


def plan(devices: Iterable[DeviceFacts], lifetimes: Lifetimes, *, first: int, years: int) -> list[PlannedYear]:
    """What each of the coming years takes, the overdue in the first; a new device is replaced in its turn."""
    counts = dict.fromkeys(range(first, first + years), 0)
    costs = dict.fromkeys(counts, Decimal(0))
    for device in devices:
        judged = judge(device, lifetimes, as_of=date.max)
        terms = lifetimes.of(device.municipality, device.kind)
        if not judged.counts or judged.due_on is None:
            continue
        year = max(judged.due_on.year, first)
        while year < first + years:
            counts[year] += 1
            costs[year] += terms.price if terms else Decimal(0)
            if terms is None:
                break
            year = max(months_later(date(year, judged.due_on.month, 1), terms.months).year, year + 1)
    return [PlannedYear(year, counts[year], costs[year]) for year in counts]
