"""What was understood of a file of minutes, and what was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any


@dataclass(frozen=True, slots=True)
class ParsedPerson:
    family: str
    given: str
    note: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.family, self.given) if part)


@dataclass(frozen=True, slots=True)
class ParsedMeeting:
    """`number` is empty where the cases are numbered otherwise than by meeting (`PS 12/23`).

    `body` is the name that the text gives the body that met, for the reader to hold against the body chosen.
    """

    number: str = ""
    date: date | None = None
    start: time | None = None
    end: time | None = None
    place: str = ""
    present: tuple[ParsedPerson, ...] = ()
    apologies: tuple[ParsedPerson, ...] = ()
    body: str = ""
    body_line: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number or None,
            "date": self.date.isoformat() if self.date else None,
            "start": self.start.strftime("%H:%M") if self.start else None,
            "end": self.end.strftime("%H:%M") if self.end else None,
            "place": self.place,
            "present": [str(person) for person in self.present],
            "apologies": [str(person) for person in self.apologies],
        }


@dataclass(frozen=True, slots=True)
class ParsedPoint:
    """An orientation point. A paragraph that begins with "• " is nested one level deeper than the others."""

    heading: str
    text: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"heading": self.heading, "text": list(self.text)}


@dataclass(frozen=True, slots=True)
class ParsedCase:
    number: str
    title: str
    decision: str = ""
    participants: tuple[ParsedPerson, ...] = ()
    text: tuple[str, ...] = ()
    points: tuple[ParsedPoint, ...] = ()
    lines: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "title": self.title,
            "decision": self.decision,
            "participants": [str(person) for person in self.participants],
            "text": list(self.text),
            "points": [point.as_json() for point in self.points],
        }


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line that is kept, and not guessed at."""

    line: int
    text: str

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "text": self.text}


@dataclass(frozen=True, slots=True)
class Problem:
    """What the secretary has to look at. A blocking one means that the meeting could not be understood."""

    line: int
    message: str
    is_blocking: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "message": self.message}


@dataclass(frozen=True, slots=True)
class ParsedMinutes:
    meeting: ParsedMeeting
    cases: tuple[ParsedCase, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_understood(self) -> bool:
        return not any(problem.is_blocking for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        return {
            "meeting": self.meeting.as_json(),
            "cases": [case.as_json() for case in self.cases],
            "unplaced": [line.as_json() for line in self.unplaced],
            "problems": [problem.as_json() for problem in self.problems],
        }
