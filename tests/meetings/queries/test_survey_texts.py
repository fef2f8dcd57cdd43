"""The minutes that a survey's count of practices is held against."""

from datetime import date

import pytest
from django.utils.translation import override

from fleet.queries.survey import comparison_of
from fleet.queries.survey_texts import texts_that_differ
from meetings.actions.point import add_point, remove_point
from meetings.models import State
from meetings.queries.survey_texts import minutes_texts
from tests.factories import (
    make_auditor,
    make_body,
    make_contact,
    make_leader,
    make_meeting,
    make_member,
    make_municipality,
    make_secretary,
)
from tests.fleet.factories_survey import OWN_PC, TABLET, give_answer, make_open_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


SPAN = date(2023, 11, 1), date(2023, 12, 31)


@pytest.fixture
def case():
    meeting = make_meeting(number=6, date=date(2023, 12, 13), state=State.STARTED, cases=["Orienteringer"])
    case = meeting.cases.get()
    case.minutes = "<p>De fem kommunene følger <strong>fire</strong> ulike prinsipper.</p>"
    case.save()
    return case


def test_minutes_decision_and_points_are_read_as_plain_text(case):
    secretary = make_secretary(case.meeting.body)
    add_point(case, heading="Støtte til politikere", by=secretary)
    remove_point(add_point(case, heading="Fjernet", by=secretary), by=secretary)
    [found] = minutes_texts(make_leader(), *SPAN)
    assert (found.url, found.text) == (
        case.get_absolute_url(),
        "De fem kommunene følger fire ulike prinsipper.\nStøtte til politikere",
    )


def test_a_case_in_which_nothing_is_written_says_nothing():
    make_meeting(number=6, date=date(2023, 12, 13), state=State.STARTED, cases=["Tom"])
    assert list(minutes_texts(make_leader(), *SPAN)) == []


def test_only_who_may_read_the_minutes_is_told_what_they_say(case):
    body = case.meeting.body
    others = make_body(slug="annet", name="Annet råd")
    readers = [make_leader(), make_auditor(), make_secretary(body)]
    not_yet = [make_member(body), make_secretary(others), make_contact()]
    assert [len(list(minutes_texts(user, *SPAN))) for user in readers] == [1, 1, 1]
    assert [len(list(minutes_texts(user, *SPAN))) for user in not_yet] == [0, 0, 0]


def test_minutes_of_other_days_say_nothing_about_it(case):
    assert list(minutes_texts(make_leader(), date(2023, 12, 14), date(2024, 12, 14))) == []


def test_the_survey_says_where_the_minutes_say_another_number(case, client):
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra")
    survey = make_open_round(molde, aukra)
    give_answer(survey, molde, {"Praksis": TABLET})
    give_answer(survey, aukra, {"Praksis": OWN_PC})
    leader = make_leader()
    [counted] = comparison_of(survey, leader).counted
    assert [(one.said.number, one.counted) for one in texts_that_differ(counted, leader)] == [(4, 2)]
    client.force_login(leader)
    [[(told, url)]] = [one["texts"] for one in client.get(survey.get_absolute_url()).context["practices"]]
    assert (told, url) == (
        f"{case} says “fire ulike prinsipper”, that is 4. The confirmed answers give 2.",
        case.get_absolute_url(),
    )
