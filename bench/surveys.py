"""The comparison of a survey: one page with the answers of few and of many municipalities."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from django.urls import reverse

from cooperation.models import Municipality, User
from fleet.models import AnswerValue, Question, RoundState, SurveyAnswer, SurveyRound
from meetings.models import Meeting

from .client import Client
from .lists import queries_of
from .report import against, figure, section, table_head
from .server import Server
from .timing import take_turns

FEW, MANY = 5, 50
QUESTIONS = (("choice", "practice"), ("count", "count"), ("amount", "count"), ("text", "comment"), ("text", "wish"))
TIMES_EACH = 4
ROUNDS = 15
NOON = datetime(2023, 11, 10, 12, tzinfo=UTC)


def measure_surveys(server: Server) -> None:
    """Time the comparison with few and many municipalities, and count its questions to the database."""
    leader = User.objects.get(email="leader@example.no")
    client, control = Client(server.port, leader), reverse("bench_read", args=[Meeting.objects.all()[:1].get().pk])
    paths = {f"{size} municipalities answered": _answered(size, leader).get_absolute_url() for size in (FEW, MANY)}
    taken = take_turns(
        {name: partial(client.get, path) for name, path in {**paths, "control": control}.items()},
        rounds=ROUNDS,
    )
    section(f"The comparison of a survey with {len(QUESTIONS) * TIMES_EACH} questions")
    table_head()
    for name in paths:
        against(taken[name], taken["control"])
    found = [queries_of(path, leader) for path in paths.values()]
    print()
    figure("queries", " and ".join(map(str, found)), goal="the same", met=len(set(found)) == 1)


def _answered(size: int, leader: User) -> SurveyRound:
    """A closed round that so many municipalities have answered in full."""
    for number in range(Municipality.objects.count(), size):
        Municipality.objects.create(number=f"{9000 + number}", name=f"Prøvekommune {number}")
    survey = SurveyRound.objects.create(title=f"Kartlegging {size}", state=RoundState.CLOSED, opened_at=NOON)
    questions = [
        Question.objects.create(
            round=survey, text=f"Spørsmål {place} {kind}", kind=kind, aspect=aspect, position=place,
            choices=["PC", "Nettbrett"] if kind == "choice" else [],
        )
        for place, (kind, aspect) in enumerate(QUESTIONS * TIMES_EACH)
    ]  # fmt: skip
    said = {"choice": "PC", "count": "12", "amount": "1234.50", "text": "Som før"}
    for municipality in Municipality.objects.order_by("pk")[:size]:
        answer = SurveyAnswer.objects.create(
            round=survey, municipality=municipality, confirmed_at=NOON, confirmed_by=leader
        )
        AnswerValue.objects.bulk_create(
            AnswerValue(answer=answer, question=one, value=said[one.kind]) for one in questions
        )
    return survey
