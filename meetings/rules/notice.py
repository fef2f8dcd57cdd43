"""What a notice tells, and what has changed since the one before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class ToldCase:
    """A case as a notice told it. `key` is its identity: number, title and place may all change."""

    key: int
    number: str
    title: str
    is_late: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True)
class ToldMeeting:
    """A meeting as a notice told it. `day` is ISO, times are HH:MM or empty."""

    day: str
    start: str
    end: str
    place: str
    mode: str
    cases: tuple[ToldCase, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> ToldMeeting:
        return cls(**{**told, "cases": tuple(ToldCase(**case) for case in told["cases"])})


@dataclass(frozen=True)
class NoticeChange:
    """One thing that is new. `what` is day, start, end, place, mode, added, late, removed, withdrawn, renamed or order."""

    what: str
    before: str = ""
    after: str = ""


def changes_since(before: ToldMeeting, after: ToldMeeting) -> list[NoticeChange]:
    """Everything that differs, in the order in which a reader wants to know it."""
    found = [
        NoticeChange(name, getattr(before, name), getattr(after, name))
        for name in ("day", "start", "end", "place", "mode")
        if getattr(before, name) != getattr(after, name)
    ]
    old, new = {case.key: case for case in before.cases}, {case.key: case for case in after.cases}
    for key, case in new.items():
        earlier = old.get(key)
        if earlier is None:
            found.append(NoticeChange("late" if case.is_late else "added", after=_told(case)))
        elif case.is_withdrawn and not earlier.is_withdrawn:
            found.append(NoticeChange("withdrawn", after=_told(case)))
        elif case.title != earlier.title:
            found.append(NoticeChange("renamed", _told(earlier), _told(case)))
    found += [NoticeChange("removed", _told(case)) for key, case in old.items() if key not in new]
    if [key for key in old if key in new] != [key for key in new if key in old]:
        found.append(NoticeChange("order"))
    return found


def _told(case: ToldCase) -> str:
    return f"{case.number} {case.title}".strip()


def notice_is_short(meeting_on: date, sent_on: date, days: int) -> bool:
    """Whether fewer whole days lie between the notice and the meeting than the body's rules ask for."""
    return (meeting_on - sent_on).days < days


def without_papers(cases: Iterable[tuple[str, bool]]) -> list[str]:
    """Of cases given as title and whether anything is written or attached: those that members get nothing to read for."""
    return [title for title, has_papers in cases if not has_papers]
