"""Whether enough are present to decide: by members, or by municipalities represented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Counted(StrEnum):
    MEMBERS = "members"
    MUNICIPALITIES = "municipalities"


@dataclass(frozen=True)
class QuorumSeat:
    """A seat of the body: filled by its member or by a deputy, and whether who fills it is out of the case."""

    municipality: str
    is_filled: bool
    is_disqualified: bool = False


@dataclass(frozen=True)
class Quorum:
    """How many count, of how many, and how many it takes."""

    counted: Counted
    present: int
    total: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.total > 0 and self.present >= self.needed

    @property
    def missing(self) -> int:
        return max(self.needed - self.present, 0)


def quorum(seats: Iterable[QuorumSeat], counted: Counted) -> Quorum:
    """At least half of the members, or of the municipalities, take part in the case (kommuneloven § 11-9 first paragraph).

    A deputy counts as the member. Who is disqualified does not count, but the whole stays what it is. Seats without a
    municipality do not count where municipalities do.
    """
    all_seats = list(seats)
    takes_part = [seat for seat in all_seats if seat.is_filled and not seat.is_disqualified]
    if counted == Counted.MUNICIPALITIES:
        total = len({seat.municipality for seat in all_seats if seat.municipality})
        present = len({seat.municipality for seat in takes_part if seat.municipality})
    else:
        total, present = len(all_seats), len(takes_part)
    return Quorum(counted, present, total, (total + 1) // 2)
