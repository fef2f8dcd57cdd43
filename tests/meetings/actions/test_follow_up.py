from datetime import date, timedelta

import pytest
from django.urls import reverse

from cooperation.models import Change, OutgoingMail
from cooperation.rules.refusal import Refused
from meetings.actions.follow_up import (
    action_link,
    add_action,
    add_action_line,
    answer_action,
    change_action,
    remind_of_actions,
    remove_action,
    restore_action,
)
from meetings.documents.source import meeting_source
from meetings.models import Action, ActionStatus, State
from tests.factories import (
    make_body,
    make_contact,
    make_meeting,
    make_member,
    make_municipality,
    make_person,
    make_secretary,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def secretary():
    return make_secretary(make_body())


@pytest.fixture
def aukra():
    return make_municipality(number="1547", name="Aukra")


@pytest.fixture
def case(secretary):
    return make_meeting(year=2026, number=1, date=date(2026, 1, 10)).cases.first()


@pytest.fixture
def action(case, aukra, secretary):
    return add_action_line(case, "@Aukra tjeneste for politikere innen 1.3.", by=secretary, today=TODAY)


def test_one_line_makes_an_action(action, aukra):
    assert (action.text, action.due_on) == ("tjeneste for politikere", date(2027, 3, 1))
    assert [one.municipality for one in action.assignees.all()] == [aukra]


def test_what_is_not_understood_is_told_at_once(case, secretary):
    with pytest.raises(Refused) as refused:
        add_action_line(case, "@Oslo", by=secretary, today=TODAY)
    assert len(refused.value.reasons) == 2
    assert Action.objects.count() == 0


def test_each_answers_for_itself_and_all_end_it(action, case, secretary):
    person = make_person(email="kari@example.org")
    keys = [f"municipality:{action.assignees.get().municipality_id}", f"person:{person.pk}"]
    change_action(action, "ny tekst", assignees=keys, due_on=None, by=secretary)
    first, second = action.assignees.all()
    answer_action(first, ActionStatus.DONE, "Ferdig", by=secretary, today=TODAY)
    assert Action.objects.still_open().count() == 1
    answer_action(second, ActionStatus.NOT_RELEVANT, "", by=None, today=TODAY)
    assert Action.objects.still_open().count() == 0
    first.refresh_from_db()
    assert (first.answer, first.done_on) == ("Ferdig", TODAY)
    assert Change.objects.filter(verb="answer").count() == 2


def test_who_is_left_out_is_left_out(action, secretary):
    person = make_person()
    change_action(action, "ny", assignees=[f"person:{person.pk}"], due_on=TODAY, by=secretary)
    assert [one.person for one in action.assignees.all()] == [person]


def test_bad_answers_and_changes_are_refused(action, secretary):
    with pytest.raises(Refused) as refused:
        answer_action(action.assignees.get(), "kanskje", "x" * 501, by=None, today=TODAY)
    assert len(refused.value.reasons) == 2
    with pytest.raises(Refused) as refused:
        change_action(action, "", assignees=[], due_on=None, by=secretary)
    assert len(refused.value.reasons) == 2
    with pytest.raises(Refused):
        add_action(action.case, "x" * 501, assignees=["person:1"], due_on=None, by=secretary)


def test_it_is_taken_away_and_comes_back(action, secretary):
    remove_action(action, by=secretary)
    assert Action.objects.visible_to(secretary).count() == 0
    restore_action(action, by=secretary)
    assert Action.objects.visible_to(secretary).count() == 1


def test_open_actions_stand_on_the_next_agenda_until_done(action, secretary):
    following = make_meeting(year=2026, number=2, date=date(2026, 12, 1), state=State.CALLED)
    assert [one.text for one in meeting_source(following).open_actions] == ["tjeneste for politikere"]
    before = following.revision
    answer_action(action.assignees.get(), ActionStatus.DONE, "", by=None, today=TODAY)
    following.refresh_from_db()
    assert following.revision == before + 1
    assert meeting_source(following).open_actions == ()


def test_the_minutes_say_what_the_case_left_to_be_done(action):
    source = meeting_source(action.case.meeting)
    [printed] = [one for case in source.cases for one in case.actions]
    assert (printed.text, printed.who, printed.due_on) == ("tjeneste for politikere", ("Aukra",), "2027-03-01")


def test_each_stage_reminds_once(action, aukra):
    contact = make_contact(aukra)
    make_contact(make_municipality())
    due = action.due_on
    days = [due - timedelta(days=8), due - timedelta(days=7), due - timedelta(days=3), due, due + timedelta(days=7)]
    assert [remind_of_actions(today=day) for day in days] == [0, 1, 0, 1, 1]
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {contact.email}
    assert action_link(action.assignees.get()).split("/")[3] == "follow-up"


def test_nobody_to_remind_is_no_fault(action):
    assert remind_of_actions(today=action.due_on) == 0


def test_a_contact_sees_the_own_municipalitys_actions_only(action, aukra):
    own, other = make_contact(aukra), make_contact(make_municipality())
    assert [Action.objects.visible_to(user).count() for user in (own, other)] == [1, 0]
    member, stranger = make_member(action.case.body), make_member(make_body(slug="annet", name="Annet"))
    assert [Action.objects.visible_to(user).count() for user in (member, stranger)] == [1, 0]


def test_opening_the_link_changes_nothing_and_posting_answers(client, action):
    one = action.assignees.get()
    address = action_link(one).split("8000")[-1]
    client.get(address)
    one.refresh_from_db()
    assert one.status == ActionStatus.OPEN
    client.post(address, {"status": "decided", "answer": "Vedtatt i kommunestyret"})
    one.refresh_from_db()
    assert (one.status, one.answer) == (ActionStatus.DECIDED, "Vedtatt i kommunestyret")


def test_a_link_for_something_else_opens_nothing(client, action):
    assert client.get(reverse("meetings:action_answer", args=["tull"])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_however_many(client, case, aukra, rows, django_assert_num_queries):
    secretary = make_secretary(case.body)
    for _row in range(rows):
        add_action(case, "noe", assignees=[f"municipality:{aukra.pk}"], due_on=TODAY, by=secretary)
    client.force_login(secretary)
    with django_assert_num_queries(8):
        client.get(reverse("meetings:action_list_page"))
