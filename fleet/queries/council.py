"""Where a change of council stands: who leaves, comes and stays, and what is outstanding for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from cooperation.models import User
from cooperation.rules.alphabet import alphabetical_key
from fleet.models import (
    Account,
    CouncilChange,
    CouncilTask,
    Device,
    DeviceAssignment,
    DeviceStatus,
    LicenceAssignment,
    Owner,
    Politician,
    Seat,
    Subsidy,
    Term,
)
from fleet.rules.replacement import judge

from .replacement import facts_from, lifetimes_in_force


@dataclass(frozen=True)
class Concerned:
    """A politician whom the change concerns, with what the registers and the checklist say."""

    politician: Politician
    seats: tuple[Seat, ...]
    assignments: tuple[DeviceAssignment, ...]
    licences: tuple[LicenceAssignment, ...]
    accounts: tuple[Account, ...]
    has_subsidy: bool
    ticks: frozenset[str]
    ended: tuple[DeviceAssignment, ...] = ()
    """Devices that this job has taken back, sold or left with the politician: it can be undone."""
    freed: tuple[LicenceAssignment, ...] = ()
    """Licences that this job has freed."""

    @property
    def open_accounts(self) -> list[Account]:
        return [one for one in self.accounts if not one.is_blocked]

    @property
    def is_account_left(self) -> bool:
        """An account that nobody has closed: the tenant does not say that it is blocked, and it is not ticked."""
        return bool(self.open_accounts) and CouncilTask.ACCOUNT_CLOSED not in self.ticks

    @property
    def lacks_device(self) -> bool:
        return not (self.assignments or self.has_subsidy or CouncilTask.WITHOUT_DEVICE in self.ticks)

    @property
    def lacks_account(self) -> bool:
        return not (self.accounts or CouncilTask.WITHOUT_ACCOUNT in self.ticks)

    @property
    def lacks_licence(self) -> bool:
        return bool(self.accounts) and not self.licences and CouncilTask.WITHOUT_ACCOUNT not in self.ticks

    @property
    def left_to_do(self) -> int:
        """How many points are outstanding for one who leaves."""
        return len(self.assignments) + len(self.licences) + self.is_account_left

    @property
    def lacking(self) -> int:
        """How many points are outstanding for one who comes."""
        return self.lacks_device + self.lacks_account + self.lacks_licence


@dataclass(frozen=True)
class Stayer:
    """One who sits on: nothing must be done, but an old device may be replaced on the same day."""

    concerned: Concerned
    due_devices: tuple[Device, ...]


@dataclass(frozen=True)
class CouncilState:
    """All that a change of council knows of its people."""

    change: CouncilChange
    leaving: tuple[Concerned, ...]
    coming: tuple[Concerned, ...]
    staying: tuple[Stayer, ...]
    devices_of_nobody: tuple[Device, ...]

    @property
    def leaving_open(self) -> list[Concerned]:
        return [one for one in self.leaving if one.left_to_do]

    @property
    def leaving_done(self) -> list[Concerned]:
        return [one for one in self.leaving if not one.left_to_do]

    @property
    def coming_open(self) -> list[Concerned]:
        return [one for one in self.coming if one.lacking]

    @property
    def coming_done(self) -> list[Concerned]:
        return [one for one in self.coming if not one.lacking]

    @property
    def outstanding(self) -> int:
        return (
            sum(one.left_to_do for one in self.leaving)
            + sum(one.lacking for one in self.coming)
            + len(self.devices_of_nobody)
        )


def term_before(term: Term) -> Term | None:
    return Term.objects.filter(since__lt=term.since).order_by("-since").first()


def council_state(change: CouncilChange) -> CouncilState:
    """A fixed number of queries, however many sit."""
    seats = Seat.objects.filter(politician__municipality=change.municipality_id)
    kept = seats.exclude(until__lt=_day_of(change))  # who has given the seat up does not sit
    old = set(seats.filter(term=change.old_term_id).values_list("politician", flat=True))
    new = set(kept.filter(term=change.term_id).values_list("politician", flat=True))
    left = (old | left_holding(change)) - new
    found = {one.politician.pk: one for one in _concerned(change, left | new)}
    lifetimes = lifetimes_in_force()
    staying = []
    for pk, one in found.items():
        if pk in old & new:
            devices = [assignment.device for assignment in one.assignments]
            due = [device for device in devices if judge(facts_from(device), lifetimes, as_of=change.term.since).counts]
            staying.append(Stayer(one, tuple(due)))
    return CouncilState(
        change,
        leaving=tuple(one for pk, one in found.items() if pk in left),
        coming=tuple(one for pk, one in found.items() if pk in new - old),
        staying=tuple(staying),
        devices_of_nobody=tuple(devices_of_nobody(change)),
    )


def _day_of(change: CouncilChange) -> date:
    """The day on which it is asked who sits: today, or the day on which the job was finished."""
    return timezone.localdate(change.closed_at) if change.closed_at else timezone.localdate()


def left_holding(change: CouncilChange) -> set[int]:
    """Those without a seat from the new term on who still have a device, a licence or an open account.

    Whoever left before the ending term, or was taken off the new council again, is named in neither term.
    """
    held = DeviceAssignment.objects.open().filter(politician__municipality=change.municipality_id)
    licensed = LicenceAssignment.objects.open().values("account")
    accounts = Account.objects.existing().filter(
        Q(is_blocked=False) | Q(pk__in=licensed), politician__municipality=change.municipality_id
    )
    seats = Seat.objects.filter(politician__municipality=change.municipality_id, term__since__gte=change.term.since)
    sits = seats.exclude(until__lt=_day_of(change)).values_list("politician", flat=True)
    return {*held.values_list("politician", flat=True), *accounts.values_list("politician", flat=True)} - set(sits)


def _concerned(change: CouncilChange, keys: Iterable[int]) -> list[Concerned]:
    ticks: dict[int, set[str]] = {}
    for politician, task in change.ticks.values_list("politician", "task"):
        ticks.setdefault(politician, set()).add(task)
    politicians = Politician.objects.filter(pk__in=list(keys)).prefetch_related(
        Prefetch("seats", Seat.objects.filter(term=change.term_id), to_attr="new_seats"),
        Prefetch("device_assignments", DeviceAssignment.objects.open().select_related("device"), to_attr="has_now"),
        Prefetch(
            "accounts",
            Account.objects.existing().prefetch_related(
                Prefetch("licences", LicenceAssignment.objects.open(), to_attr="held_now"),
                Prefetch("licences", LicenceAssignment.objects.filter(ended_in=change), to_attr="freed_here"),
            ),
            to_attr="accounts_now",
        ),
        Prefetch(
            "device_assignments",
            DeviceAssignment.objects.filter(ended_in=change).select_related("device"),
            to_attr="ended_here",
        ),
        Prefetch("subsidies", Subsidy.objects.filter(term=change.term_id), to_attr="subsidies_now"),
    )
    return [
        Concerned(
            politician,
            tuple(politician.new_seats),  # type: ignore[attr-defined]  # as the prefetches name them
            tuple(politician.has_now),  # type: ignore[attr-defined]
            tuple(one for account in politician.accounts_now for one in account.held_now),  # type: ignore[attr-defined]
            tuple(politician.accounts_now),  # type: ignore[attr-defined]
            bool(politician.subsidies_now),  # type: ignore[attr-defined]
            frozenset(ticks.get(politician.pk, ())),
            tuple(politician.ended_here),  # type: ignore[attr-defined]
            tuple(one for account in politician.accounts_now for one in account.freed_here),  # type: ignore[attr-defined]
        )
        for politician in politicians
    ]


def devices_of_nobody(change: CouncilChange) -> list[Device]:
    """The municipality's own devices that are registered as in use and are with nobody."""
    held = DeviceAssignment.objects.open().values("device")
    devices = Device.objects.filter(
        municipality=change.municipality_id, owner=Owner.MUNICIPALITY, status=DeviceStatus.IN_USE
    )
    return list(devices.exclude(pk__in=held).order_by("serial"))


def devices_to_hand_out(change: CouncilChange) -> list[Device]:
    """What lies on the shelf, to be given to those who come."""
    held = DeviceAssignment.objects.open().values("device")
    shelf = (DeviceStatus.SPARE, DeviceStatus.RETURNED)
    devices = Device.objects.filter(municipality=change.municipality_id, owner=Owner.MUNICIPALITY, status__in=shelf)
    return list(devices.exclude(pk__in=held).order_by("-purchased_on", "serial"))


def open_jobs(user: User) -> list[CouncilState]:
    """The changes of council that the user works in and that are not finished."""
    jobs = CouncilChange.objects.written_by(user).open().select_related("municipality", "term", "old_term")
    return [council_state(change) for change in jobs]


def sitting_before(change: CouncilChange) -> list[Politician]:
    """Those of the old term who have no seat in the new one yet: to be ticked when they sit on."""
    now = Seat.objects.filter(term=change.term_id).values("politician")
    before = Seat.objects.filter(term=change.old_term_id, politician__municipality=change.municipality_id)
    return list(Politician.objects.filter(pk__in=before.values("politician")).exclude(pk__in=now))


def products_of(change: CouncilChange) -> list[tuple[str, str]]:
    """The products that the municipality's accounts hold, by key and name."""
    held = LicenceAssignment.objects.open().filter(account__municipality=change.municipality_id)
    return sorted(
        set(held.values_list("product", "product_name")), key=lambda product: (alphabetical_key(product[1]), product[0])
    )
