"""Make a survey: write its round and questions, open it for answers, close it, remind those who have not answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.actions.change import log_change
from cooperation.actions.mail import send_mail_later
from cooperation.actions.register import facts_of
from cooperation.models import Cooperation, Municipality, Role, User
from cooperation.rules.refusal import Refused
from fleet.models import Question, QuestionKind, RoundState, SurveyAnswer, SurveyRound
from fleet.rules.survey import moved

FEWEST_CHOICES = 2


@transaction.atomic
def save_round(survey: SurveyRound, *, by: User, like: SurveyRound | None = None) -> None:
    """Make a round or change its title, introduction and day. A new one may start with the questions of another."""
    if survey.state == RoundState.CLOSED:
        raise Refused([_("The survey is closed. Open it again to change it.")])
    before = SurveyRound.objects.filter(pk=survey.pk).first() if survey.pk else None
    if before is None:
        survey.copied_from = like
    survey.save()
    if before is None and like is not None:
        for question in like.questions.all():
            origin = question.pk
            question.pk, question.round, question.copied_from_id = None, survey, origin
            question.save(force_insert=True)
    log_change(survey, "save", by=by, before=facts_of(before) if before else None, after=facts_of(survey))


@transaction.atomic
def delete_round(survey: SurveyRound, *, by: User) -> None:
    """Only a round that nobody has been asked yet is deleted."""
    if not survey.is_draft:
        raise Refused([_("The survey has been opened, so it is kept. Close it instead.")])
    log_change(survey, "delete", by=by, before=facts_of(survey))
    survey.delete()


def why_not_ask(question: Question) -> list[str]:
    reasons = []
    if not question.round.is_draft:
        reasons.append(_("The survey has been opened. Its questions stay as they are, so that all answer the same."))
    if question.kind == QuestionKind.CHOICE and len(question.choices) < FEWEST_CHOICES:
        reasons.append(_("Write at least two choices, one on each line."))
    if question.register and question.kind not in (QuestionKind.COUNT, QuestionKind.AMOUNT):
        reasons.append(_("The registers suggest counts and amounts only."))
    return reasons


@transaction.atomic
def save_question(question: Question, *, by: User) -> None:
    """Ask one more question, last of all, or change one."""
    if reasons := why_not_ask(question):
        raise Refused(reasons)
    if question.kind != QuestionKind.CHOICE:
        question.choices = []
    before = Question.objects.filter(pk=question.pk).first() if question.pk else None
    if before is None:
        last = question.round.questions.order_by("position").values_list("position", flat=True).last()
        question.position = 0 if last is None else last + 1
    question.save()
    log_change(question.round, "question", by=by, before=facts_of(before) if before else None, after=facts_of(question))


@transaction.atomic
def delete_question(question: Question, *, by: User) -> None:
    if not question.round.is_draft:
        raise Refused([_("The survey has been opened. Its questions stay as they are, so that all answer the same.")])
    log_change(question.round, "question_delete", by=by, before=facts_of(question))
    question.delete()


@transaction.atomic
def move_question(question: Question, *, steps: int, by: User) -> None:
    """Move a question up (below zero) or down in its round."""
    if not question.round.is_draft:
        raise Refused([_("The survey has been opened. Its questions stay as they are, so that all answer the same.")])
    order = list(question.round.questions.values_list("pk", flat=True))
    after = moved(order, question.pk, steps)
    if after != order:
        for position, pk in enumerate(after):
            Question.objects.filter(pk=pk).update(position=position)
        log_change(question.round, "question_move", by=by, before={"order": order}, after={"order": after})


def why_not_open(survey: SurveyRound, today: date) -> list[str]:
    reasons = []
    if survey.is_open:
        reasons.append(_("The survey is open already."))
    if not survey.questions.exists():
        reasons.append(_("Nothing is asked yet: add a question."))
    if survey.due_on is None:
        reasons.append(_("Say when the answers are due."))
    elif survey.due_on < today:
        reasons.append(_("The day when answers are due has passed: set a later one."))
    if not Municipality.objects.exists():
        reasons.append(_("There is no municipality to ask."))
    return reasons


@transaction.atomic
def open_round(survey: SurveyRound, *, by: User, today: date) -> int:
    """Ask every municipality, and tell its contacts. A closed round is opened again. Returns how many mails go out."""
    if reasons := why_not_open(survey, today):
        raise Refused(reasons)
    survey.state = RoundState.OPEN
    survey.opened_at = survey.opened_at or timezone.now()
    survey.save()
    for municipality in Municipality.objects.all():
        SurveyAnswer.objects.get_or_create(round=survey, municipality=municipality)
    log_change(survey, "open", by=by)
    answers = survey.answers.filter(confirmed_at=None).select_related("municipality", "round")
    return sum(_tell(answer, by=by, is_reminder=False) for answer in answers)


@transaction.atomic
def close_round(survey: SurveyRound, *, by: User) -> None:
    """No more answers. What is saved and not confirmed stays readable, and counts in no sum."""
    if not survey.is_open:
        raise Refused([_("The survey is not open.")])
    survey.state = RoundState.CLOSED
    survey.save()
    log_change(survey, "close", by=by)


@transaction.atomic
def remind(survey: SurveyRound, *, answers: Iterable[SurveyAnswer], by: User) -> int:
    """Remind the contacts of those who have not confirmed. Returns how many mails go out."""
    if not survey.is_open:
        raise Refused([_("The survey is not open.")])
    waiting = [answer for answer in answers if not answer.is_confirmed]
    if not waiting:
        raise Refused([_("All of them have confirmed their answer.")])
    if nobody := [answer.municipality.name for answer in waiting if not _contacts_of(answer.municipality)]:
        raise Refused(
            [
                _("%(municipality)s has no contact with an e-mail address: ask the administrator to add one.")
                % {"municipality": name}
                for name in nobody
            ]
        )
    sent = 0
    for answer in waiting:
        sent += _tell(answer, by=by, is_reminder=True)
        SurveyAnswer.objects.filter(pk=answer.pk).update(reminded_at=timezone.now())
        log_change(survey, "remind", by=by, after={"municipality": answer.municipality.number})
    return sent


def _contacts_of(municipality: Municipality) -> list[User]:
    found = User.objects.filter(is_active=True, grants__role=Role.CONTACT, grants__municipality=municipality)
    return list(found.select_related("person").distinct().order_by("pk"))


def _tell(answer: SurveyAnswer, *, by: User, is_reminder: bool) -> int:
    contacts = _contacts_of(answer.municipality)
    language = answer.municipality.language or Cooperation.objects.current().language
    with override(language):
        names = {"survey": answer.round.title, "municipality": answer.municipality.name}
        due = f"{answer.round.due_on:%d.%m.%Y}" if answer.round.due_on else ""
        if is_reminder:
            subject = _("Reminder: %(survey)s") % names
            opening = _("%(municipality)s has not confirmed its answer to “%(survey)s” yet.") % names
        else:
            subject = _("%(municipality)s is asked: %(survey)s") % names
            opening = _("%(municipality)s is asked to answer “%(survey)s”.") % names
        text = "\n\n".join(
            part
            for part in (
                opening,
                _("The answer is due %(day)s.") % {"day": due} if due else "",
                _("It starts from what was answered last time and from the registers. You can save and go on later."),
                f"{settings.PUBLIC_URL}{answer.get_absolute_url()}",
            )
            if part
        )
    for contact in contacts:
        send_mail_later(
            contact.email, subject=subject, text=text + "\n", about=answer.round, by=by, person=contact.person
        )
    return len(contacts)
