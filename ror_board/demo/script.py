"""The shapes that the demo's words are written in, one for each thing that the builder makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from meetings.models import CaseKind, Mode, Outcome, State


@dataclass(frozen=True)
class DemoPoint:
    heading: str
    text: str


@dataclass(frozen=True)
class DemoCase:
    """A case as it is to become. `drafts` are earlier wordings of the background, oldest first."""

    title: str
    kind: CaseKind = CaseKind.DECISION
    background: str = ""
    assessment: str = ""
    recommendation: str = ""
    minutes: str = ""
    decision: str = ""
    outcome: Outcome = Outcome.NONE
    points: tuple[DemoPoint, ...] = ()
    joined: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    is_late: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True)
class DemoRemark:
    """What a member remarks on the minutes sent out. With a correction it is taken up, with an answer only declined."""

    by: str
    case: str
    text: str
    answer: str = ""
    correction: str = ""


@dataclass(frozen=True)
class DemoMeeting:
    """A meeting as it is to become. Minutes that are sent out are approved by the next meeting. People go by the keys of `people.PEOPLE`; `apologies` names who met instead."""

    on: date
    cases: tuple[DemoCase, ...]
    until: State = State.CIRCULATED
    number: int | None = None
    start: time = time(8, 15)
    end: time = time(11, 0)
    place: str = ""
    mode: Mode = Mode.PHYSICAL
    language: str = "nb"
    apologies: dict[str, str | None] = field(default_factory=dict)
    guests: tuple[str, ...] = ()
    remarks: tuple[DemoRemark, ...] = ()
    remarks_until: date | None = None
    approves_previous: bool = True


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def bullets(*texts: str) -> str:
    return "<ul>" + "".join(f"<li><p>{text}</p></li>" for text in texts) + "</ul>"
