"""What happens to a meeting: planned, changed, called, started, ended."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Body, User
from cooperation.rules.refusal import Refused
from meetings.models import Case, CaseKind, Meeting, StandingCase, State
from meetings.rules.numbering import next_number

from .approval_paper import link_version, meeting_before, relink_approvals
from .attendance import record_replies
from .numbering import freeze_numbers
from .revision import changed, revised
from .standing import give_standard_texts
from .text import start_texts

FACTS = ("year", "number", "date", "start", "end", "place", "mode", "language")


def proposed_number(body: Body, year: int) -> int:
    """The next free meeting number of the body's year."""
    return next_number(Meeting.objects.filter(body=body, year=year).values_list("number", flat=True))


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """What a meeting's own form holds, as the change log keeps it."""
    return {name: _plain(getattr(meeting, name)) for name in FACTS}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, time, datetime)) else value


def why_not_keep(meeting: Meeting) -> list[str]:
    """Every reason why a meeting cannot have these facts."""
    reasons = []
    taken = Meeting.objects.filter(body=meeting.body, year=meeting.year, number=meeting.number).exclude(pk=meeting.pk)
    if taken.exists():
        reasons.append(
            _("%(body)s already has a meeting %(label)s. The next free number is %(number)s.")
            % {
                "body": meeting.body,
                "label": meeting.label,
                "number": proposed_number(meeting.body, meeting.year),
            }
        )
    if meeting.start and meeting.end and meeting.end < meeting.start:
        reasons.append(_("The meeting cannot end before it starts."))
    if meeting.date and meeting.date.year not in _years_of(meeting):
        reasons.append(_("The number belongs to %(year)s, but the date does not.") % {"year": meeting.year})
    return reasons


def _years_of(meeting: Meeting) -> tuple[int, ...]:
    """The years its date may lie in: a meeting that is called keeps its number when it is moved past New Year."""
    if meeting.has_frozen_numbers:
        return meeting.year, meeting.year + 1
    return (meeting.year,)


def plan_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Save a new meeting (`meeting` not saved yet) with the body's standing cases on its agenda.

    Before its first meeting a body that has no standing cases is given the usual ones.
    """
    if reasons := why_not_keep(meeting):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            if not Meeting.objects.filter(body=meeting.body).exists():
                give_standard_texts(meeting.body, by=by)
            meeting.save(force_insert=True)
            add_standing_cases(meeting, by=by)
            relink_approvals(meeting.body, by=by)
            log_change(meeting, "plan", by=by, after=facts_of(meeting))
    except IntegrityError as error:  # somebody else took the number between the look and the save
        raise Refused(why_not_keep(meeting) or [_("The meeting could not be saved. Try again.")]) from error
    return meeting


def add_standing_cases(meeting: Meeting, *, by: User) -> None:
    """Put the cases on the agenda that every meeting of the body starts with, in the meeting's language."""
    previous = meeting_before(meeting)
    standing = StandingCase.objects.filter(body=meeting.body, language=meeting.language).order_by("position", "pk")
    for position, model in enumerate(standing, start=1):
        case = Case.objects.create(
            body=meeting.body,
            meeting=meeting,
            position=position,
            kind=model.kind,
            title=model.title,
            approves=previous if model.kind == CaseKind.APPROVE_MINUTES else None,
        )
        start_texts(case, by=by)
        link_version(case, by=by)


def why_not_change(meeting: Meeting) -> list[str]:
    if not meeting.is_open_for_writing:
        return [_("The minutes of this meeting are closed, so it cannot be changed.")]
    return []


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: User) -> None:
    """Save the changed facts of a meeting. Its number stays as it is from the moment it is called."""
    Body.objects.select_for_update().get(pk=meeting.body_id)  # so that nobody calls it meanwhile
    before = Meeting.objects.get(pk=meeting.pk)
    meeting.state = before.state
    reasons = why_not_change(before) + why_not_keep(meeting)
    if before.has_frozen_numbers and (before.year, before.number) != (meeting.year, meeting.number):
        reasons.append(_("The meeting has been called, so its number can no longer change."))
    if reasons:
        raise Refused(reasons)
    meeting.save(update_fields=FACTS)
    if before.date != meeting.date:  # too few on another day is news
        Meeting.objects.filter(pk=meeting.pk).update(shortfall_told=None)
    relink_approvals(meeting.body, by=by)
    changed(meeting)
    log_change(meeting, "change", by=by, before=facts_of(before), after=facts_of(meeting))


def why_not_call(meeting: Meeting) -> list[str]:
    """Every reason why a meeting cannot be called now."""
    reasons = []
    if meeting.state != State.PLANNED:
        reasons.append(
            _("Only a planned meeting can be called; this one is: %(state)s.") % {"state": meeting.get_state_display()}
        )
    titles = list(meeting.cases.on_agenda().values_list("title", flat=True))
    if not titles:
        reasons.append(_("The agenda is empty. Add at least one case."))
    if missing := sum(not title for title in titles):
        reasons.append(_("Cases without a title: %(count)s. Give each case a title.") % {"count": missing})
    if meeting.start is None:
        reasons.append(_("The meeting has no time. Set when it starts."))
    return reasons


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: User) -> None:
    """Call a planned meeting: from now on its case numbers never change."""
    hold_meeting_row(meeting)
    if reasons := why_not_call(meeting):
        raise Refused(reasons)
    freeze_numbers(meeting)
    move(meeting, State.CALLED, by=by)


def why_not_start(meeting: Meeting) -> list[str]:
    if meeting.state != State.CALLED:
        return [_("Only a called meeting can start; this one is: %(state)s.") % {"state": meeting.get_state_display()}]
    return []


@transaction.atomic
def start_meeting(meeting: Meeting, *, by: User) -> None:
    hold_meeting_row(meeting)
    if reasons := why_not_start(meeting):
        raise Refused(reasons)
    move(meeting, State.STARTED, by=by)
    record_replies(meeting, by=by)


def why_not_end(meeting: Meeting) -> list[str]:
    if meeting.state != State.STARTED:
        return [
            _("Only a meeting that has started can end; this one is: %(state)s.")
            % {"state": meeting.get_state_display()}
        ]
    return []


@transaction.atomic
def end_meeting(meeting: Meeting, *, by: User) -> None:
    """End the meeting: its minutes are now a draft to be finished."""
    hold_meeting_row(meeting)
    if reasons := why_not_end(meeting):
        raise Refused(reasons)
    move(meeting, State.DRAFT_MINUTES, by=by)


def hold_meeting_row(meeting: Meeting) -> None:
    """Take the body's row: numbers are drawn by one meeting at a time; then read the meeting as it is now."""
    Body.objects.select_for_update().get(pk=meeting.body_id)
    meeting.refresh_from_db(fields=["state", "revision", *FACTS])


def move(meeting: Meeting, state: State, *, by: User, reason: str = "") -> None:
    """Write the state and its line in the change log together. Who calls it has asked whether the step may be taken."""
    before = meeting.state
    meeting.state = state
    meeting.save(update_fields=["state"])
    revised(meeting)
    log_change(
        meeting,
        "state",
        by=by,
        before={"state": before},
        after={"state": state} | ({"reason": reason} if reason else {}),
    )
