"""Counts of devices to be replaced, open to their devices, and what contacts confirmed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from cooperation.models import Municipality, User
from fleet.models import Device, DeviceAssignment, DeviceStatus, Lifetime, Owner, ReplacementCount
from fleet.models.reach import municipalities_seen_by
from fleet.rules.replacement import (
    DeviceFacts,
    Judgement,
    Lifetimes,
    PlannedYear,
    Terms,
    Verdict,
    judge,
    months_later,
    plan,
)


def lifetimes_in_force() -> Lifetimes:
    return Lifetimes(
        {
            (lifetime.municipality_id, lifetime.kind): Terms(lifetime.months, lifetime.price)
            for lifetime in Lifetime.objects.all()
        }
    )


def facts_of(devices: QuerySet[Device]) -> Iterable[DeviceFacts]:
    """What decides, read for many devices at once."""
    names = ("pk", "municipality_id", "kind", "owner", "status", "purchased_on", "replace_on")
    return (DeviceFacts(*found) for found in devices.values_list(*names).iterator(chunk_size=2000))


@dataclass(frozen=True)
class MunicipalityCount:
    """A municipality's count at a day, from the register as it is now, and the latest that its contact confirmed."""

    municipality: Municipality
    counted: int
    verdicts: dict[Verdict, int]
    cost: Decimal
    confirmed: ReplacementCount | None

    @property
    def differs(self) -> bool:
        """Whether the register now says something else than what was confirmed."""
        return self.confirmed is not None and self.confirmed.count != self.counted


def replacement_counts(user: User, as_of: date) -> list[MunicipalityCount]:
    """Each municipality that the user sees, with its count: one query for all devices, one for all confirmations."""
    municipalities = municipalities_seen_by(user)
    lifetimes = lifetimes_in_force()
    verdicts: dict[int, Counter[Verdict]] = {one.pk: Counter() for one in municipalities}
    costs = {one.pk: Decimal(0) for one in municipalities}
    for facts in facts_of(Device.objects.visible_to(user).order_by()):
        found = judge(facts, lifetimes, as_of=as_of)
        verdicts[facts.municipality][found.verdict] += 1
        if found.counts:
            costs[facts.municipality] += price_of(facts, lifetimes)
    confirmed = latest_confirmed(as_of, municipalities)
    return [
        MunicipalityCount(
            one, verdicts[one.pk][Verdict.DUE], dict(verdicts[one.pk]), costs[one.pk], confirmed.get(one.pk)
        )
        for one in municipalities
    ]


def latest_confirmed(as_of: date, municipalities: Iterable[Municipality]) -> dict[int, ReplacementCount]:
    """What the contacts confirmed for this day, the latest of each municipality."""
    found = ReplacementCount.objects.filter(as_of=as_of, municipality__in=municipalities).select_related("confirmed_by")
    return {count.municipality_id: count for count in found.order_by("pk")}


def price_of(device: DeviceFacts, lifetimes: Lifetimes) -> Decimal:
    terms = lifetimes.of(device.municipality, device.kind)
    return terms.price if terms else Decimal(0)


@dataclass(frozen=True)
class JudgedDevice:
    device: Device
    judgement: Judgement


def judged_devices(municipality: Municipality, as_of: date) -> list[JudgedDevice]:
    """Every device of a municipality with the reason why it counts or not, those that count first."""
    lifetimes = lifetimes_in_force()
    holders = DeviceAssignment.objects.open().select_related("politician")
    devices = Device.objects.filter(municipality=municipality).prefetch_related(
        Prefetch("assignments", holders, to_attr="open_assignments")
    )
    judged = [
        JudgedDevice(device, judge(facts_from(device), lifetimes, as_of=as_of)) for device in devices.order_by("serial")
    ]
    order = {verdict: place for place, verdict in enumerate(Verdict)}
    return sorted(
        judged, key=lambda one: (order[one.judgement.verdict], one.judgement.due_on or date.max, one.device.serial)
    )


def facts_from(device: Device) -> DeviceFacts:
    return DeviceFacts(
        device.pk,
        device.municipality_id,
        device.kind,
        device.owner,
        device.status,
        device.purchased_on,
        device.replace_on,
    )


def counted_list(judged: Iterable[JudgedDevice]) -> list[dict[str, str]]:
    """What is kept of a confirmed count: each device with its facts and verdict, in words that stay."""
    return [
        {
            "serial": one.device.serial,
            "model": one.device.model,
            "kind": one.device.kind,
            "owner": one.device.owner,
            "status": one.device.status,
            "purchased_on": one.device.purchased_on.isoformat() if one.device.purchased_on else "",
            "due_on": one.judgement.due_on.isoformat() if one.judgement.due_on else "",
            "verdict": one.judgement.verdict.value,
        }
        for one in judged
    ]


def list_sha256(devices: list[dict[str, str]]) -> str:
    return hashlib.sha256(json.dumps(devices, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def replacement_plan(user: User, *, first: int, years: int) -> list[tuple[Municipality, list[PlannedYear]]]:
    """What the coming years take in each municipality that the user sees."""
    lifetimes = lifetimes_in_force()
    municipalities = municipalities_seen_by(user)
    devices: dict[int, list[DeviceFacts]] = {one.pk: [] for one in municipalities}
    for facts in facts_of(Device.objects.visible_to(user).order_by()):
        devices[facts.municipality].append(facts)
    return [(one, plan(devices[one.pk], lifetimes, first=first, years=years)) for one in municipalities]


def due_by(as_of: date) -> Q:
    """Devices that are due on a day, as a condition for lists: the same rule as `judge`, said to the database."""
    condition = Q(replace_on__lte=as_of)
    lifetimes = lifetimes_in_force()
    own = {(municipality, kind) for municipality, kind in lifetimes.kinds_with_terms() if municipality}
    for municipality, kind in lifetimes.kinds_with_terms():
        terms = lifetimes.of(municipality or 0, kind)
        assert terms is not None
        bought = Q(kind=kind, replace_on=None, purchased_on__lte=months_before(as_of, terms.months))
        if municipality:
            condition |= bought & Q(municipality=municipality)
        else:
            condition |= bought & ~Q(municipality__in=[one for one, other in own if other == kind])
    return condition & Q(owner=Owner.MUNICIPALITY, status=DeviceStatus.IN_USE)


def months_before(day: date, months: int) -> date:
    """The latest day of purchase that is due on the day.

    Months differ in length, so that the day so many months back is tried and the days after it that lead to the same.
    """
    tried = months_later(day, -months)
    while months_later(date.fromordinal(tried.toordinal() + 1), months) <= day:
        tried = date.fromordinal(tried.toordinal() + 1)
    return tried
