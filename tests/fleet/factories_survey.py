"""Survey rounds with questions, opened and answered. What is not given is made up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from cooperation.models import Municipality, User
from fleet.models import AnswerValue, Question, RoundState, SurveyAnswer, SurveyRound
from tests.factories import make_contact, serial

TABLET, OWN_PC, OWNED_PC = "Kommunens nettbrett", "Egen PC", "Kommunens PC"
NOON = datetime(2023, 11, 10, 12, tzinfo=UTC)


def make_round(*, title: str = "", due_on: date | None = date(2023, 11, 30), **fields: Any) -> SurveyRound:
    return SurveyRound.objects.create(title=title or f"Kartlegging {next(serial)}", due_on=due_on, **fields)


def make_question(*, survey: SurveyRound | None = None, text: str = "", kind: str = "text", **fields: Any) -> Question:
    survey = survey or make_round()
    usual = {"choice": "practice", "count": "count", "amount": "count", "text": "comment"}[kind]
    choices = [TABLET, OWN_PC, OWNED_PC] if kind == "choice" else []
    return Question.objects.create(
        round=survey,
        text=text or f"Spørsmål {next(serial)}",
        kind=kind,
        position=survey.questions.count(),
        **{"aspect": usual, "choices": choices, **fields},
    )


def make_open_round(*municipalities: Municipality, title: str = "", **fields: Any) -> SurveyRound:
    """An open round that asks for a practice, a count, an amount and a comment."""
    opened = {"state": RoundState.OPEN, "opened_at": datetime(2023, 11, 1, 8, tzinfo=UTC)}
    survey = make_round(title=title, **(opened | fields))
    make_question(survey=survey, text="Praksis", kind="choice")
    make_question(survey=survey, text="Antall", kind="count", register="politicians")
    make_question(survey=survey, text="Tilskudd", kind="amount", is_required=False)
    make_question(survey=survey, text="Merknad", kind="text", is_required=False)
    for municipality in municipalities:
        SurveyAnswer.objects.create(round=survey, municipality=municipality)
    return survey


def give_answer(
    survey: SurveyRound,
    municipality: Municipality,
    values: Mapping[str, str],
    *,
    by: User | None = None,
    confirmed_at: datetime | None = NOON,
) -> SurveyAnswer:
    """What a municipality has answered, by the text of the question; confirmed when a moment is given."""
    contact = by or make_contact(municipality)
    answer, _new = SurveyAnswer.objects.get_or_create(round=survey, municipality=municipality)
    for question in survey.questions.all():
        if question.text in values:
            AnswerValue.objects.create(answer=answer, question=question, value=values[question.text])
    answer.version += 1
    answer.changed_at, answer.changed_by = NOON, contact
    answer.confirmed_at, answer.confirmed_by = confirmed_at, contact if confirmed_at else None
    answer.save()
    return answer
