"""Answer a survey for a municipality: save half-way, confirm, take the confirmation back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import User
from cooperation.rules.refusal import Refused
from fleet.models import AnswerValue, Question, SurveyAnswer


class ChangedMeanwhile(Refused):
    """Somebody else has saved since the form was opened. Both texts are shown; nothing was written."""


def why_not_answer(answer: SurveyAnswer, by: User) -> list[str]:
    reasons = []
    if answer.municipality_id not in by.municipalities_as_contact():
        reasons.append(_("Only the municipality's own contact answers for it."))
    if not answer.round.is_open:
        reasons.append(_("The survey is closed, so the answer stays as it is. Ask the leader to open it again."))
    if answer.is_confirmed:
        reasons.append(_("The answer is confirmed. Take the confirmation back to change it."))
    return reasons


def _held(answer: SurveyAnswer) -> SurveyAnswer:
    found = SurveyAnswer.objects.select_for_update(of=("self",)).select_related("round", "municipality")
    return found.get(pk=answer.pk)


@transaction.atomic
def save_answer(answer: SurveyAnswer, values: Mapping[Question, str], *, version: int, by: User) -> SurveyAnswer:
    """Keep what is written so far, however little. `version` is the one that the form started from."""
    held = _held(answer)
    if reasons := why_not_answer(held, by):
        raise Refused(reasons)
    if version != held.version:
        raise ChangedMeanwhile(
            [_("The answer was saved by somebody else meanwhile. Both are shown: choose, and save.")]
        )
    before = {value.question_id: value for value in held.values.all()}
    told_before, told_after = {}, {}
    for question, written in values.items():
        old = before.get(question.pk)
        if old is None or old.value != written:
            AnswerValue.objects.update_or_create(answer=held, question=question, defaults={"value": written})
            told_before[question.text], told_after[question.text] = old.value if old else None, written
    if told_after:
        held.version += 1
        held.changed_at, held.changed_by = timezone.now(), by
        held.save()
        log_change(held, "answer", by=by, before=told_before, after=told_after)
    return held


def why_not_confirm_answer(answer: SurveyAnswer, by: User) -> list[str]:
    reasons = why_not_answer(answer, by)
    given = {value.question_id for value in answer.values.all() if value.value.strip()}
    reasons += [
        _("Not answered yet: %(question)s") % {"question": question.text}
        for question in answer.round.questions.all()
        if question.is_required and question.pk not in given
    ]
    return reasons


@transaction.atomic
def confirm_answer(answer: SurveyAnswer, *, by: User) -> None:
    """Stand by the answer for the municipality: from now on it counts."""
    held = _held(answer)
    if reasons := why_not_confirm_answer(held, by):
        raise Refused(reasons)
    held.confirmed_at, held.confirmed_by = timezone.now(), by
    held.save()
    log_change(held, "confirm", by=by)


@transaction.atomic
def take_back_answer(answer: SurveyAnswer, *, by: User) -> None:
    """Open a confirmed answer for change, while the survey is open."""
    held = _held(answer)
    reasons = []
    if not held.is_confirmed:
        reasons.append(_("The answer is not confirmed."))
    held.confirmed_at = held.confirmed_by = None
    reasons += why_not_answer(held, by)
    if reasons:
        raise Refused(reasons)
    held.save()
    log_change(held, "take_back", by=by)
