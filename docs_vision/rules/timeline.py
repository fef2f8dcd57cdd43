"""Where milestones stand on a line of time. Lengths are in the units of the drawing's view box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date

WIDTH = 1000
MARGIN = 30
ROW_HEIGHT = 40
AXIS_Y = 24
TOP = 56
MOST_YEARS = 12  # that get a label
MOST_LETTERS = 60  # of a title: the rest of the line is as wide


@dataclass(frozen=True)
class Event:
    title: str
    due_on: date
    done_on: date | None

    def is_late(self, today: date) -> bool:
        return (self.done_on or today) > self.due_on


@dataclass(frozen=True)
class Mark:
    event: Event
    x: int
    y: int
    anchor: str  # start or end: on which side of the mark its title stands
    text_x: int
    is_late: bool

    @property
    def label(self) -> str:
        """The title as the drawing has room for it; the list below says it whole."""
        title = self.event.title
        return title if len(title) <= MOST_LETTERS else f"{title[: MOST_LETTERS - 1].rstrip()}…"


@dataclass(frozen=True)
class Timeline:
    marks: tuple[Mark, ...]
    years: tuple[tuple[int, int], ...]  # where a year begins, and which
    today_x: int | None
    width: int
    height: int


def lay_out(events: Sequence[Event], *, today: date) -> Timeline:
    """One row for each milestone, in the order of their dates, under an axis of whole years."""
    ordered = sorted(events, key=lambda event: event.due_on)
    if not ordered:
        return Timeline((), (), None, WIDTH, TOP)
    last = min(ordered[-1].due_on.year + 1, MAXYEAR)
    first = min(ordered[0].due_on.year, last - 1)
    start, end = date(first, 1, 1), date(last, 1, 1)

    def place(day: date) -> int:
        return MARGIN + (WIDTH - 2 * MARGIN) * (day - start).days // (end - start).days

    marks = []
    for row, event in enumerate(ordered):
        x = place(event.due_on)
        is_left = x < WIDTH // 2
        marks.append(
            Mark(
                event,
                x,
                TOP + row * ROW_HEIGHT,
                "start" if is_left else "end",
                x + 14 if is_left else x - 14,
                event.is_late(today),
            )
        )
    years = tuple((place(date(year, 1, 1)), year) for year in range(first, last + 1, 1 + (last - first) // MOST_YEARS))
    today_x = place(today) if start <= today <= end else None
    return Timeline(tuple(marks), years, today_x, WIDTH, TOP + len(ordered) * ROW_HEIGHT)
