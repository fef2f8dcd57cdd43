import pytest
from django.utils.translation import override

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from fleet.actions.survey_answer import ChangedMeanwhile, confirm_answer, save_answer, take_back_answer
from fleet.models import AnswerValue, RoundState, SurveyAnswer
from tests.factories import make_contact, make_leader, make_municipality
from tests.fleet.factories_survey import TABLET, give_answer, make_open_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


@pytest.fixture
def molde():
    return make_municipality()


@pytest.fixture
def contact(molde):
    return make_contact(molde)


@pytest.fixture
def answer(molde):
    return make_open_round(molde).answers.get()


def written(answer, **values):
    return {question: values[question.text] for question in answer.round.questions.all() if question.text in values}


def test_half_an_answer_is_kept_and_gone_on_with(answer, contact):
    saved = save_answer(answer, written(answer, Praksis=TABLET), version=0, by=contact)
    saved = save_answer(answer, written(answer, Praksis=TABLET, Antall="12"), version=saved.version, by=contact)
    assert (saved.version, saved.changed_by, saved.is_confirmed) == (2, contact, False)
    assert dict(AnswerValue.objects.values_list("question__text", "value")) == {"Praksis": TABLET, "Antall": "12"}
    assert [change.after for change in Change.objects.order_by("pk")] == [{"Praksis": TABLET}, {"Antall": "12"}]


def test_a_save_that_changes_nothing_leaves_the_version(answer, contact):
    saved = save_answer(answer, written(answer, Antall="12"), version=0, by=contact)
    assert save_answer(answer, written(answer, Antall="12"), version=1, by=contact).version == saved.version == 1
    assert Change.objects.count() == 1


def test_a_save_from_an_older_form_writes_nothing(answer, contact):
    save_answer(answer, written(answer, Antall="12"), version=0, by=contact)
    with pytest.raises(ChangedMeanwhile):
        save_answer(answer, written(answer, Antall="13"), version=0, by=contact)
    assert AnswerValue.objects.get().value == "12"


def test_only_the_own_contact_answers_while_it_is_open_and_not_confirmed(answer, molde):
    other = make_contact(make_municipality(number="1547", name="Aukra"))
    answer.round.state = RoundState.CLOSED
    answer.round.save()
    give_answer(answer.round, molde, {})
    for user in (other, make_leader()):
        with pytest.raises(Refused) as refused:
            save_answer(answer, {}, version=0, by=user)
        assert len(refused.value.reasons) == 3


def test_an_answer_is_confirmed_when_all_that_must_be_is_answered(answer, contact):
    save_answer(answer, written(answer, Praksis=TABLET, Antall=" "), version=0, by=contact)
    with pytest.raises(Refused) as refused:
        confirm_answer(answer, by=contact)
    assert refused.value.reasons == ["Not answered yet: Antall"]
    save_answer(answer, written(answer, Antall="0"), version=1, by=contact)
    confirm_answer(answer, by=contact)
    answer.refresh_from_db()
    assert (answer.confirmed_by, SurveyAnswer.objects.confirmed().count()) == (contact, 1)


def test_a_confirmed_answer_is_opened_for_change(answer, molde, contact):
    with pytest.raises(Refused) as refused:
        take_back_answer(answer, by=contact)
    assert refused.value.reasons == ["The answer is not confirmed."]
    give_answer(answer.round, molde, {"Praksis": TABLET, "Antall": "1"}, by=contact)
    take_back_answer(answer, by=contact)
    answer.refresh_from_db()
    assert (answer.is_confirmed, answer.values.count()) == (False, 2)


def test_a_confirmed_answer_stays_once_the_survey_is_closed(answer, molde, contact):
    give_answer(answer.round, molde, {}, by=contact)
    answer.round.state = RoundState.CLOSED
    answer.round.save()
    with pytest.raises(Refused):
        take_back_answer(answer, by=contact)
    answer.refresh_from_db()
    assert answer.is_confirmed
