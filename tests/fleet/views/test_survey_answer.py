import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from fleet.models import AnswerValue, RoundState
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
def contact(client, molde):
    contact = make_contact(molde)
    client.force_login(contact)
    return contact


@pytest.fixture
def answer(molde):
    return make_open_round(molde).answers.get()


def fields(answer, **values):
    return {f"q{question.pk}": values.get(question.text, "") for question in answer.round.questions.all()}


def edit(answer):
    return reverse("fleet:answer_edit", args=[answer.pk])


def version_in(part):
    return re.search(r'name="version" value="(\d+)"', part)[1]


def kept():
    return {key: value for key, value in AnswerValue.objects.values_list("question__text", "value") if value}


def test_the_own_open_answer_is_gone_on_with(client, contact, answer):
    assert client.get(answer.get_absolute_url())["Location"] == edit(answer)
    saved = client.post(edit(answer), fields(answer, Praksis=TABLET, Antall="1 200") | {"version": "0", "do": "save"})
    assert (saved["Location"], kept()) == (edit(answer), {"Praksis": TABLET, "Antall": "1200"})
    page = client.get(edit(answer))
    assert [row["field"].value() for row in page.context["rows"]][:2] == [TABLET, "1\u00a0200"]


def test_it_is_confirmed_read_and_opened_for_change(client, contact, answer):
    done = client.post(edit(answer), fields(answer, Praksis=TABLET, Antall="3") | {"version": "0", "do": "confirm"})
    assert done["Location"] == answer.round.get_absolute_url()
    page = client.get(answer.get_absolute_url())
    assert ([value for _question, value in page.context["rows"]], page.context["can_take_back"]) == (
        [TABLET, "3", "", ""],
        True,
    )
    assert client.get(edit(answer))["Location"] == answer.get_absolute_url()
    assert client.post(reverse("fleet:answer_take_back", args=[answer.pk]))["Location"] == edit(answer)


def test_what_is_missing_is_told_and_what_was_written_is_kept(client, contact, answer):
    page = client.post(edit(answer), fields(answer, Antall="3") | {"version": "0", "do": "confirm"})
    assert (page.status_code, page.context["reasons"]) == (422, ["Not answered yet: Praksis"])
    assert (kept(), page.context["version"], page.context["is_conflict"]) == ({"Antall": "3"}, 1, False)


def test_a_save_from_an_older_form_is_refused_with_both_shown(client, contact, answer):
    other = make_contact(answer.municipality)
    give_answer(answer.round, answer.municipality, {"Antall": "5"}, by=other, confirmed_at=None)
    page = client.post(edit(answer), fields(answer, Antall="7") | {"version": "0", "do": "save"})
    row = next(row for row in page.context["rows"] if row["field"].label == "Antall")
    assert (page.status_code, row["field"].value(), row["other"], kept()) == (422, "7", "5", {"Antall": "5"})
    again = client.post(edit(answer), fields(answer, Antall="7") | {"version": page.context["version"], "do": "save"})
    assert (again.status_code, kept()) == (302, {"Antall": "7"})


@pytest.mark.parametrize("version", ["", "x", "9"])
def test_a_form_without_its_version_overwrites_nothing(client, contact, answer, version):
    give_answer(answer.round, answer.municipality, {"Antall": "5"}, by=contact, confirmed_at=None)
    assert client.post(edit(answer), fields(answer, Antall="7") | {"version": version}).status_code == 422
    assert kept() == {"Antall": "5"}


def test_a_number_that_cannot_be_read_is_told(client, contact, answer):
    page = client.post(edit(answer), fields(answer, Antall="mange", Merknad="Hei") | {"version": "0", "do": "save"})
    assert (page.status_code, list(page.context["form"].errors)) == (
        422,
        [f"q{answer.round.questions.get(text='Antall').pk}"],
    )


@pytest.mark.parametrize("written", ["-5", "-0,50"])
def test_a_number_below_zero_is_told(client, contact, answer, written):
    page = client.post(edit(answer), fields(answer, Tilskudd=written) | {"version": "0", "do": "save"})
    assert (page.status_code, kept()) == (422, {})


def test_it_is_saved_in_passing_with_all_that_can_be_read(client, contact, answer):
    sent = fields(answer, Antall="mange", Merknad="Hei") | {"version": "0"}
    part = client.post(edit(answer), sent, headers={"HX-Request": "true"}).content.decode()
    assert (kept(), version_in(part), "cannot be read: Antall" in part) == ({"Merknad": "Hei"}, "1", True)
    part = client.post(edit(answer), sent, headers={"HX-Request": "true"}).content.decode()
    assert (version_in(part), "saved by somebody else" in part) == ("0", True)


def test_a_closed_survey_is_read_only(client, contact, answer):
    answer.round.state = RoundState.CLOSED
    answer.round.save()
    assert client.get(edit(answer))["Location"] == answer.get_absolute_url()
    assert client.get(answer.get_absolute_url()).context["can_take_back"] is False
    assert client.post(edit(answer), fields(answer) | {"version": "0"}).status_code == 422


def test_the_leader_reads_every_answer(client, answer):
    client.force_login(make_leader())
    assert client.get(answer.get_absolute_url()).status_code == 200
