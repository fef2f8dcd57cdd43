"""Go through a body's numbers of a year: every gap, duplicate and new start, and every number kept, with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum


class Series(Enum):
    MEETINGS = "meetings"
    CASES = "cases"
    RUNNING = "running"


class Kind(Enum):
    GAP = "gap"
    DUPLICATE = "duplicate"
    RESET = "reset"
    KEPT = "kept"
    FORM = "form"


class Reason(Enum):
    UNKNOWN = "unknown"
    BROUGHT_IN = "brought_in"
    BEFORE_THE_FIRST = "before_the_first"
    NEW_YEAR = "new_year"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    POSTPONED = "postponed"
    REMOVED = "removed"
    LATE = "late"
    OTHER_FORM = "other_form"


@dataclass(frozen=True)
class MeetingNumber:
    """A meeting as far as its number goes. `brought_in`: its minutes came from a file."""

    number: int
    label: str
    is_cancelled: bool = False
    brought_in: bool = False


@dataclass(frozen=True)
class CaseNumbers:
    """A case's numbers. `expected` is what the body's format would call it."""

    meeting: int
    number: int
    running: int
    display: str
    expected: str
    title: str = ""
    is_removed: bool = False
    is_withdrawn: bool = False
    is_postponed: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class Finding:
    """One line of the audit. `where` is a meeting's label for a series within a meeting."""

    series: Series
    kind: Kind
    numbers: str
    reason: Reason
    where: str = ""
    about: str = ""

    @property
    def is_unexplained(self) -> bool:
        return self.reason == Reason.UNKNOWN


@dataclass(frozen=True)
class SeriesCount:
    """How far a series has come: how many numbers are drawn, and the highest."""

    series: Series
    where: str
    drawn: int
    highest: int


@dataclass(frozen=True)
class SeriesAudit:
    counts: tuple[SeriesCount, ...]
    findings: tuple[Finding, ...]

    @property
    def unexplained(self) -> int:
        return sum(finding.is_unexplained for finding in self.findings)


def audit(
    meetings: Sequence[MeetingNumber], cases: Sequence[CaseNumbers], *, highest_running_before: int, is_first_year: bool
) -> SeriesAudit:
    """`highest_running_before` is where the year before ended, 0 when there was none."""
    counts = [_count(Series.MEETINGS, "", [meeting.number for meeting in meetings])]
    findings = list(_meetings(meetings, is_first_year=is_first_year))
    for meeting in sorted(meetings, key=lambda meeting: meeting.number):
        own = [case for case in cases if case.meeting == meeting.number]
        if own:
            counts.append(_count(Series.CASES, meeting.label, [case.number for case in own]))
            findings += _cases(meeting, own)
    running = [case.running for case in cases]
    counts.append(_count(Series.RUNNING, "", running))
    some_brought_in = any(meeting.brought_in for meeting in meetings)
    findings += _running(running, highest_running_before, is_first_year=is_first_year, brought_in=some_brought_in)
    return SeriesAudit(tuple(counts), tuple(findings))


def _count(series: Series, where: str, numbers: Sequence[int]) -> SeriesCount:
    return SeriesCount(series, where, drawn=len(set(numbers)), highest=max(numbers, default=0))


def gaps(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The numbers from 1 to the highest that are not drawn, as first and last of each gap."""
    found = []
    before = 0
    for number in sorted(set(numbers)):
        if number > before + 1:
            found.append((before + 1, number - 1))
        before = number
    return found


def duplicates(numbers: Iterable[int]) -> list[int]:
    return sorted(number for number, times in Counter(numbers).items() if times > 1)


def _shown(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _meetings(meetings: Sequence[MeetingNumber], *, is_first_year: bool) -> Iterator[Finding]:
    numbers = [meeting.number for meeting in meetings]
    for first, last in gaps(numbers):
        reason = Reason.BEFORE_THE_FIRST if is_first_year and first == 1 else Reason.UNKNOWN
        yield Finding(Series.MEETINGS, Kind.GAP, _shown(first, last), reason)
    for number in duplicates(numbers):
        yield Finding(Series.MEETINGS, Kind.DUPLICATE, str(number), Reason.UNKNOWN)
    for meeting in meetings:
        if meeting.is_cancelled:
            yield Finding(Series.MEETINGS, Kind.KEPT, str(meeting.number), Reason.CANCELLED, meeting.label)


def _cases(meeting: MeetingNumber, cases: Sequence[CaseNumbers]) -> Iterator[Finding]:
    numbers = [case.number for case in cases]
    for first, last in gaps(numbers):
        reason = Reason.BROUGHT_IN if meeting.brought_in else Reason.UNKNOWN
        yield Finding(Series.CASES, Kind.GAP, _shown(first, last), reason, meeting.label)
    for number in duplicates(numbers):
        yield Finding(Series.CASES, Kind.DUPLICATE, str(number), Reason.UNKNOWN, meeting.label)
    for case in sorted(cases, key=lambda case: case.number):
        for is_so, reason in (
            (case.is_removed, Reason.REMOVED),
            (case.is_withdrawn, Reason.WITHDRAWN),
            (case.is_postponed, Reason.POSTPONED),
            (case.is_late, Reason.LATE),
            (meeting.is_cancelled, Reason.CANCELLED),
        ):
            if is_so:
                yield Finding(Series.CASES, Kind.KEPT, case.display, reason, meeting.label, case.title)
        if case.display != case.expected:
            reason = Reason.BROUGHT_IN if meeting.brought_in else Reason.OTHER_FORM
            yield Finding(Series.CASES, Kind.FORM, case.display, reason, meeting.label, case.expected)


def _running(numbers: Sequence[int], before: int, *, is_first_year: bool, brought_in: bool) -> Iterator[Finding]:
    if numbers and before:
        yield Finding(Series.RUNNING, Kind.RESET, f"{before} → {min(numbers)}", Reason.NEW_YEAR)
    for first, last in gaps(numbers):
        if first == 1 and is_first_year:
            reason = Reason.BEFORE_THE_FIRST
        else:
            reason = Reason.BROUGHT_IN if brought_in else Reason.UNKNOWN
        yield Finding(Series.RUNNING, Kind.GAP, _shown(first, last), reason)
    for number in duplicates(numbers):
        yield Finding(Series.RUNNING, Kind.DUPLICATE, str(number), Reason.UNKNOWN)
