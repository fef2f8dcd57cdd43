"""Hold the demo's meetings with the program's own actions, so that they are what a secretary would have made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from cooperation.documents.renderer import Renderer
from meetings.actions.attendance import (
    add_guest,
    record_all_present,
    record_attendance,
    record_case_attendance,
    send_deputy,
)
from meetings.actions.case import add_case, describe_case, remove_case, withdraw_case
from meetings.actions.meeting import call_meeting, end_meeting, plan_meeting, proposed_number, start_meeting
from meetings.actions.point import add_point
from meetings.actions.text import save_text
from meetings.models import (
    AttendanceStatus,
    Case,
    CaseAttendanceKind,
    CaseKind,
    Meeting,
    OrientationPoint,
    State,
    TextField,
    TextVersion,
)
from meetings.queries.case import standard_texts

from .approval import approve, send_out
from .cast import Cast, dated
from .script import DemoCase, DemoMeeting

BEFORE_MEETING = timedelta(days=12)
AFTER_MEETING = timedelta(days=1)


def hold_meeting(script: DemoMeeting, cast: Cast, renderer: Renderer) -> None:
    """Plan a meeting, write its papers, and take it as far as its script says."""
    with dated(script.on - BEFORE_MEETING, cast):
        meeting = _plan(script, cast)
        standing = list(meeting.cases.on_agenda())
        added = [(_add(case, meeting, cast), case) for case in script.cases if not case.is_late]
        if script.until != State.PLANNED:
            call_meeting(meeting, by=cast.secretary)
            added += [(_add(case, meeting, cast), case) for case in script.cases if case.is_late]
            for made, case in added:
                made.refresh_from_db()  # calling gave it its number
                if case.is_withdrawn:
                    withdraw_case(made, by=cast.secretary)

    if script.until in (State.DRAFT_MINUTES, State.CIRCULATED):
        with dated(script.on + AFTER_MEETING, cast):
            start_meeting(meeting, by=cast.secretary)
            _note_attendance(script, meeting, cast)
            for usual in standing:
                if script.approves_previous or usual.kind != CaseKind.APPROVE_MINUTES:
                    _decide_as_usual(usual, meeting, cast, renderer)
            for made, case in added:
                _minute(made, case, cast)
            end_meeting(meeting, by=cast.secretary)
    if script.until == State.CIRCULATED:
        send_out(meeting, script, on=script.on + AFTER_MEETING, cast=cast, renderer=renderer)


def wait_in_queue(cases: Iterable[DemoCase], cast: Cast) -> None:
    with dated(cast.today, cast):
        for case in cases:
            made = add_case(cast.body, title=case.title, kind=case.kind, by=cast.secretary)
            _write_papers(made, case, cast)


def _plan(script: DemoMeeting, cast: Cast) -> Meeting:
    meeting = plan_meeting(
        Meeting(
            body=cast.body,
            year=script.on.year,
            number=script.number or proposed_number(cast.body, script.on.year),
            date=script.on,
            start=script.start,
            end=script.end,
            place=script.place,
            mode=script.mode,
            language=script.language,
        ),
        by=cast.secretary,
    )
    for case in meeting.cases.filter(kind=CaseKind.APPROVE_MINUTES, approves=None):
        remove_case(case, by=cast.secretary)  # the first meeting has no minutes before it
    return meeting


def _add(case: DemoCase, meeting: Meeting, cast: Cast) -> Case:
    made = add_case(cast.body, title=case.title, kind=case.kind, meeting=meeting, by=cast.secretary)
    _write_papers(made, case, cast)
    return made


def _write_papers(made: Case, case: DemoCase, cast: Cast) -> None:
    for text in (*case.drafts, case.background):
        _write(made, TextField.BACKGROUND, text, cast)
    _write(made, TextField.ASSESSMENT, case.assessment, cast)
    _write(made, TextField.RECOMMENDATION, case.recommendation, cast)
    for point in case.points:
        new = add_point(made, heading=point.heading, by=cast.secretary)
        _write(made, TextField.TEXT, point.text, cast, point=new)


def _minute(made: Case, case: DemoCase, cast: Cast) -> None:
    for key in case.joined:
        record_case_attendance(made, cast.people[key], CaseAttendanceKind.JOINED, by=cast.secretary)
    _write(made, TextField.MINUTES, case.minutes, cast)
    _write(made, TextField.DECISION, case.decision, cast)
    if case.outcome:
        describe_case(made, kind=made.kind, outcome=case.outcome, by=cast.secretary)


def _decide_as_usual(case: Case, meeting: Meeting, cast: Cast, renderer: Renderer) -> None:
    """Decide a standing case with the body's own standard text for it; minutes sent out are approved by it."""
    if case.approves is not None and case.approves.state == State.CIRCULATED:
        approve(case, cast=cast, renderer=renderer)
        return
    for text in standard_texts(case, meeting.language)[:1]:
        _write(case, TextField.DECISION, f"<p>{text.text}</p>", cast)
        describe_case(case, kind=case.kind, outcome=text.outcome, by=cast.secretary)


def _write(case: Case, field: TextField, text: str, cast: Cast, *, point: OrientationPoint | None = None) -> None:
    if text:
        version = TextVersion.objects.filter(case=case, point=point, field=field).count()
        save_text(case, field, text, version=version, by=cast.secretary, point=point)


def _note_attendance(script: DemoMeeting, meeting: Meeting, cast: Cast) -> None:
    record_all_present(meeting, by=cast.secretary)
    for key, deputy in script.apologies.items():
        record_attendance(meeting, cast.seats[key], AttendanceStatus.APOLOGIES, by=cast.secretary)
        if deputy is not None:
            send_deputy(meeting, cast.seats[key], cast.people[deputy], by=cast.secretary)
    for key in script.guests:
        add_guest(meeting, cast.people[key], by=cast.secretary)
