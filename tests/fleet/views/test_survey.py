from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cooperation.models import OutgoingMail
from fleet.models import RoundState, SurveyRound
from tests.factories import make_contact, make_leader, make_municipality
from tests.fleet.factories_survey import TABLET, give_answer, make_open_round, make_question, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


@pytest.fixture
def leader(client):
    leader = make_leader()
    client.force_login(leader)
    return leader


def test_a_survey_is_made_asked_closed_and_opened_again(client, leader):
    contact = make_contact(make_municipality())
    due = timezone.localdate() + timedelta(days=14)
    answer = client.post(reverse("fleet:survey_new"), {"title": "Kartlegging", "due_on": due.isoformat()})
    survey = SurveyRound.objects.get()
    assert answer["Location"] == reverse("fleet:survey_edit", args=[survey.pk])
    choices = "Nettbrett\r\n\r\n PC \r\nPC"
    client.post(
        reverse("fleet:question_add", args=[survey.pk]),
        {"text": "Praksis", "kind": "choice", "aspect": "practice", "written_choices": choices, "is_required": "on"},
    )
    assert survey.questions.get().choices == ["Nettbrett", "PC"]
    page = reverse("fleet:survey_page", args=[survey.pk])
    assert client.post(reverse("fleet:survey_open", args=[survey.pk]))["Location"] == page
    assert OutgoingMail.objects.get().to == contact.email
    assert client.post(reverse("fleet:survey_close", args=[survey.pk]))["Location"] == page
    assert SurveyRound.objects.get().state == RoundState.CLOSED
    client.post(reverse("fleet:survey_open", args=[survey.pk]))
    assert SurveyRound.objects.get().is_open


def test_a_new_survey_may_start_with_the_questions_of_the_last(client, leader):
    last = make_question(survey=make_round(title="I fjor"), text="Praksis").round
    client.post(reverse("fleet:survey_new"), {"title": "I år", "like": last.pk})
    copy = SurveyRound.objects.get(title="I år").questions.get()
    assert (copy.text, copy.copied_from) == ("Praksis", last.questions.get())


def test_what_cannot_be_saved_is_told_beside_what_was_written(client, leader):
    survey = make_round(state=RoundState.CLOSED)
    page = client.post(reverse("fleet:survey_edit", args=[survey.pk]), {"title": "Ny"})
    assert (page.status_code, page.context["form"]["title"].value()) == (422, "Ny")
    page = client.post(
        reverse("fleet:question_add", args=[make_round().pk]),
        {"text": "Hva?", "kind": "choice", "aspect": "wish", "written_choices": "Ja"},
    )
    assert (page.status_code, page.context["form"]["text"].value()) == (422, "Hva?")
    assert client.post(reverse("fleet:survey_new"), {"title": ""}).status_code == 422


def test_a_draft_is_changed_its_questions_moved_and_removed(client, leader):
    first = make_question(text="A")
    second = make_question(survey=first.round, text="B")
    edit = reverse("fleet:survey_edit", args=[first.round_id])
    assert client.post(edit, {"title": "Ny"})["Location"] == edit
    client.post(reverse("fleet:question_move", args=[second.pk]), {"to": "up"})
    client.post(reverse("fleet:question_move", args=[second.pk]), {"to": "down"})
    client.post(reverse("fleet:question_move", args=[second.pk]), {"to": "up"})
    assert [one.text for one in client.get(edit).context["questions"]] == ["B", "A"]
    client.post(reverse("fleet:question_edit", args=[first.pk]), {"text": "C", "kind": "text", "aspect": "comment"})
    client.post(reverse("fleet:question_delete", args=[second.pk]))
    assert [one.text for one in client.get(edit).context["questions"]] == ["C"]
    assert client.get(reverse("fleet:question_edit", args=[first.pk])).status_code == 200
    assert client.post(reverse("fleet:survey_delete", args=[first.round_id]))["Location"] == reverse(
        "fleet:survey_list"
    )
    assert SurveyRound.objects.count() == 0


def test_an_open_survey_takes_another_day(client, leader):
    survey = make_open_round()
    answer = client.post(
        reverse("fleet:survey_edit", args=[survey.pk]), {"title": survey.title, "due_on": "2024-01-31"}
    )
    assert answer["Location"] == survey.get_absolute_url()


def test_the_leader_reminds_those_that_are_ticked_or_all(client, leader):
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra")
    make_contact(molde)
    contact = make_contact(aukra)
    survey = make_open_round(molde, aukra)
    remind = reverse("fleet:survey_remind", args=[survey.pk])
    client.post(remind, {"answer": [survey.answers.get(municipality=aukra).pk, "x"]})
    assert [mail.to for mail in OutgoingMail.objects.all()] == [contact.email]
    client.post(remind, {"all": "1"})
    assert OutgoingMail.objects.count() == 3
    assert client.post(remind, {}).status_code == 422


def test_the_page_shows_who_has_answered_and_what_is_compared(client, leader):
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra")
    survey = make_open_round(molde, aukra)
    give_answer(survey, molde, {"Praksis": TABLET, "Antall": "120"})
    page = client.get(survey.get_absolute_url())
    assert (page.context["waiting"], page.context["compares"], page.context["is_overdue"]) == (1, True, True)
    assert [part["label"] for part in page.context["parts"]] == ["Practice today", "Counts and amounts", "Comments"]
    assert [one["told"] for one in page.context["practices"]] == ["1 distinct practice among 1 confirmed answer"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("list", 5), ("page", 9)])
def test_as_many_questions_are_asked_of_the_database_for_many_rows(
    client, leader, django_assert_num_queries, *, rows, address, queries
):
    municipalities = [make_municipality(number=number, name=number) for number in ("1506", "1535", "1539")[:rows]]
    surveys = [make_open_round(*municipalities) for _number in range(rows)]
    for municipality in municipalities:
        give_answer(surveys[0], municipality, {"Praksis": TABLET, "Antall": "1"})
    where = reverse("fleet:survey_list") if address == "list" else surveys[0].get_absolute_url()
    client.get(where)
    with django_assert_num_queries(queries):
        client.get(where)


def test_a_contact_sees_no_survey_that_is_being_written(client):
    client.force_login(make_contact(make_municipality()))
    draft = make_round(title="Kladd")
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(reverse("fleet:survey_list")).context["rounds"] == []


def test_the_comparison_is_set_as_pdf(client, leader):
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra")
    survey = make_open_round(molde, aukra)
    give_answer(survey, molde, {"Praksis": TABLET})
    pdf = reverse("fleet:survey_pdf", args=[survey.pk])
    assert client.get(pdf).status_code == 202
    assert client.post(pdf)["Location"] == pdf
