"""Who was there: the lists that minutes print, derived from seats and from what was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum


class Presence(Enum):
    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    GUEST = "guest"


@dataclass(frozen=True)
class Seat:
    """A seat in the body on the day of the meeting. `key` is the membership's."""

    key: int
    person: int
    name: str
    municipality: str = ""
    role: str = ""


@dataclass(frozen=True)
class Recorded:
    """What was recorded of one person. `stands_in_for` is the key of a seat."""

    person: int
    name: str
    presence: Presence
    stands_in_for: int | None = None
    note: str = ""


@dataclass(frozen=True)
class AttendanceLine:
    """A person in a printed list. A person without a seat who was present is neither member nor deputy."""

    person: int
    name: str
    municipality: str = ""
    role: str = ""
    note: str = ""
    deputy_for: str = ""
    deputy: str = ""
    has_seat: bool = False


@dataclass(frozen=True)
class AttendanceList:
    """The lists. Every seat is in exactly one of present, apologies, absent and unrecorded."""

    present: tuple[AttendanceLine, ...] = ()
    apologies: tuple[AttendanceLine, ...] = ()
    absent: tuple[AttendanceLine, ...] = ()
    guests: tuple[AttendanceLine, ...] = ()
    unrecorded: tuple[AttendanceLine, ...] = field(default=())

    @property
    def members_in_office(self) -> int:
        """Seats: members present + apologies + absent + those of whom nothing is recorded yet."""
        return sum(line.has_seat for line in self.present + self.apologies + self.absent + self.unrecorded)

    @property
    def seats_filled(self) -> int:
        """Seats whose member, or a deputy, was present."""
        return sum(line.has_seat or bool(line.deputy_for) for line in self.present)


def attendance_list(seats: Iterable[Seat], recorded: Iterable[Recorded]) -> AttendanceList:
    """Derive the lists. Names keep the order of the seats; people without a seat follow, as recorded."""
    seats, recorded = list(seats), list(recorded)
    by_person = {row.person: row for row in recorded}
    seat_of = {seat.key: seat for seat in seats}
    deputies = {row.stands_in_for: row for row in recorded if row.stands_in_for is not None}
    lists: dict[Presence | None, list[AttendanceLine]] = {presence: [] for presence in Presence} | {None: []}
    seated = set()
    for seat in seats:
        if seat.person in seated:
            continue
        seated.add(seat.person)
        row = by_person.get(seat.person)
        presence = row.presence if row else None
        deputy = deputies.get(seat.key)
        lists[Presence.PRESENT if presence == Presence.GUEST else presence].append(
            AttendanceLine(
                person=seat.person,
                name=seat.name,
                municipality=seat.municipality,
                role=seat.role,
                note=row.note if row else "",
                deputy=deputy.name if deputy else "",
                has_seat=True,
            )
        )
    for row in recorded:
        if row.person in seated:
            continue
        stood_in = seat_of.get(row.stands_in_for) if row.stands_in_for is not None else None
        lists[row.presence].append(
            AttendanceLine(
                person=row.person,
                name=row.name,
                municipality=stood_in.municipality if stood_in else "",
                note=row.note,
                deputy_for=stood_in.name if stood_in else "",
            )
        )
    return AttendanceList(
        present=tuple(lists[Presence.PRESENT]),
        apologies=tuple(lists[Presence.APOLOGIES]),
        absent=tuple(lists[Presence.ABSENT]),
        guests=tuple(lists[Presence.GUEST]),
        unrecorded=tuple(lists[None]),
    )
