"""What a survey's pages show: where an answer starts, how far each municipality has come, the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cooperation.models import Municipality, User
from fleet.models import Aspect, Question, QuestionKind, RegisterFigure, RoundState, SurveyAnswer, SurveyRound
from fleet.rules.survey import Practice, practices_of

from .overview import municipality_figures

NUMBERS = (QuestionKind.COUNT, QuestionKind.AMOUNT)


def awaiting_answer(user: User) -> list[SurveyAnswer]:
    """The open answers that the user is to give and has not confirmed."""
    found = SurveyAnswer.objects.answered_by(user).filter(round__state=RoundState.OPEN, confirmed_at=None)
    return list(found.select_related("round", "municipality").order_by("round__due_on", "municipality__number"))


def latest_round(at: date) -> SurveyRound | None:
    """The round that was opened last, at a day."""
    opened = SurveyRound.objects.exclude(state=RoundState.DRAFT).filter(opened_at__date__lte=at)
    return opened.order_by("-opened_at", "-pk").first()


@dataclass(frozen=True)
class Start:
    """Where an answer to a question starts: what is saved, what was answered last time, what the registers say."""

    question: Question
    saved: str | None
    last: str
    registered: Decimal | None

    @property
    def value(self) -> str:
        """Saved before all else; then a figure of the registers, which are newer than the last answer; then that."""
        if self.saved is not None:
            return self.saved
        return self.last if self.registered is None else str(self.registered)


def starts_of(answer: SurveyAnswer, user: User, today: date) -> list[Start]:
    """Every question of the round with where its answer starts. The user must be one who sees the municipality."""
    questions = list(answer.round.questions.select_related("copied_from"))
    saved = dict(answer.values.values_list("question_id", "value"))
    last = _last_values(answer, questions)
    figures = _register_figures(answer.municipality, user, today) if any(one.register for one in questions) else {}
    return [
        Start(one, saved.get(one.pk), last.get(one.copied_from_id or 0, ""), figures.get(one.register))
        for one in questions
    ]


def _last_values(answer: SurveyAnswer, questions: Sequence[Question]) -> dict[int, str]:
    """What the municipality confirmed to the questions that these were copied from."""
    before = SurveyAnswer.objects.confirmed().filter(
        municipality=answer.municipality_id, round__questions__in=[one.copied_from_id for one in questions]
    )
    found = before.values_list("values__question_id", "values__value")
    return {question: value for question, value in found if question is not None}


def _register_figures(municipality: Municipality, user: User, today: date) -> dict[str, Decimal]:
    found = next((one for one in municipality_figures(user, today) if one.municipality == municipality), None)
    if found is None:
        return {}
    return {
        RegisterFigure.POLITICIANS: Decimal(found.politicians),
        RegisterFigure.OWNED_DEVICES: Decimal(found.owned_devices),
        RegisterFigure.PRIVATE_DEVICES: Decimal(found.private_devices),
        RegisterFigure.LICENCES: Decimal(found.licences),
        RegisterFigure.SUBSIDIES: found.subsidies,
    }


@dataclass(frozen=True)
class Compared:
    """A question with what each municipality answered, in the order of the answers; sums where sums mean something."""

    question: Question
    values: tuple[str, ...]
    sum: Decimal | None

    @property
    def is_number(self) -> bool:
        return self.question.kind in NUMBERS


@dataclass(frozen=True)
class Counted:
    """The distinct practices of a question: who has which, who has said nothing yet."""

    question: Question
    practices: list[Practice[Municipality]]
    silent: tuple[Municipality, ...]


@dataclass(frozen=True)
class Comparison:
    """The answers side by side. Only what is confirmed counts in sums and practices."""

    survey: SurveyRound
    answers: tuple[SurveyAnswer, ...]
    rows: tuple[Compared, ...]
    counted: tuple[Counted, ...]

    def about(self, aspect: str) -> list[Compared]:
        return [row for row in self.rows if row.question.aspect == aspect]

    @property
    def by_aspect(self) -> list[tuple[str, list[Compared]]]:
        return [(str(aspect.label), rows) for aspect in Aspect if (rows := self.about(aspect))]


def comparison_of(survey: SurveyRound, user: User) -> Comparison:
    """The round as the user may see it: every municipality's answers for the leader, the own one's for a contact."""
    answers = tuple(
        SurveyAnswer.objects.visible_to(user)
        .filter(round=survey)
        .select_related("municipality", "confirmed_by", "changed_by")
        .prefetch_related("values")
    )
    said = {(answer.pk, value.question_id): value.value for answer in answers for value in answer.values.all()}
    rows, counted = [], []
    for question in survey.questions.all():
        values = tuple(said.get((answer.pk, question.pk), "") for answer in answers)
        sure = [(answer, value) for answer, value in zip(answers, values, strict=True) if answer.is_confirmed and value]
        total = sum((Decimal(value) for _one, value in sure), Decimal(0)) if question.kind in NUMBERS else None
        rows.append(Compared(question, values, total))
        if question.kind == QuestionKind.CHOICE and question.aspect == Aspect.PRACTICE:
            spoken = {answer.pk for answer, _value in sure}
            counted.append(
                Counted(
                    question,
                    practices_of((answer.municipality, value) for answer, value in sure),
                    tuple(answer.municipality for answer in answers if answer.pk not in spoken),
                )
            )
    return Comparison(survey, answers, tuple(rows), tuple(counted))
