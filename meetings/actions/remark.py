"""Remarks to circulated minutes: made by members, taken up or declined by the secretary."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Person, User
from cooperation.rules.refusal import Refused
from meetings.models import Case, Circulation, Meeting, Remark, RemarkState, State
from meetings.rules.rich_text import UNPRINTABLE

MOST_REMARK = 5000
MOST_ANSWER = 500


def why_not_remark(circulation: Circulation, *, on: date) -> list[str]:
    """Why nobody can remark to this version any more."""
    newer = circulation.meeting.circulations.filter(number__gt=circulation.number).order_by("-number").first()
    if newer is not None:
        return [_("Version %(number)s has been sent out since. Remark to that one.") % {"number": newer.number}]
    if circulation.meeting.state != State.CIRCULATED:
        return [_("The minutes are not out for remarks any more.")]
    if on > circulation.deadline:
        return [_("The deadline for remarks has passed. Tell the secretary.")]
    return []


@transaction.atomic
def add_remark(
    circulation: Circulation,
    *,
    text: str,
    case: Case | None = None,
    person: Person | None = None,
    by: User | None = None,
    on: date,
) -> Remark:
    """A remark to one case, or to all of the minutes: by a member with an account, or by the link in the mail.

    The same remark sent twice counts once.
    """
    circulation.meeting = Meeting.objects.select_for_update().get(pk=circulation.meeting_id)
    reasons = why_not_remark(circulation, on=on)
    text = UNPRINTABLE.sub(" ", text).strip()
    if not text:
        reasons.append(_("Write your remark."))
    if len(text) > MOST_REMARK:
        reasons.append(_("The remark is too long; at most %(most)s characters fit.") % {"most": MOST_REMARK})
    if case is not None and case.meeting_id != circulation.meeting_id:
        reasons.append(_("The case belongs to another meeting."))
    if reasons:
        raise Refused(reasons)
    if same := circulation.remarks.waiting().filter(case=case, person=person, user=by, text=text).first():
        return same
    remark = Remark.objects.create(circulation=circulation, case=case, person=person, user=by, text=text)
    log_change(
        case or circulation.meeting,
        "remark",
        by=by,
        after={
            "remark": remark.pk,
            "version": circulation.number,
            "person": person.pk if person else None,
            "text": text,
        },
    )
    return remark


def why_not_answer(remark: Remark) -> list[str]:
    if remark.circulation.meeting.state != State.CIRCULATED:
        return [_("The minutes are not out for remarks any more, so the answer stands.")]
    return []


@transaction.atomic
def take_up_remark(remark: Remark, *, answer: str, by: User) -> None:
    """Take a remark up: the minutes are corrected, or it is brought to the meeting that approves them."""
    _answer(remark, RemarkState.TAKEN, answer, by=by)


@transaction.atomic
def decline_remark(remark: Remark, *, answer: str, by: User) -> None:
    """Leave the minutes as they are, and say why."""
    _answer(remark, RemarkState.DECLINED, answer, by=by)


def _answer(remark: Remark, state: RemarkState, answer: str, *, by: User) -> None:
    reasons = why_not_answer(remark)
    answer = " ".join(UNPRINTABLE.sub(" ", answer).split())
    if not answer:
        reasons.append(_("Say why, in a word or two."))
    if len(answer) > MOST_ANSWER:
        reasons.append(_("The answer is too long; at most %(most)s characters fit.") % {"most": MOST_ANSWER})
    if reasons:
        raise Refused(reasons)
    before = {"remark": remark.pk, "state": remark.state, "answer": remark.answer}
    remark.state, remark.answer, remark.answered_by, remark.answered_at = state, answer, by, timezone.now()
    remark.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    log_change(
        remark.case or remark.circulation.meeting,
        "answer_remark",
        by=by,
        before=before,
        after={"remark": remark.pk, "state": state, "answer": answer},
    )
