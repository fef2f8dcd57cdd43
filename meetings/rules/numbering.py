"""How cases are numbered: provisional while the order may change, frozen when the meeting is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class CaseNumber:
    """A case's three numbers: in its meeting, as people read it, and running in the body's year."""

    number: int
    display: str
    running: int


def next_number(taken: Iterable[int]) -> int:
    """The next free number of a series: one more than the highest, so that a number is never used twice."""
    return max(taken, default=0) + 1


def case_number(format_: str, *, year: int, meeting: int, number: int, running: int) -> CaseNumber:
    """Number a case in the body's own format, for example `{year}/M{meeting}-{case:03}`."""
    display = format_.format(year=year, yy=year % 100, meeting=meeting, case=number, running=running)
    return CaseNumber(number=number, display=display, running=running)


def provisional_numbers(format_: str, *, year: int, meeting: int, cases: int, highest_running: int) -> list[CaseNumber]:
    """The numbers that the cases would get, in their order, if the meeting were called now.

    `highest_running` is the highest running number drawn so far in the body's year, 0 when none is.
    """
    first_running = highest_running + 1
    return [
        case_number(format_, year=year, meeting=meeting, number=index + 1, running=first_running + index)
        for index in range(cases)
    ]
