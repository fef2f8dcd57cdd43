"""A long file of devices brought in against a bare bulk insert of its rows, and the registers' pages as they grow."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cooperation.models import Municipality, User
from fleet.actions.import_batch import import_at_once
from fleet.actions.import_file import open_import
from fleet.models import Device, DeviceAssignment, ImportBatch, ImportKind, Politician, ReplacementCount, Subsidy
from meetings.models import Meeting

from .client import Client
from .lists import queries_of
from .report import against, figure, section, table_head
from .server import Server
from .timing import Timed, take_turns

FEW_ROWS, MANY_ROWS = 10_000, 100_000
MOST_TIMES = 4
MOST_GROWTH_MEGABYTES = 40
BATCH = 1000
ROUNDS_OF_IMPORT = 2
ROUNDS_OF_PAGE = 15
SIZES = (100, 10_000, 100_000)
FAMILY_NAMES = ("Berg", "Haug", "Lund", "Nes", "Vik", "Moe", "Sand", "Hol", "Østre ", "Åker", "Sæter", "Brekke")
FAMILY_ENDINGS = ("", "heim", "land", "rud", "stad", "eng", "ås", "moen", "vold", "bø")
GIVEN_NAMES = ("Kari", "Ola", "Anne", "Per", "Ida", "Jon", "Åse", "Øystein", "Liv", "Nils", "Sigrid", "Tor")
HEADER = (
    "Device ID", "Device name", "Enrollment date", "Last check-in", "Microsoft Entra Device ID", "OS version",
    "Serial number", "Manufacturer", "Model", "Primary user UPN", "Compliance", "Managed by", "Ownership", "OS",
)  # fmt: skip


def measure_import() -> None:
    """Time the import of many new devices, of the same file again, and of one where every device checked in since."""
    section(f"A file of {MANY_ROWS:,} devices".replace(",", " "))
    municipality = Municipality.objects.get(number="1579")
    _empty(municipality)
    with tempfile.TemporaryDirectory() as folder:
        first, later = Path(folder) / "first.csv", Path(folder) / "later.csv"
        write_file(first, MANY_ROWS, month=11)
        write_file(later, MANY_ROWS, month=12)
        rounds = [_round(municipality, first, later) for _count in range(ROUNDS_OF_IMPORT)]
        control = Timed("control", tuple(one[0] for one in rounds))
        table_head()
        told = ("all rows new", "the same file again", "every device checked in since")
        for place, name in enumerate(told, 1):
            timed = Timed(name, tuple(one[place] for one in rounds))
            against(timed, control, goal=MOST_TIMES)
        print("\nThe control reads the file with Python's csv reader and inserts the same columns in bulk.\n")
        few = Path(folder) / "few.csv"
        write_file(few, FEW_ROWS, month=11)
        _measure_growth(few, first)


def write_file(path: Path, rows: int, *, month: int) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            day = 1 + number % 28
            writer.writerow(
                (
                    f"i-{number}", f"PC-{number}", "2022-09-01 08:00:00.0000000",
                    f"2023-{month:02}-{day:02} 06:58:41.7654321", f"e-{number}", "10.0.19045", f"SN{number:07}",
                    "Lenovo", "ThinkPad L14", f"bruker{number}@example.no", "Compliant", "Intune", "Corporate",
                    "Windows",
                )
            )  # fmt: skip


def _round(municipality: Municipality, first: Path, later: Path) -> tuple[float, ...]:
    taken = [_timed(lambda: bare_insert(municipality, first))]
    _empty(municipality)
    taken += [_timed(partial(_bring_in, municipality, path)) for path in (first, first, later)]
    _empty(municipality)
    return tuple(taken)


def _timed(do) -> float:
    before = time.perf_counter()
    do()
    return (time.perf_counter() - before) * 1000


@transaction.atomic
def bare_insert(municipality: Municipality, path: Path) -> None:
    """What any import must do at least: read the rows and insert them."""
    with path.open(newline="") as file:
        batch = []
        for row in csv.DictReader(file):
            batch.append(
                Device(
                    municipality=municipality,
                    intune_id=row["Device ID"],
                    name=row["Device name"],
                    entra_id=row["Microsoft Entra Device ID"],
                    os_version=row["OS version"],
                    serial=row["Serial number"],
                    manufacturer=row["Manufacturer"],
                    model=row["Model"],
                    primary_upn=row["Primary user UPN"],
                    os=row["OS"],
                    is_enrolled=True,
                )
            )
            if len(batch) == BATCH:
                Device.objects.bulk_create(batch)
                batch = []
        Device.objects.bulk_create(batch)


def _bring_in(municipality: Municipality, path: Path) -> None:
    opened = open_import(path, ImportKind.DEVICES, municipality, today=date(2023, 12, 31))
    import_at_once(opened, path, municipality=municipality, by=None)


def _empty(municipality: Municipality) -> None:
    """Take what there is of the municipality's devices away: the database is thrown away after the measurements."""
    ImportBatch.objects.filter(municipality=municipality).delete()
    Subsidy.objects.filter(device__municipality=municipality).update(device=None)
    ReplacementCount.objects.filter(municipality=municipality).delete()
    DeviceAssignment.objects.filter(device__municipality=municipality).delete()
    Device.objects.filter(municipality=municipality).delete()


def _measure_growth(few: Path, many: Path) -> None:
    """What a process of its own takes at its most, with ten times the rows."""
    taken = {path: _most_memory(path) for path in (few, many)}
    growth = taken[many] - taken[few]
    figure("memory of the command with 10 000 rows", f"{taken[few]:.0f} MB")
    figure(
        "memory of the command with 100 000 rows",
        f"{taken[many]:.0f} MB",
        goal=f"at most {MOST_GROWTH_MEGABYTES} MB more",
        met=growth <= MOST_GROWTH_MEGABYTES,
    )


def _most_memory(path: Path) -> float:
    command = [sys.executable, "manage.py", "import_devices", str(path), "--municipality", "1579", "--json"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)
    status = Path(f"/proc/{process.pid}/status")
    most = 0
    while process.poll() is None:  # not the resource usage of the child: that starts from its parent's peak
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text())
        most = max(most, int(found[1]) if found else 0)
        time.sleep(0.05)
    if process.returncode:
        message = "the command failed"
        raise RuntimeError(message)
    return most / 1024


@dataclass(frozen=True)
class MeasuredRegister:
    stored: int
    time: Timed
    control: Timed
    queries: int


def measure_registers(server: Server) -> None:
    """Time the lists of devices and politicians with few, many and very many, and count their questions."""
    leader = User.objects.get(email="leader@example.no")
    _measure_list(server, leader, "devices", {"as it opens": "", "by model": "?sort=model"}, _fill_with_devices)
    _measure_list(
        server,
        leader,
        "politicians",
        {"by name, as it opens": "", "the other way round": "?sort=-name"},
        _fill_with_politicians,
    )


def _measure_list(
    server: Server, leader: User, what: str, sorts: dict[str, str], fill_up_to: Callable[[int], None]
) -> None:
    address = reverse({"devices": "fleet:device_list", "politicians": "fleet:politician_list"}[what])
    measured = []
    for size in SIZES:
        fill_up_to(size)
        measured += [
            _measure(server, leader, f"list of {what}, {size} stored, {told}", address + sort, size)
            for told, sort in sorts.items()
        ]
    section(f"The register of {what}")
    table_head()
    for one in measured:
        against(one.time, one.control)
    found = {one.stored: one.queries for one in measured}
    print()
    shown = ", ".join(f"{queries} with {stored}" for stored, queries in found.items())
    figure("queries", shown, goal="the same", met=len({one.queries for one in measured}) == 1)


def _fill_with_devices(size: int) -> None:
    municipality = Municipality.objects.get(number="1579")
    stored = Device.objects.count()
    if stored > size:
        surplus = Device.objects.order_by("-pk").values("pk")[: stored - size]
        doomed = list(surplus.values_list("pk", flat=True))
        Subsidy.objects.filter(device__in=doomed).update(device=None)
        Device.objects.filter(pk__in=doomed).delete()
    for start in range(stored, size, BATCH):
        Device.objects.bulk_create(
            Device(municipality=municipality, serial=f"REG{number:07}", manufacturer="Lenovo", model="ThinkPad L14")
            for number in range(start, min(start + BATCH, size))
        )


def _fill_with_politicians(size: int) -> None:
    municipality = Municipality.objects.get(number="1579")
    drawn = random.Random(1)  # the same names in each run
    for start in range(Politician.objects.count(), size, BATCH):
        Politician.objects.bulk_create(
            Politician(
                municipality=municipality,
                family_name=drawn.choice(FAMILY_NAMES) + drawn.choice(FAMILY_ENDINGS),
                given_name=drawn.choice(GIVEN_NAMES),
            )
            for _number in range(start, min(start + BATCH, size))
        )


def _measure(server: Server, leader: User, name: str, path: str, stored: int) -> MeasuredRegister:
    client = Client(server.port, leader)
    control = reverse("bench_read", args=[Meeting.objects.all()[:1].get().pk])
    doers = {name: lambda: client.get(path), "control": lambda: client.get(control)}
    taken = take_turns(doers, rounds=ROUNDS_OF_PAGE)
    return MeasuredRegister(stored, taken[name], taken["control"], queries_of(path, leader))
