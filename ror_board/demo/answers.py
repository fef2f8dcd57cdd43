"""Send the notice of the meeting to come, answer it, and follow up what earlier cases left to be done."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cooperation.actions.change import logged_as_of
from cooperation.models import Municipality
from meetings.actions.follow_up import add_action, answer_action
from meetings.actions.notice import send_notice
from meetings.actions.reply import reply_to_notice
from meetings.models import Action, ActionAssignee, ActionStatus, Answer, Case, Meeting, State

from .cast import Cast, dated

SENT_BEFORE = timedelta(days=9)


def answer_notice(cast: Cast) -> None:
    """The meeting that is called: its notice waits for the worker, and some have answered."""
    meeting = Meeting.objects.get(state=State.CALLED)
    with dated(meeting.date - SENT_BEFORE, cast):
        send_notice(
            meeting,
            by=cast.secretary,
            on=meeting.date - SENT_BEFORE,
            message="Si fra om du deltar på Teams.",
            reason="Sakene er kjent fra forrige møte.",
        )
        seats = cast.seats
        reply_to_notice(meeting, seats["solveig"], Answer.COMING, by=None)
        reply_to_notice(meeting, seats["sindre"], Answer.COMING, note="Deltar på Teams", by=None)
        reply_to_notice(meeting, seats["torbjorn"], Answer.DEPUTY, deputy=seats["livmarit"], by=None)
        reply_to_notice(meeting, seats["harald"], Answer.DECLINED, note="Bortreist", by=cast.secretary)


def follow_up(cast: Cast) -> None:
    """One answer for each municipality, one overdue, one for a person, one done."""
    towns = {town.name: f"municipality:{town.pk}" for town in Municipality.objects.all()}
    today = cast.today
    routine = _latest("Ny rutine for retur av utstyr")
    exercise = _latest("Felles sikkerhetsøvelse")
    _add(cast, exercise, "Melde inn beredskapskoordinator", list(towns.values()), today + timedelta(days=5))
    _add(cast, routine, "Ta rutinen i bruk", [towns["Aukra"], towns["Vestnes"]], today - timedelta(days=3))
    person = f"person:{cast.people['eva'].pk}"
    _add(cast, exercise, "Lage kjøreplan for øvelsen", [person], today + timedelta(days=40))
    _add(cast, routine, "Skrive mal for påminning til leder", [person], None)

    _answer(cast, "Melde inn beredskapskoordinator", "Molde", ActionStatus.DONE, "Meldt inn")
    _answer(cast, "Melde inn beredskapskoordinator", "Rauma", ActionStatus.INFORMED, "Tas opp i ledermøtet")
    _answer(cast, "Ta rutinen i bruk", "Vestnes", ActionStatus.DONE, "")
    _answer(
        cast,
        "Skrive mal for påminning til leder",
        str(cast.people["eva"]),
        ActionStatus.DONE,
        "Ligger på samhandlingsrommet",
    )


def _latest(title: str) -> Case:
    return Case.objects.filter(title=title).order_by("-meeting__date")[0]


def _add(cast: Cast, case: Case, text: str, assignees: list[str], due_on: date | None) -> None:
    assert case.meeting is not None
    written = timezone.make_aware(datetime.combine(case.meeting.date, time(10, 0)))
    with logged_as_of(written):
        action = add_action(case, text, assignees=assignees, due_on=due_on, by=cast.secretary)
    Action.objects.filter(pk=action.pk).update(made_at=written)


def _answer(cast: Cast, text: str, who: str, status: ActionStatus, told: str) -> None:
    answerable = ActionAssignee.objects.select_related("action__case", "municipality", "person")
    one = next(one for one in answerable.filter(action__text=text) if str(one) == who)
    answer_action(one, status, told, by=None, today=cast.today - timedelta(days=1))
