from datetime import date

import pytest
from django.utils.translation import override

from cooperation.models import Change, Grant, OutgoingMail, Role
from cooperation.rules.refusal import Refused
from fleet.actions.survey import (
    close_round,
    delete_question,
    delete_round,
    move_question,
    open_round,
    remind,
    save_question,
    save_round,
)
from fleet.models import Question, RoundState, SurveyAnswer, SurveyRound
from tests.factories import make_contact, make_leader, make_municipality, make_user
from tests.fleet.factories_survey import OWN_PC, TABLET, give_answer, make_open_round, make_question, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


TODAY = date(2023, 11, 1)


@pytest.fixture
def leader():
    return make_leader()


def verbs():
    return list(Change.objects.order_by("pk").values_list("verb", flat=True))


def test_a_round_is_made_and_changed_with_what_was_before(leader):
    survey = SurveyRound(title="Kartlegging")
    save_round(survey, by=leader)
    survey.title = "Kartlegging 2023"
    save_round(survey, by=leader)
    assert (verbs(), Change.objects.order_by("pk").last().before["title"]) == (["save", "save"], "Kartlegging")


def test_a_round_starts_with_the_questions_of_the_last(leader):
    last = make_round()
    first, second = make_question(survey=last, kind="choice"), make_question(survey=last)
    survey = SurveyRound(title="Ny")
    save_round(survey, like=last, by=leader)
    copies = [(one.copied_from, one.text, one.choices, one.position) for one in survey.questions.all()]
    assert copies == [(first, first.text, first.choices, 0), (second, second.text, [], 1)]
    assert (survey.copied_from, last.questions.count()) == (last, 2)


def test_a_closed_round_is_not_changed(leader):
    with pytest.raises(Refused) as refused:
        save_round(make_round(state=RoundState.CLOSED), by=leader)
    assert refused.value.reasons == ["The survey is closed. Open it again to change it."]


def test_only_a_round_that_nobody_is_asked_is_deleted(leader):
    delete_round(make_round(), by=leader)
    with pytest.raises(Refused) as refused:
        delete_round(make_open_round(), by=leader)
    assert refused.value.reasons == ["The survey has been opened, so it is kept. Close it instead."]
    assert (SurveyRound.objects.count(), verbs()) == (1, ["delete"])


def test_questions_come_in_the_order_they_are_written_and_are_moved(leader):
    survey = make_round()
    for text in ("A", "B", "C"):
        save_question(Question(round=survey, text=text, kind="text", aspect="comment", choices=["x"]), by=leader)
    move_question(survey.questions.get(text="C"), steps=-1, by=leader)
    move_question(survey.questions.get(text="A"), steps=-1, by=leader)
    assert [(one.text, one.choices) for one in survey.questions.all()] == [("A", []), ("C", []), ("B", [])]
    assert verbs() == ["question", "question", "question", "question_move"]


def test_a_question_is_changed_and_removed(leader):
    question = make_question(kind="choice")
    question.text = "Ny"
    save_question(question, by=leader)
    assert Change.objects.get().after["text"] == "Ny"
    delete_question(question, by=leader)
    assert (Question.objects.count(), verbs()) == (0, ["question", "question_delete"])


def test_a_question_is_refused_with_every_reason(leader):
    survey = make_open_round()
    question = Question(round=survey, text="?", kind="choice", aspect="practice", choices=[TABLET], register="licences")
    with pytest.raises(Refused) as refused:
        save_question(question, by=leader)
    assert len(refused.value.reasons) == 3


@pytest.mark.parametrize("verb", [delete_question, lambda question, by: move_question(question, steps=1, by=by)])
def test_the_questions_of_an_open_round_stay(leader, verb):
    question = make_open_round().questions.first()
    with pytest.raises(Refused):
        verb(question, by=leader)
    assert question.round.questions.first() == question


def test_a_round_is_not_opened_for_every_reason(leader):
    with pytest.raises(Refused) as refused:
        open_round(make_round(due_on=None), by=leader, today=TODAY)
    assert refused.value.reasons == [
        "Nothing is asked yet: add a question.",
        "Say when the answers are due.",
        "There is no municipality to ask.",
    ]
    make_municipality()
    with pytest.raises(Refused) as refused:
        open_round(make_open_round(due_on=date(2023, 10, 31)), by=leader, today=TODAY)
    assert refused.value.reasons == [
        "The survey is open already.",
        "The day when answers are due has passed: set a later one.",
    ]


def test_opening_asks_every_municipality_and_tells_its_contacts_in_its_language(leader):
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra", language="nn")
    make_contact(molde)
    contact = make_contact(aukra)
    make_municipality(number="1539", name="Rauma")
    survey = make_question(survey=make_round(title="Kartlegging")).round
    assert open_round(survey, by=leader, today=TODAY) == 2
    assert [(one.municipality.number, one.is_begun) for one in survey.answers.all()] == [
        ("1506", False),
        ("1539", False),
        ("1547", False),
    ]
    mail = OutgoingMail.objects.get(to=contact.email)
    assert survey.answers.get(municipality=aukra).get_absolute_url() in mail.text
    assert (survey.is_open, verbs()[-1]) == (True, "open")


def test_a_closed_round_is_opened_again_and_keeps_its_answers(leader):
    molde = make_municipality()
    survey = make_open_round(molde, state=RoundState.CLOSED)
    give_answer(survey, molde, {"Praksis": TABLET})
    opened = survey.opened_at
    assert open_round(survey, by=leader, today=TODAY) == 0  # it has confirmed, so it is not asked again
    assert (survey.opened_at, survey.answers.get().values.get().value) == (opened, TABLET)


def test_a_round_is_closed_once(leader):
    survey = make_open_round()
    close_round(survey, by=leader)
    with pytest.raises(Refused):
        close_round(survey, by=leader)
    assert (survey.state, verbs()) == (RoundState.CLOSED, ["close"])


def test_those_who_have_not_confirmed_are_reminded(leader):
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra")
    make_contact(molde)
    contact = make_contact(aukra)
    Grant.objects.create(user=contact, role=Role.LEADER)  # two roles are still one mail
    survey = make_open_round(molde, aukra, title="Kartlegging")
    give_answer(survey, molde, {"Praksis": OWN_PC})
    assert remind(survey, answers=survey.answers.all(), by=leader) == 1
    assert [mail.to for mail in OutgoingMail.objects.all()] == [contact.email]
    assert [one.reminded_at is not None for one in survey.answers.all()] == [False, True]
    [change] = Change.objects.filter(verb="remind")
    assert change.after == {"municipality": "1547"}


def test_nobody_is_reminded_of_what_is_closed_or_confirmed(leader):
    molde = make_municipality()
    closed = make_open_round(molde, state=RoundState.CLOSED)
    done = make_open_round(molde)
    give_answer(done, molde, {})
    for survey in (closed, done):
        with pytest.raises(Refused):
            remind(survey, answers=survey.answers.all(), by=leader)
    assert OutgoingMail.objects.count() == 0


def test_a_municipality_that_nobody_answers_for_is_named(leader):
    molde = make_municipality()
    make_user((Role.CONTACT, molde), is_active=False)
    survey = make_open_round(molde)
    with pytest.raises(Refused) as refused:
        remind(survey, answers=survey.answers.all(), by=leader)
    assert refused.value.reasons == ["Molde has no contact with an e-mail address: ask the administrator to add one."]
    assert SurveyAnswer.objects.get().reminded_at is None


def test_a_survey_and_an_answer_are_told_by_their_names():
    survey = make_open_round(make_municipality(), title="Kartlegging")
    answer = survey.answers.get()
    value = give_answer(survey, answer.municipality, {"Praksis": TABLET}).values.get()
    assert (str(survey), str(answer), str(value), str(survey.questions.first())) == (
        "Kartlegging",
        "Kartlegging: Molde",
        TABLET,
        "Praksis",
    )
    assert (survey.is_overdue(date(2023, 11, 30)), survey.is_overdue(date(2023, 12, 1))) == (False, True)
