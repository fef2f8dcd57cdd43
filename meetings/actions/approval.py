"""Approve minutes by deciding the case about them, and open approved minutes again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Body, User
from cooperation.rules.refusal import Refused
from meetings.models import (
    ApprovedMinutes,
    Case,
    CaseKind,
    Circulation,
    Meeting,
    Outcome,
    State,
    TextField,
    TextVersion,
)
from meetings.queries.case import standard_texts
from meetings.queries.gaps import blocking, gaps_of

from .minutes_file import MinutesFile, minutes_file, next_version, why_not_use_file
from .revision import changed, revised
from .text import save_text

STATES_DECIDING = (State.STARTED, State.DRAFT_MINUTES)


def approves_minutes(case: Case, outcome: str) -> bool:
    """Whether giving this case this outcome approves the minutes that were sent out."""
    return (
        case.kind == CaseKind.APPROVE_MINUTES
        and case.approves is not None
        and case.approves.state == State.CIRCULATED
        and outcome in (Outcome.ADOPTED, Outcome.ADOPTED_WITH_CHANGES)
    )


def why_not_change_approval(case: Case, outcome: str) -> list[str]:
    """The case by which minutes were approved keeps its outcome while they are."""
    if outcome == case.outcome or case.approves_id is None:
        return []
    if ApprovedMinutes.objects.in_force().filter(approved_in=case.pk).exists():
        return [_("The minutes are approved by this case. Open them again first, with a reason.")]
    return []


def why_not_approve(case: Case) -> list[str]:
    """Every reason why deciding this case cannot approve the minutes now."""
    meeting = case.approves
    if case.kind != CaseKind.APPROVE_MINUTES or meeting is None:
        return [_("This case approves no minutes.")]
    reasons = []
    if case.meeting is None or case.meeting.state not in STATES_DECIDING:
        reasons.append(_("Minutes are approved in a meeting that has started."))
    if meeting.state != State.CIRCULATED:
        reasons.append(
            _("Only minutes that are sent out for remarks can be approved; those of %(label)s are: %(state)s.")
            % {"label": meeting.label, "state": meeting.get_state_display()}
        )
        return reasons
    newest = meeting.circulations.order_by("-number").first()
    if newest is None or case.approves_version_id != newest.pk:
        reasons.append(_("The case does not name the version that was sent out last."))
    if waiting := sum(remarks.remarks.waiting().count() for remarks in meeting.circulations.all()):
        reasons.append(_("Remarks that are neither taken up nor declined: %(count)s.") % {"count": waiting})
    reasons += blocking(gaps_of(meeting))
    return reasons + why_not_use_file(meeting)


@transaction.atomic
def approve_minutes(case: Case, *, by: User) -> ApprovedMinutes:
    """Decide the case: exactly these minutes are approved and frozen, in one transaction.

    Kept are the file with its hash and size, all that it was made from, and which version had been sent out. When the
    two differ, the minutes are approved with changes, as a version of their own.
    """
    assert case.body_id
    Body.objects.select_for_update().get(pk=case.body_id)
    case.refresh_from_db()
    if case.approves_id:  # nobody writes in these minutes until they are approved
        case.approves = Meeting.objects.select_for_update().select_related("body").get(pk=case.approves_id)
    if reasons := why_not_approve(case):
        raise Refused(reasons)
    meeting, circulation, file = case.approves, case.approves_version, _file_of(case)
    assert meeting is not None
    assert circulation is not None
    is_same = file.sha256 == circulation.sha256
    approved = ApprovedMinutes.objects.create(
        meeting=meeting,
        number=circulation.number if is_same else next_version(meeting),
        circulation=circulation,
        approved_in=case,
        approved_on=case.meeting.date if case.meeting else meeting.date,
        approved_by=by,
        **file.facts(),
    )
    _decide(case, Outcome.ADOPTED if is_same else Outcome.ADOPTED_WITH_CHANGES, by=by)
    meeting.state = State.APPROVED
    meeting.save(update_fields=["state"])
    revised(meeting)
    log_change(
        meeting,
        "approve",
        by=by,
        before=_told(circulation),
        after={"state": State.APPROVED, "version": approved.number, "sha256": approved.sha256, "case": case.pk},
    )
    return approved


def _file_of(case: Case) -> MinutesFile:
    assert case.approves is not None
    file = minutes_file(case.approves)
    assert file is not None
    return file


def _told(circulation: Circulation) -> dict[str, object]:
    return {"state": State.CIRCULATED, "version": circulation.number, "sha256": circulation.sha256}


def _decide(case: Case, outcome: Outcome, *, by: User) -> None:
    """Give the case its outcome, and the body's standard text with the date filled in when nothing is written yet."""
    before = case.outcome
    if not strip_tags(case.decision).strip() and case.meeting is not None:
        for standard in standard_texts(case, case.meeting.language)[:1]:
            version = TextVersion.objects.filter(case=case, point=None, field=TextField.DECISION).exclude(number=None)
            number = version.order_by("-number").values_list("number", flat=True).first() or 0
            save_text(case, TextField.DECISION, f"<p>{standard.text}</p>", version=number, by=by)
    case.outcome = outcome
    case.save(update_fields=["outcome"])
    changed(case.meeting)
    log_change(case, "describe", by=by, before={"outcome": before}, after={"outcome": outcome})


def why_not_reopen(meeting: Meeting) -> list[str]:
    """Only the body's newest approved minutes can be opened again: later meetings have built on older ones."""
    if meeting.state != State.APPROVED:
        return [_("Only approved minutes can be opened again.")]
    newest = Meeting.objects.filter(body=meeting.body_id, state=State.APPROVED).in_order().last()
    if newest is not None and newest.pk != meeting.pk:
        return [
            _("The minutes of %(label)s are approved after these. Only the newest can be opened again.")
            % {"label": newest.label}
        ]
    return []


@transaction.atomic
def reopen_minutes(meeting: Meeting, *, reason: str, by: User) -> None:
    """Open approved minutes again, with a reason. What was approved is kept; a new version follows, sent out anew."""
    Body.objects.select_for_update().get(pk=meeting.body_id)
    meeting.refresh_from_db()
    reasons = why_not_reopen(meeting)
    reason = " ".join(reason.split())
    if not reason:
        reasons.append(_("Say why the minutes are opened again."))
    if reasons:
        raise Refused(reasons)
    approved = meeting.approvals.in_force().first()
    told: dict[str, object] = {"state": State.APPROVED}
    if approved is not None:
        approved.reopened_at, approved.reopened_by, approved.reopened_because = timezone.now(), by, reason
        approved.save(update_fields=["reopened_at", "reopened_by", "reopened_because"])
        told |= {"version": approved.number, "sha256": approved.sha256}
    meeting.state = State.DRAFT_MINUTES
    meeting.save(update_fields=["state"])
    revised(meeting)
    log_change(meeting, "reopen", by=by, before=told, after={"state": State.DRAFT_MINUTES, "reason": reason})
