"""Politicians, devices and licences of the demo: as many as the real record counts, every person invented."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from django.utils import timezone

from cooperation.models import Municipality, User
from fleet.actions.import_batch import import_at_once
from fleet.actions.import_file import open_import
from fleet.actions.replacement import confirm_count
from fleet.models import (
    Account,
    Compliance,
    Device,
    DeviceAssignment,
    DeviceKind,
    DeviceStatus,
    EndedAs,
    ImportKind,
    LicenceAssignment,
    Lifetime,
    Owner,
    Politician,
    Seat,
    SeatRole,
    Subscription,
    Subsidy,
    Term,
)
from fleet.queries.replacement import replacement_counts

ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
GIVEN = [
    "Anne",
    "Berit",
    "Cecilie",
    "Dagny",
    "Ellen",
    "Frida",
    "Gunn",
    "Hilde",
    "Inger",
    "Jorunn",
    "Kjersti",
    "Lise",
    "Magnhild",
    "Nina",
    "Oddny",
    "Ragnhild",
    "Sigrid",
    "Tone",
    "Unni",
    "Vigdis",
    "Arne",
    "Bjarte",
    "Christian",
    "Dag",
    "Eirik",
    "Frode",
    "Geir",
    "Håkon",
    "Ivar",
    "Jostein",
    "Ketil",
    "Lars",
    "Magne",
    "Njål",
    "Olav",
    "Per",
    "Rune",
    "Steinar",
    "Terje",
    "Ulf",
    "Vidar",
]
FAMILY = [
    "Almskår",
    "Bergsvik",
    "Dalsbø",
    "Eikrem",
    "Fagerli",
    "Grønnes",
    "Hasselberg",
    "Isfoss",
    "Jordhol",
    "Kleivset",
    "Lervåg",
    "Myrstad",
    "Nerhus",
    "Osmark",
    "Prestvik",
    "Ramsås",
    "Skogheim",
    "Tverrdal",
    "Ulvestad",
    "Vikan",
    "Ytterli",
    "Øyeng",
    "Åsmark",
    "Breilid",
    "Furuset",
    "Hagaland",
    "Lundgard",
    "Moldskred",
    "Nyheim",
    "Ristad",
    "Selje",
    "Tindvik",
]
PARTIES = ("Bygdelista", "Fjordlista", "Sentrumslista", "Ungdomslista", "Kystlista", "Fellesliste")
MANUFACTURERS = {
    DeviceKind.PC: (("Lenovo", "ThinkPad L14"), ("HP", "EliteBook 640"), ("Dell", "Latitude 5440")),
    DeviceKind.TABLET: (("Apple", "iPad (10. gen.)"), ("Apple", "iPad Air")),
}


@dataclass(frozen=True)
class Practice:
    """How a municipality does it: how many politicians, of whom how many in the council, and with which device."""

    number: str
    politicians: int
    council: int
    kind: DeviceKind
    owner: Owner
    earlier_devices: int = 0


PRACTICES = (
    Practice("1506", 120, 49, DeviceKind.TABLET, Owner.MUNICIPALITY, 4),
    Practice("1535", 75, 23, DeviceKind.TABLET, Owner.MUNICIPALITY, 3),
    Practice("1539", 86, 27, DeviceKind.PC, Owner.POLITICIAN, 5),
    Practice("1547", 100, 21, DeviceKind.PC, Owner.MUNICIPALITY, 6),
    Practice("1579", 35, 27, DeviceKind.PC, Owner.POLITICIAN, 9),
)
SUBSIDY = Decimal(8000)


def fill_fleet(municipalities: dict[str, Municipality], *, leader: User, contact: User, today: date) -> None:
    """Fill the registers. The same day gives the same people, devices and dates."""
    term = _make_terms(today)
    Lifetime.objects.create(kind=DeviceKind.PC, months=48, price=Decimal(12000))
    Lifetime.objects.create(kind=DeviceKind.TABLET, months=48, price=Decimal(7500))
    names = _names()
    for practice in PRACTICES:
        _fill_municipality(municipalities[practice.number], practice, term, names, today)
    _bring_a_file_in(municipalities["1535"], leader, today)
    aukra = municipalities["1547"]
    end_of_year = date(today.year, 12, 31)
    [count] = [one for one in replacement_counts(leader, end_of_year) if one.municipality == aukra]
    confirm_count(aukra, as_of=end_of_year, seen=count.counted, note="Gjennomgått med servicekontoret.", by=contact)


def _make_terms(today: date) -> Term:
    """The earlier term and those up to the one that runs today."""
    year = 2019
    while True:
        term = Term.objects.create(since=date(year, 10, 1), until=date(year + 4, 9, 30))
        if term.until >= today:
            return term
        year += 4


def _names() -> Iterator[tuple[str, str]]:
    """Names that are all different, in an order that looks like none."""
    pairs = [(given, family) for given in GIVEN for family in FAMILY]
    Random(416).shuffle(pairs)  # noqa: S311  # invented names, nothing secret
    return iter(pairs)


def _fill_municipality(
    municipality: Municipality, practice: Practice, term: Term, names: Iterator[tuple[str, str]], today: date
) -> None:
    chance = Random(practice.number)  # noqa: S311  # invented figures, nothing secret
    people = _make_politicians(municipality, practice, names)
    sitting = people[: practice.politicians]
    left = people[practice.politicians :]
    earlier = Term.objects.exclude(pk=term.pk).first()
    Seat.objects.bulk_create(
        Seat(politician=person, term=term, role=_role(place, practice)) for place, person in enumerate(sitting)
    )
    if earlier is not None:
        stayed = [person for place, person in enumerate(sitting) if place % 3 == 0]
        Seat.objects.bulk_create(
            Seat(politician=person, term=earlier, role=SeatRole.COUNCIL) for person in (*left, *stayed)
        )
    devices = _make_devices(municipality, practice, sitting, chance, today)
    assignments = [
        DeviceAssignment(device=device, politician=person, since=max(device.purchased_on or today, date(2019, 10, 1)))
        for device, person in zip(devices, sitting, strict=True)
    ]
    DeviceAssignment.objects.bulk_create(assignments)
    _make_earlier_devices(municipality, practice, left, today)
    if practice.owner == Owner.POLITICIAN:
        Subsidy.objects.bulk_create(
            Subsidy(
                politician=person, device=device, amount=SUBSIDY, granted_on=device.purchased_on or today, term=term
            )
            for device, person in zip(devices, sitting, strict=True)
        )
    _make_licences(municipality, sitting, left, chance, term)


def _role(place: int, practice: Practice) -> SeatRole:
    if place < practice.council:
        return SeatRole.COUNCIL
    return SeatRole.DEPUTY if place < practice.council + practice.politicians // 3 else SeatRole.COMMITTEE


def _make_politicians(
    municipality: Municipality, practice: Practice, names: Iterator[tuple[str, str]]
) -> list[Politician]:
    """Those who sit, then three who have left. Two addresses are in the other spelling, as it happens."""
    domain = municipality.politician_domain
    people = []
    for place in range(practice.politicians + 3):
        given, family = next(names)
        spelled = domain.replace("politikar", "politiker") if place in (11, 12) else domain
        people.append(
            Politician(
                municipality=municipality,
                given_name=given,
                family_name=family,
                email=f"{given}.{family}@{spelled}".lower().translate(ASCII),
                phone=f"900 {practice.politicians:02} {place:03}"[:12],
                party=PARTIES[place % len(PARTIES)],
            )
        )
    return Politician.objects.bulk_create(people)


def _make_devices(
    municipality: Municipality, practice: Practice, sitting: list[Politician], chance: Random, today: date
) -> list[Device]:
    devices = []
    for place, person in enumerate(sitting):
        manufacturer, model = chance.choice(MANUFACTURERS[practice.kind])
        bought = today - timedelta(days=chance.randrange(60, 1900))
        seen = today - timedelta(days=chance.choice((0, 0, 1, 1, 2, 4, 9, 20)) if place % 25 else 140)
        status = DeviceStatus.REPLACEMENT_ORDERED if place % 31 == 17 else DeviceStatus.IN_USE
        devices.append(
            Device(
                municipality=municipality,
                kind=practice.kind,
                owner=practice.owner,
                enrolled_owner=practice.owner,
                serial=f"{practice.number}{chance.randrange(16**6):06X}{place:03}",
                name=f"{municipality.name[:3].upper()}-{place + 1:03}",
                manufacturer=manufacturer,
                model=model,
                purchased_on=bought,
                price=None if practice.owner == Owner.POLITICIAN else Decimal(chance.randrange(6000, 13000, 500)),
                status=status,
                is_enrolled=True,
                enrolled_at=_moment(bought + timedelta(days=10)),
                last_check_in=_moment(seen),
                compliance=Compliance.NOT_COMPLIANT if place % 20 == 7 else Compliance.COMPLIANT,
                os="iOS" if practice.kind == DeviceKind.TABLET else "Windows",
                os_version="17.1" if practice.kind == DeviceKind.TABLET else "10.0.22631",
                primary_upn=person.email,
                intune_id=f"{practice.number}-{place:04}",
            )
        )
    return Device.objects.bulk_create(devices)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(7, 30)))


def _make_earlier_devices(municipality: Municipality, practice: Practice, left: list[Politician], today: date) -> None:
    """The municipality's own from before: lost, returned, bought out. They are old, and count for nothing."""
    after = (DeviceStatus.RETURNED, DeviceStatus.BOUGHT_OUT, DeviceStatus.LOST)
    ended = (EndedAs.RETURNED, EndedAs.BOUGHT_OUT, EndedAs.LOST)
    for place in range(practice.earlier_devices):
        device = Device.objects.create(
            municipality=municipality,
            kind=DeviceKind.PC,
            serial=f"{practice.number}OLD{place:03}",
            manufacturer="HP",
            model="ProBook 440 G6",
            purchased_on=date(2019, 10, 15) + timedelta(days=place),
            price=Decimal(9500),
            status=after[place % 3],
        )
        DeviceAssignment.objects.create(
            device=device,
            politician=left[place % len(left)],
            since=date(2019, 11, 1),
            until=min(date(2023, 10, 10), today),
            ended_as=ended[place % 3],
        )


def _make_licences(
    municipality: Municipality, sitting: list[Politician], left: list[Politician], chance: Random, term: Term
) -> None:
    """One account and one licence for each who sits; two who have left hold theirs still, and one of those is blocked."""
    people = [*sitting, *left[:2]]
    accounts = Account.objects.bulk_create(
        Account(
            municipality=municipality,
            upn=person.email,
            name=str(person),
            object_id=f"{municipality.number}-{place:05}",
            is_blocked=person == left[0] or place == 40,
            politician=person,
        )
        for place, person in enumerate(people)
    )
    without = {chance.randrange(20, 35)}
    LicenceAssignment.objects.bulk_create(
        LicenceAssignment(account=account, product="STANDARDPACK", product_name="Office 365 E1", since=term.since)
        for place, account in enumerate(accounts)
        if place not in without
    )
    Subscription.objects.create(
        municipality=municipality,
        product="STANDARDPACK",
        product_name="Office 365 E1",
        state="Enabled",
        enabled=len(sitting) + 5,
        consumed=len(accounts) - len(without),
    )


def _bring_a_file_in(municipality: Municipality, leader: User, today: date) -> None:
    """An export of device management, with the dirt that real ones have."""
    names = "Device ID;Device name;Last check-in;Microsoft Entra Device ID;Serial number;Model;Compliance;Ownership;OS"
    lines = [names]
    devices = Device.objects.filter(municipality=municipality, is_enrolled=True).order_by("serial")
    for place, device in enumerate(devices):
        known = device.last_check_in or _moment(today)
        seen = known if place % 25 == 0 or known.date() == today else known + timedelta(hours=place % 24)
        said = "Noncompliant" if device.compliance == Compliance.NOT_COMPLIANT and place % 2 else "Compliant"
        lines.append(
            f"{device.intune_id};{device.name};{seen.astimezone(UTC):%Y-%m-%d %H:%M:%S}.1234567;{device.entra_id};{device.serial};"
            f"{device.model};{said};Corporate;iOS"
        )
    lines += [
        f"x-1;VES-901;{today} 06:00:00;;6,37702E+15;iPad Air;Compliant;Corporate;iOS",
        "x-2;VES-902;i går;;V9;iPad;;;iOS",
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "DevicesWithInventory.csv"
        path.write_text("\r\n".join(lines), encoding="utf-8-sig")
        opened = open_import(path, ImportKind.DEVICES, municipality, today=today)
        import_at_once(opened, path, municipality=municipality, by=leader)
