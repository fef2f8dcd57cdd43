"""The survey of politicians' devices and licences: the round of 2023 with what was found, and one that is being answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from cooperation.models import Municipality, OutgoingMail, User
from fleet.actions.survey import close_round, open_round, save_question, save_round
from fleet.actions.survey_answer import confirm_answer, save_answer
from fleet.models import Aspect, Question, QuestionKind, RegisterFigure, SurveyAnswer, SurveyRound

OWN_PC = "Politikereid PC med tilskudd"
MUNICIPAL_PC = "Kommuneeid PC"
TABLET = "Kommuneeid nettbrett"
# Text, kind, what it is about, choices, what the registers suggest, whether it must be answered.
QUESTIONS = (
    ("Hvilken løsning har politikerne i dag?", QuestionKind.CHOICE, Aspect.PRACTICE, (MUNICIPAL_PC, OWN_PC, TABLET), "", True),
    ("Hva ønsker kommunen framover?", QuestionKind.CHOICE, Aspect.WISH, ("Fortsette som i dag", "Nye kommuneeide PC-er", "Vet ikke"), "", True),
    ("Antall politikere med enhet eller tilskudd", QuestionKind.COUNT, Aspect.COUNT, (), RegisterFigure.POLITICIANS, True),
    ("Antall kommuneeide enheter", QuestionKind.COUNT, Aspect.COUNT, (), RegisterFigure.OWNED_DEVICES, True),
    ("Tilskudd utbetalt i perioden, kroner", QuestionKind.AMOUNT, Aspect.COUNT, (), RegisterFigure.SUBSIDIES, False),
    ("Ønskes flåtestyring og støtte fra ROR-IKT?", QuestionKind.CHOICE, Aspect.WISH, ("Ja", "Nei"), "", True),
    ("Kommentarer", QuestionKind.TEXT, Aspect.COMMENT, (), "", False),
)  # fmt: skip
# What each municipality answered in 2023, by question, in the order above.
ANSWERS_2023: dict[str, tuple[str, ...]] = {
    "1506": (TABLET, "Fortsette som i dag", "120", "120", "", "Ja", "Vil beholde nettbrettene."),
    "1535": (TABLET, "Fortsette som i dag", "75", "75", "", "Ja", "Har nettbrett i dag og held fram med det."),
    "1539": (OWN_PC, "Fortsette som i dag", "86", "0", "430000", "Nei", ""),
    "1547": (MUNICIPAL_PC, "Nye kommuneeide PC-er", "100", "100", "", "Ja", "Ønskjer å kjøpe inn nye PC-ar til politikarane."),
    "1579": (OWN_PC, "Fortsette som i dag", "35", "0", "175000", "Ja", "Tilskudd til kjøp av egen PC."),
}  # fmt: skip
INTRODUCTION = (
    "Vi kartlegger hvilke enheter og lisenser politikerne har, og hva kommunene ønsker. Svarene brukes i saken om støtte til "
    "politikere og i grunnlaget for viderefakturering av lisenser."
)


def make_surveys(municipalities: dict[str, Municipality], *, leader: User, today: date) -> None:
    """The round of autumn 2023, confirmed by all; and this autumn's, which two have confirmed and one has begun."""
    first = SurveyRound(
        title="Politikernes enheter og lisenser 2023", introduction=INTRODUCTION, due_on=date(2023, 11, 17)
    )
    save_round(first, by=leader)
    for text, kind, aspect, choices, register, is_required in QUESTIONS:
        question = Question(
            round=first, text=text, kind=kind, aspect=aspect, choices=list(choices), register=register,
            is_required=is_required,
        )  # fmt: skip
        save_question(question, by=leader)
    first.opened_at = datetime(2023, 11, 1, 9, tzinfo=UTC)
    open_round(first, by=leader, today=date(2023, 11, 1))
    for day, (number, values) in enumerate(ANSWERS_2023.items(), 6):
        _answer(first, municipalities[number], values, at=datetime(2023, 11, day, 10, tzinfo=UTC))
    close_round(first, by=leader)
    now = SurveyRound(
        title=f"Politikernes enheter og lisenser {today.year}",
        introduction=INTRODUCTION,
        due_on=today + timedelta(days=18),
    )
    save_round(now, by=leader, like=first)
    opened = datetime.combine(today - timedelta(days=12), time(9), UTC)
    now.opened_at = opened
    open_round(now, by=leader, today=today)
    for number, is_done in (("1506", True), ("1539", True), ("1579", False)):
        values = ANSWERS_2023[number] if is_done else ANSWERS_2023[number][:4]
        _answer(now, municipalities[number], values, at=opened + timedelta(days=3, hours=2), is_done=is_done)
    OutgoingMail.objects.filter(concerns=f"fleet.surveyround:{first.pk}").delete()  # they went out long ago


def _answer(
    survey: SurveyRound, municipality: Municipality, values: tuple[str, ...], *, at: datetime, is_done: bool = True
) -> None:
    answer = SurveyAnswer.objects.select_related("round", "municipality").get(round=survey, municipality=municipality)
    contact = User.objects.get(grants__role="contact", grants__municipality=municipality)
    written = dict(zip(survey.questions.all(), values, strict=False))
    saved = save_answer(answer, written, version=answer.version, by=contact)
    SurveyAnswer.objects.filter(pk=saved.pk).update(changed_at=at)
    if is_done:
        confirm_answer(saved, by=contact)
        SurveyAnswer.objects.filter(pk=saved.pk).update(confirmed_at=at, changed_at=at)
