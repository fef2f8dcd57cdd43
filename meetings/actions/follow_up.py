"""Actions that come out of cases: added, changed, answered, taken away, reminded of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cooperation.actions.change import log_change
from cooperation.actions.mail import send_mail_later
from cooperation.models import Grant, Municipality, Person, Role, User
from cooperation.rules.links import signed
from cooperation.rules.refusal import Refused
from meetings.models import Action, ActionAssignee, ActionStatus, Case, Meeting, State
from meetings.models.action import ENDED
from meetings.queries.action import called, case_told, names_to_call
from meetings.rules.action_line import read_action_line, stage_due
from meetings.rules.rich_text import clean_line

from .revision import changed, revised

ACTION_LINK = "action"
LONGEST = 500
FAULTS = {
    "unknown": gettext_lazy("Nobody is called “%(about)s”. Write @ and the name of a municipality or a person."),
    "ambiguous": gettext_lazy("“%(about)s” can mean: %(candidates)s. Write the full name."),
    "date": gettext_lazy("“%(about)s” is not a date. Write it like 1.3. or 1.3.2027."),
    "text": gettext_lazy("Write what is to be done."),
    "nobody": gettext_lazy("Write who answers for it: @ and the name of a municipality or a person."),
}


def add_action_line(case: Case, line: str, *, by: User, today: date) -> Action:
    """Add an action written in one line. Raises Refused with everything that could not be understood."""
    names = names_to_call(case)
    read = read_action_line(line, names, today=today)
    if read.faults:
        told = [
            {"about": about, "candidates": "; ".join(called(names.get(about.casefold(), [])))}
            for _kind, about in read.faults
        ]
        raise Refused([str(FAULTS[kind]) % facts for (kind, _about), facts in zip(read.faults, told, strict=True)])
    return add_action(case, read.text, assignees=read.assignees, due_on=read.due_on, by=by)


def why_not_add_action(text: str, assignees: Sequence[str]) -> list[str]:
    reasons = []
    if not text:
        reasons.append(str(FAULTS["text"]))
    if len(text) > LONGEST:
        reasons.append(_("The text is too long: at most %(count)s letters.") % {"count": LONGEST})
    if not assignees:
        reasons.append(_("Choose who answers for it."))
    return reasons


@transaction.atomic
def add_action(case: Case, text: str, *, assignees: Sequence[str], due_on: date | None, by: User) -> Action:
    """Add an action. `assignees` are "municipality:3" or "person:7"; each gets an answer of its own."""
    text = clean_line(text)
    if reasons := why_not_add_action(text, assignees):
        raise Refused(reasons)
    action = Action.objects.create(case=case, text=text, due_on=due_on, made_by=by)
    _assign(action, assignees)
    _tell(case)
    log_change(action, "add", by=by, after={"case": case.pk, "text": text, "due": _iso(due_on), "who": list(assignees)})
    return action


@transaction.atomic
def change_action(action: Action, text: str, *, assignees: Sequence[str], due_on: date | None, by: User) -> None:
    """Change what, who or when. The answers of those who stay are kept; with a new day the reminders begin anew."""
    text = clean_line(text)
    if reasons := why_not_add_action(text, assignees):
        raise Refused(reasons)
    there = {key_of(one): one for one in action.assignees.all()}
    before = {"text": action.text, "due": _iso(action.due_on), "who": sorted(there)}
    if due_on != action.due_on:
        action.assignees.update(reminded=[])
    action.text, action.due_on = text, due_on
    action.save(update_fields=["text", "due_on"])
    for key, one in there.items():
        if key not in assignees:
            one.delete()
    _assign(action, [key for key in assignees if key not in there])
    _tell(action.case)
    log_change(
        action, "change", by=by, before=before, after={"text": text, "due": _iso(due_on), "who": list(assignees)}
    )


def _assign(action: Action, keys: Sequence[str]) -> None:
    for key in dict.fromkeys(keys):
        noun, pk = key.split(":")
        if noun == "person":
            ActionAssignee.objects.create(action=action, person=Person.objects.get(pk=pk))
        else:
            ActionAssignee.objects.create(action=action, municipality=Municipality.objects.get(pk=pk))


def _tell(case: Case) -> None:
    """The minutes of the case's own meeting print its actions; the agendas to come print those that are open.

    Following up goes on when the minutes are approved: these print for ever what was approved.
    """
    revised(case.meeting)
    for meeting in Meeting.objects.filter(body=case.body_id, state__in=(State.PLANNED, State.CALLED)):
        changed(meeting)


def key_of(one: ActionAssignee) -> str:
    return f"person:{one.person_id}" if one.person_id else f"municipality:{one.municipality_id}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@transaction.atomic
def remove_action(action: Action, *, by: User) -> None:
    """Take an action away. What was answered is kept, and it can be brought back."""
    Action.objects.filter(pk=action.pk).update(removed_at=timezone.now())
    _tell(action.case)
    log_change(action, "remove", by=by, before={"text": action.text})


@transaction.atomic
def restore_action(action: Action, *, by: User) -> None:
    Action.objects.filter(pk=action.pk).update(removed_at=None)
    _tell(action.case)
    log_change(action, "restore", by=by)


def why_not_answer(status: str, answer: str) -> list[str]:
    reasons = []
    if status not in ActionStatus.values:
        reasons.append(_("Choose how far it has come."))
    if len(answer) > LONGEST:
        reasons.append(_("The text is too long: at most %(count)s letters.") % {"count": LONGEST})
    return reasons


@transaction.atomic
def answer_action(one: ActionAssignee, status: str, answer: str, *, by: User | None, today: date) -> None:
    """Keep how far one of those answerable has come. Earlier answers stay in the change log."""
    answer = clean_line(answer)
    if reasons := why_not_answer(status, answer):
        raise Refused(reasons)
    held = ActionAssignee.objects.select_for_update().get(pk=one.pk)
    before = {"status": held.status, "answer": held.answer, "done": _iso(held.done_on)}
    held.status, held.answer, held.answered_at = status, answer, timezone.now()
    held.done_on = (held.done_on or today) if status in ENDED else None
    held.save()
    _tell(one.action.case)
    log_change(
        one.action,
        "answer",
        by=by,
        before=before,
        after={"who": key_of(one), "status": status, "answer": answer, "done": _iso(held.done_on)},
    )


def action_link(one: ActionAssignee) -> str:
    """The address with which somebody answers without signing in."""
    path = reverse("meetings:action_answer", args=[signed(ACTION_LINK, one.pk)])
    return f"{settings.PUBLIC_URL}{path}"


def addresses_of(one: ActionAssignee) -> list[str]:
    """The person's address, or those of the municipality's contacts."""
    if one.person is not None:
        return [one.person.email] if one.person.email else []
    contacts = Grant.objects.filter(role=Role.CONTACT, municipality=one.municipality_id, user__is_active=True)
    return list(contacts.values_list("user__email", flat=True).order_by("user__email"))


def remind_of_actions(*, today: date) -> int:
    """Remind those who have not ended an action: a week before it is due, on the day, a week after. Each once.

    An action that was written today is left alone: the secretary may still be at it.
    """
    reminded = 0
    soon = today + timedelta(days=7)
    waiting = (
        ActionAssignee.objects.not_ended()
        .filter(action__removed_at=None, action__due_on__lte=soon, action__made_at__date__lt=today)
        .select_related("action__case__body", "person", "municipality")
    )
    for one in waiting.order_by("pk"):
        stage = stage_due(one.action.due_on, today)
        if stage and stage not in one.reminded and (addresses := addresses_of(one)):
            _remind(one, stage, addresses)
            reminded += 1
    return reminded


@transaction.atomic
def _remind(one: ActionAssignee, stage: str, addresses: list[str]) -> None:
    held = ActionAssignee.objects.select_for_update().get(pk=one.pk)
    if stage in held.reminded:
        return
    held.reminded = [*held.reminded, stage]
    held.save(update_fields=["reminded"])
    _write_to(one, stage, addresses, by=one.action.made_by)


SUBJECTS = {
    "new": gettext_lazy("To be followed up: %(what)s"),
    "soon": gettext_lazy("Due %(day)s: %(what)s"),
    "due": gettext_lazy("Due now: %(what)s"),
    "late": gettext_lazy("Overdue since %(day)s: %(what)s"),
}


def _write_to(one: ActionAssignee, stage: str, addresses: list[str], *, by: User | None) -> None:
    """Write to one of those answerable, with the link to answer by."""
    action = one.action
    with override(action.case.body.language):
        day = date_format(action.due_on, "j. F Y") if action.due_on else ""
        facts = {"what": action.text, "day": day, "who": str(one), "case": case_told(action.case)}
        subject = str(SUBJECTS[stage]) % facts
        origin = (
            _("It comes from the case %(case)s and is due %(day)s.") if day else _("It comes from the case %(case)s.")
        )
        parts = [
            _("%(who)s answers for this: %(what)s") % facts,
            origin % facts,
            _("Say how far it has come:") + "\n" + action_link(one),
        ]
    text = "\n\n".join(parts) + "\n"
    for address in addresses:
        send_mail_later(address, subject=subject, text=text, about=action, by=by, person=one.person)


def why_not_ask(action: Action) -> list[str]:
    """Every reason why nobody can be written to about an action."""
    waiting = list(action.assignees.not_ended().select_related("person", "municipality"))
    if not waiting:
        return [_("Everybody has ended it, so there is nobody to write to.")]
    told = unreachable(waiting)
    return told if len(told) == len(waiting) else []


def unreachable(waiting: Sequence[ActionAssignee]) -> list[str]:
    """Who cannot be written to, and what to do about it."""
    return [
        _("%(who)s cannot be reached: give the person an e-mail address, or the municipality a contact.") % {"who": one}
        for one in waiting
        if not addresses_of(one)
    ]


@transaction.atomic
def ask_about_action(action: Action, *, by: User) -> int:
    """Write to those who have not ended it and can be reached, with their links. Returns how many of them."""
    if reasons := why_not_ask(action):
        raise Refused(reasons)
    waiting = list(action.assignees.not_ended().select_related("action__case__body", "person", "municipality"))
    reached = [(one, addresses) for one in waiting if (addresses := addresses_of(one))]
    for one, addresses in reached:
        _write_to(one, "new", addresses, by=by)
    log_change(action, "ask", by=by, after={"who": [key_of(one) for one, _addresses in reached]})
    return len(reached)
