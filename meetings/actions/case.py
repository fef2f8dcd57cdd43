"""What happens to a case: added, described, moved, put on a meeting, taken back, removed, withdrawn."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Body, User
from cooperation.rules.refusal import Refused
from meetings.models import Case, CaseKind, Meeting, Outcome, TextField

from .approval import approve_minutes, approves_minutes, why_not_change_approval
from .numbering import number_late_case
from .revision import changed
from .text import clean_text, start_texts

# Where a case stands: what another writer may have changed since it was read.
STANDING = (
    "position",
    "kind",
    "outcome",
    "number",
    "display_number",
    "year",
    "running_number",
    "is_late",
    "removed_at",
)


def why_not_write(case: Case) -> list[str]:
    """Why nothing of a case may change: its meeting's minutes are closed."""
    if case.meeting is not None and not case.meeting.is_open_for_writing:
        return [_("The minutes of this meeting are closed, so its cases cannot be changed.")]
    return []


def why_not_add_to(meeting: Meeting) -> list[str]:
    if not meeting.takes_cases:
        return [_("The minutes of this meeting are sent out or closed, so its list of cases cannot be changed.")]
    return []


@transaction.atomic
def add_case(
    body: Body, *, title: str, kind: str = CaseKind.DECISION, meeting: Meeting | None = None, by: User
) -> Case:
    """A new case, last on the meeting's agenda or last in the body's queue. Late when the meeting is called."""
    if meeting is not None:
        _lock(meeting)
    if reasons := why_not_add_to(meeting) if meeting else []:
        raise Refused(reasons)
    case = Case.objects.create(
        body=body,
        meeting=meeting,
        position=_last_position(body, meeting) + 1,
        kind=kind,
        title=clean_text(TextField.TITLE, title),
    )
    start_texts(case, by=by)
    if meeting is not None and meeting.has_frozen_numbers:
        number_late_case(case, meeting)
    changed(meeting)
    log_change(case, "add", by=by, after={"title": case.title, "meeting": meeting.label if meeting else None})
    return case


@transaction.atomic
def describe_case(case: Case, *, kind: str, outcome: str, by: User) -> None:
    """Set what kind of case it is and what became of it. Deciding the case about minutes sent out approves them."""
    hold_case(case)
    if reasons := why_not_describe(case, kind=kind, outcome=outcome):
        raise Refused(reasons)
    if kind == case.kind and outcome != case.outcome and approves_minutes(case, outcome):
        approve_minutes(case, by=by)
        return
    before = {"kind": case.kind, "outcome": case.outcome}
    case.kind, case.outcome = kind, outcome
    case.save(update_fields=["kind", "outcome"])
    changed(case.meeting)
    log_change(case, "describe", by=by, before=before, after={"kind": kind, "outcome": outcome})


def why_not_describe(case: Case, *, kind: str, outcome: str) -> list[str]:
    reasons = why_not_write(case)
    if kind not in CaseKind.values:
        reasons.append(_("There is no such kind of case."))
    if outcome not in Outcome.values:
        reasons.append(_("There is no such outcome."))
    return reasons + why_not_change_approval(case, outcome)


def why_not_remove(case: Case) -> list[str]:
    reasons = why_not_write(case)
    if case.number is not None:
        reasons.append(_("The case has its number, so it cannot be removed. Withdraw it: then it stays listed."))
    return reasons


@transaction.atomic
def remove_case(case: Case, *, by: User) -> None:
    """Take a case without a number away. It can be restored with all its texts."""
    hold_case(case)
    if reasons := why_not_remove(case):
        raise Refused(reasons)
    case.removed_at = timezone.now()
    case.save(update_fields=["removed_at"])
    changed(case.meeting)
    log_change(case, "remove", by=by)


@transaction.atomic
def restore_case(case: Case, *, by: User) -> None:
    """Bring a removed case back: to its meeting while that is being planned, otherwise to the queue."""
    hold_case(case)
    if case.removed_at is None:  # somebody else has restored it meanwhile
        return
    if case.meeting is not None and not case.meeting.is_planned:
        case.meeting = None
    case.position = _last_position(case.body, case.meeting) + 1
    case.removed_at = None
    case.save(update_fields=["removed_at", "meeting", "position"])
    changed(case.meeting)
    log_change(case, "restore", by=by)


def why_not_withdraw(case: Case) -> list[str]:
    reasons = why_not_write(case)
    if case.number is None:
        reasons.append(_("The case has no number yet, so it can simply be removed or put back in the queue."))
    if case.is_withdrawn:
        reasons.append(_("The case is already withdrawn."))
    return reasons + why_not_change_approval(case, Outcome.WITHDRAWN)


@transaction.atomic
def withdraw_case(case: Case, *, by: User) -> None:
    """Withdraw a case from a called meeting: it keeps its number and stays listed as withdrawn."""
    hold_case(case)
    if reasons := why_not_withdraw(case):
        raise Refused(reasons)
    before = {"outcome": case.outcome}
    case.outcome = Outcome.WITHDRAWN
    case.save(update_fields=["outcome"])
    changed(case.meeting)
    log_change(case, "withdraw", by=by, before=before, after={"outcome": case.outcome})


def why_not_queue(case: Case) -> list[str]:
    reasons = why_not_write(case)
    if case.meeting is None:
        reasons.append(_("The case is already in the queue."))
    if case.number is not None:
        reasons.append(_("The meeting has been called, so the case keeps its place. Withdraw it instead."))
    return reasons


@transaction.atomic
def take_to_queue(case: Case, *, by: User) -> None:
    """Take a case off a planned meeting, back to the body's queue with all its texts."""
    hold_case(case)
    if reasons := why_not_queue(case):
        raise Refused(reasons)
    meeting = case.meeting
    case.meeting = None
    case.position = _last_position(case.body, None) + 1
    case.save(update_fields=["meeting", "position"])
    changed(meeting)
    log_change(case, "queue", by=by, before={"meeting": meeting.label if meeting else None})


def why_not_put_on(case: Case, meeting: Meeting) -> list[str]:
    reasons = why_not_add_to(meeting)
    if case.meeting is not None:
        reasons.append(_("The case is already on the agenda of %(label)s.") % {"label": case.meeting.label})
    if case.body_id != meeting.body_id:
        reasons.append(_("The case belongs to another body."))
    return reasons


@transaction.atomic
def put_on_meeting(case: Case, meeting: Meeting, *, by: User) -> None:
    """Put a waiting case last on a meeting's agenda."""
    _lock(meeting)
    hold_case(case)
    if reasons := why_not_put_on(case, meeting):
        raise Refused(reasons)
    case.meeting = meeting
    case.position = _last_position(case.body, meeting) + 1
    case.save(update_fields=["meeting", "position"])
    if meeting.has_frozen_numbers:
        number_late_case(case, meeting)
    changed(meeting)
    log_change(case, "put_on_meeting", by=by, after={"meeting": meeting.label})


@transaction.atomic
def move_case(case: Case, *, steps: int, by: User) -> None:
    """Move a case up (negative) or down among its neighbours, as far as the list goes."""
    order = [sibling.pk for sibling in _siblings(case)]
    here = order.index(case.pk)
    there = min(max(here + steps, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    order_cases(case.body, case.meeting, order, by=by)


@transaction.atomic
def order_cases(body: Body, meeting: Meeting | None, order: list[int], *, by: User) -> None:
    """Put the cases of a meeting, or of the queue, in this order (keys). Cases it leaves out come last.

    Frozen numbers do not change with the order.
    """
    if reasons := why_not_add_to(meeting) if meeting else []:
        raise Refused(reasons)
    cases = list((meeting.cases.on_agenda() if meeting else Case.objects.waiting_in_queue(body)).select_for_update())
    before = [case.pk for case in cases]
    places = {pk: place for place, pk in enumerate(order)}
    cases.sort(key=lambda case: places.get(case.pk, len(places)))
    after = [case.pk for case in cases]
    if before == after:
        return
    for position, case in enumerate(cases, start=1):
        case.position = position
    Case.objects.bulk_update(cases, ["position"])
    changed(meeting)
    log_change(meeting or body, "order", by=by, before={"cases": before}, after={"cases": after})


def _siblings(case: Case) -> list[Case]:
    if case.meeting is not None:
        return list(case.meeting.cases.on_agenda())
    return list(Case.objects.waiting_in_queue(case.body))


def _last_position(body: Body, meeting: Meeting | None) -> int:
    cases = Case.objects.filter(body=body, meeting=meeting, removed_at=None)
    return cases.aggregate(last=Max("position"))["last"] or 0


def hold_case(case: Case) -> None:
    """Take the body's row, then read where the case stands now: somebody else may just have moved or numbered it."""
    Body.objects.select_for_update().get(pk=case.body_id)
    case.refresh_from_db(fields=["meeting", *STANDING])


def _lock(meeting: Meeting) -> None:
    Body.objects.select_for_update().get(pk=meeting.body_id)
    meeting.refresh_from_db(fields=["state"])
