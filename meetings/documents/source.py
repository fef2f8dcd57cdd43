"""The one source of everything a meeting's documents say: page, print, JSON and PDF are made from it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.timezone import localdate

from cooperation.models import Cooperation
from cooperation.rules.table import Table, table_from_json
from meetings.models import (
    Action,
    Attachment,
    CaseAttendance,
    CaseAttendanceKind,
    Exhibit,
    Meeting,
    OrientationPoint,
    State,
)
from meetings.queries.action import open_actions_of, with_assignees
from meetings.queries.attendance import attendance_list
from meetings.queries.meeting import AgendaLine, agenda
from meetings.rules.attendance import AttendanceLine, AttendanceList

from .held import VoteSource, held

LISTS_OF_PEOPLE = ("present", "apologies", "absent", "guests")
STATES_BEFORE_MINUTES = (State.PLANNED, State.CALLED, State.STARTED)


@dataclass(frozen=True)
class PersonSource:
    """A person as a list prints one. `name` is “Family, Given”."""

    name: str
    municipality: str = ""
    role: str = ""
    note: str = ""
    deputy_for: str = ""


@dataclass(frozen=True)
class PointSource:
    heading: str
    text: str


@dataclass(frozen=True)
class ExhibitSource:
    """A table frozen with a case. `frozen_on` is ISO, `sha256` the hash of the table as it was frozen."""

    source: str
    frozen_on: str
    sha256: str
    table: Table

    @property
    def day(self) -> date:
        return date.fromisoformat(self.frozen_on)


@dataclass(frozen=True)
class ActionSource:
    """Something to be done: what, who answers for it, and the ISO date it is due, or empty."""

    text: str
    who: tuple[str, ...]
    due_on: str
    case: str = ""

    @property
    def due_day(self) -> date | None:
        return date.fromisoformat(self.due_on) if self.due_on else None


@dataclass(frozen=True)
class CaseSource:
    """A case. Texts are sanitised HTML, titles and headings plain text."""

    key: int
    number: str
    is_provisional: bool
    title: str
    kind: str
    is_late: bool
    is_withdrawn: bool
    background: str
    assessment: str
    recommendation: str
    minutes: str
    points: tuple[PointSource, ...]
    decision: str
    outcome: str
    participants: tuple[str, ...]
    left: tuple[str, ...]
    attachments: tuple[str, ...]
    exhibits: tuple[ExhibitSource, ...] = ()
    actions: tuple[ActionSource, ...] = ()
    notes: tuple[str, ...] = ()
    votes: tuple[VoteSource, ...] = ()


@dataclass(frozen=True)
class MeetingSource:
    """A meeting. `date` is ISO, `start` and `end` are HH:MM or empty."""

    language: str
    cooperation: str
    body: str
    number: str
    date: str
    start: str
    end: str
    place: str
    mode: str
    state: str
    present: tuple[PersonSource, ...]
    apologies: tuple[PersonSource, ...]
    absent: tuple[PersonSource, ...]
    guests: tuple[PersonSource, ...]
    cases: tuple[CaseSource, ...]
    open_actions: tuple[ActionSource, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Everything the documents say, as JSON values."""
        return asdict(self)


def meeting_source(
    meeting: Meeting, *, lines: list[AgendaLine] | None = None, lists: AttendanceList | None = None
) -> MeetingSource:
    """Read a meeting with the same number of queries however long it is. A page gives what it has read already.

    Approved minutes say what they said when they were approved, whatever has changed in the register since.
    """
    if meeting.state == State.APPROVED and (frozen := frozen_source(meeting)):
        return frozen
    lists = attendance_list(meeting) if lists is None else lists
    lines = agenda(meeting) if lines is None else lines
    in_order = Prefetch("points", queryset=OrientationPoint.objects.in_order())
    prefetch_related_objects([line.case for line in lines], in_order)
    exceptions: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in CaseAttendance.objects.filter(case__meeting=meeting).select_related("person"):
        exceptions[row.case_id, row.kind].append(row.person.list_name)
    papers: dict[int, list[str]] = defaultdict(list)
    for paper in Attachment.objects.in_order().filter(case__meeting=meeting):
        papers[paper.case_id].append(str(paper))
    exhibits: dict[int, list[ExhibitSource]] = defaultdict(list)
    for exhibit in Exhibit.objects.in_order().filter(case__meeting=meeting):
        exhibits[exhibit.case_id].append(_exhibit(exhibit))
    actions: dict[int, list[ActionSource]] = defaultdict(list)
    for action in with_assignees(Action.objects.filter(case__meeting=meeting, removed_at=None)).order_by("pk"):
        actions[action.case_id].append(_action(action))
    happened = held(meeting)
    cases = tuple(
        CaseSource(
            key=line.case.pk,
            number=line.number,
            is_provisional=line.is_provisional,
            title=line.case.title,
            kind=line.case.kind,
            is_late=line.case.is_late,
            is_withdrawn=line.case.is_withdrawn,
            background=line.case.background,
            assessment=line.case.assessment,
            recommendation=line.case.recommendation,
            minutes=line.case.minutes,
            points=tuple(PointSource(point.heading, point.text) for point in line.case.points.all()),
            decision=line.case.decision,
            outcome=line.case.outcome,
            participants=tuple(exceptions[line.case.pk, CaseAttendanceKind.JOINED]),
            left=tuple(exceptions[line.case.pk, CaseAttendanceKind.LEFT]),
            attachments=tuple(papers[line.case.pk]),
            exhibits=tuple(exhibits[line.case.pk]),
            actions=tuple(actions[line.case.pk]),
            notes=happened.notes.get(line.case.pk, ()),
            votes=happened.votes.get(line.case.pk, ()),
        )
        for line in lines
    )
    return MeetingSource(
        language=meeting.language,
        cooperation=Cooperation.objects.current().name,
        body=meeting.body.name,
        number=meeting.label,
        date=meeting.date.isoformat(),
        start=meeting.start.strftime("%H:%M") if meeting.start else "",
        end=meeting.end.strftime("%H:%M") if meeting.end else "",
        place=meeting.place,
        mode=meeting.mode,
        state=meeting.state,
        present=_people(lists.present),
        apologies=_people(lists.apologies),
        absent=_people(lists.absent),
        guests=_people(lists.guests),
        cases=cases,
        open_actions=_open_actions(meeting),
    )


def frozen_source(meeting: Meeting) -> MeetingSource | None:
    """What the approved minutes in force were made from; None where minutes were approved before this was kept."""
    told = meeting.approvals.in_force().values_list("source", flat=True).first()
    if not told:
        return None
    people = {name: tuple(PersonSource(**one) for one in told[name]) for name in LISTS_OF_PEOPLE}
    cases = tuple(_frozen_case(case) for case in told["cases"])
    return MeetingSource(**told | people | {"cases": cases, "open_actions": (), "state": meeting.state})


def _frozen_case(told: dict[str, Any]) -> CaseSource:
    parts = {name: tuple(told[name]) for name in ("participants", "left", "attachments", "notes")}
    return CaseSource(
        **told
        | parts
        | {
            "points": tuple(PointSource(**one) for one in told["points"]),
            "exhibits": tuple(
                ExhibitSource(**one | {"table": table_from_json(one["table"])}) for one in told["exhibits"]
            ),
            "actions": tuple(ActionSource(**one | {"who": tuple(one["who"])}) for one in told["actions"]),
            "votes": tuple(
                VoteSource(**one | {"sides": tuple((label, tuple(names)) for label, names in one["sides"])})
                for one in told["votes"]
            ),
        }
    )


def _open_actions(meeting: Meeting) -> tuple[ActionSource, ...]:
    """What earlier meetings left to be done: on the agenda until the meeting is held, and no part of its minutes."""
    if meeting.state not in STATES_BEFORE_MINUTES:
        return ()
    return tuple(_action(action) for action in open_actions_of(meeting.body, before=meeting))


def _action(action: Action) -> ActionSource:
    return ActionSource(
        action.text,
        tuple(str(one) for one in action.assignees.all()),
        action.due_on.isoformat() if action.due_on else "",
        action.case.display_number,
    )


def _exhibit(exhibit: Exhibit) -> ExhibitSource:
    frozen_on = localdate(exhibit.frozen_at).isoformat()
    return ExhibitSource(exhibit.source_label, frozen_on, exhibit.sha256, exhibit.as_table)


def _people(lines: tuple[AttendanceLine, ...]) -> tuple[PersonSource, ...]:
    return tuple(PersonSource(line.name, line.municipality, line.role, line.note, line.deputy_for) for line in lines)
