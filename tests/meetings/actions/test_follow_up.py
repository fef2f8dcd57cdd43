from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from cooperation.models import Change, OutgoingMail
from cooperation.rules.links import signed
from cooperation.rules.refusal import Refused
from meetings.actions.follow_up import (
    ACTION_LINK,
    action_link,
    add_action,
    add_action_line,
    answer_action,
    ask_about_action,
    change_action,
    key_of,
    remind_of_actions,
    remove_action,
    restore_action,
)
from meetings.documents.source import meeting_source
from meetings.models import Action, ActionAssignee, ActionStatus, Case, Meeting, State
from meetings.queries.action import ActionFilter, action_list, history_of, people_answering
from tests.factories import (
    make_body,
    make_contact,
    make_leader,
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
    action = add_action_line(case, "@Aukra tjeneste for politikere innen 1.3.", by=secretary, today=TODAY)
    Action.objects.update(made_at=datetime(2026, 11, 23, 12, tzinfo=UTC))
    return action


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
    with django_assert_num_queries(9):
        client.get(reverse("meetings:action_list_page"))


def test_an_action_written_today_is_left_alone(action):
    make_contact(action.assignees.get().municipality)
    Action.objects.update(due_on=TODAY)
    assert remind_of_actions(today=TODAY) == 0
    assert remind_of_actions(today=TODAY + timedelta(days=1)) == 1


def test_a_new_day_begins_the_reminders_anew(action, aukra, secretary):
    make_contact(aukra)
    remind_of_actions(today=action.due_on)
    who = [f"municipality:{aukra.pk}"]
    change_action(action, action.text, assignees=who, due_on=action.due_on, by=secretary)
    assert action.assignees.get().reminded == ["due"]
    change_action(action, action.text, assignees=who, due_on=action.due_on + timedelta(days=30), by=secretary)
    assert action.assignees.get().reminded == []


def test_an_ambiguous_name_is_refused_with_those_it_can_mean(case, secretary, aukra):
    make_person(given_name="Anne", family_name="Berg", municipality=aukra)
    make_person(given_name="Bo", family_name="Berg")
    with pytest.raises(Refused) as refused:
        add_action_line(case, "@Berg ringe", by=secretary, today=TODAY)
    [reason] = refused.value.reasons
    assert "Anne Berg (Aukra); Bo Berg" in reason


def test_those_who_answer_are_written_to_with_their_links(action, aukra, secretary):
    contact = make_contact(aukra)
    assert ask_about_action(action, by=secretary) == 1
    mail = OutgoingMail.objects.get()
    assert mail.to == contact.email
    assert f"/follow-up/{signed(ACTION_LINK, action.assignees.get().pk)}" in mail.text
    assert Change.objects.filter(verb="ask").count() == 1


def test_nobody_is_written_to_who_cannot_be_reached_or_has_ended_it(action, secretary):
    with pytest.raises(Refused) as refused:
        ask_about_action(action, by=secretary)
    assert len(refused.value.reasons) == 1
    answer_action(action.assignees.get(), ActionStatus.DONE, "", by=None, today=TODAY)
    with pytest.raises(Refused) as refused:
        ask_about_action(action, by=secretary)
    assert len(refused.value.reasons) == 1


def test_the_mail_tells_an_exempt_case_by_its_public_title(action, case, aukra, secretary):
    make_contact(aukra)
    case.public_title = "Personalsak"
    case.save()
    ask_about_action(action, by=secretary)
    assert OutgoingMail.objects.get().text.count(case.title) == 0


def test_what_was_answered_before_is_told(action, secretary):
    one = action.assignees.get()
    answer_action(one, ActionStatus.INFORMED, "Sendt ut", by=None, today=TODAY)
    answer_action(one, ActionStatus.DONE, "", by=secretary, today=TODAY)
    assert [(past.by, past.answer) for past in history_of(one)] == [(secretary, ""), (None, "Sendt ut")]
    assert history_of(ActionAssignee(action=action, person=make_person())) == []


def test_each_sees_the_answers_that_are_theirs_to_see(action, aukra, secretary):
    person = make_person(given_name="Kari")
    keys = [f"municipality:{aukra.pk}", f"person:{person.pk}"]
    change_action(action, action.text, assignees=keys, due_on=action.due_on, by=secretary)
    contact, member, leader = make_contact(aukra), make_member(action.case.body), make_leader()
    answering = make_contact(make_municipality())
    answering.person = person
    answering.save()
    everybody = [contact, member, leader, secretary, answering]
    assert [ActionAssignee.objects.visible_to(user).count() for user in everybody] == [1, 2, 2, 2, 1]
    assert [ActionAssignee.objects.answered_by(user).count() for user in everybody] == [1, 0, 0, 2, 1]
    assert [list(people_answering(user)) for user in (contact, answering)] == [[], [person]]
    [row] = action_list(contact, ActionFilter())
    assert [str(one) for one in row.assignees.all()] == ["Aukra"]


def test_the_list_is_narrowed(action, aukra, case, secretary):
    person = make_person()
    undated = add_action(case, "uten frist", assignees=[f"person:{person.pk}"], due_on=None, by=secretary)
    other = make_body(slug="annet", name="Annet")
    asked = [
        ActionFilter(),
        ActionFilter(municipality=aukra),
        ActionFilter(person=person),
        ActionFilter(body=other),
        ActionFilter(due_before=action.due_on + timedelta(days=1)),
    ]
    found = [list(action_list(secretary, chosen)) for chosen in asked]
    assert found == [[action, undated], [action], [undated], [], [action]]
    answer_action(undated.assignees.get(), ActionStatus.DONE, "", by=None, today=TODAY)
    assert list(action_list(secretary, ActionFilter(person=person, with_ended=True))) == [undated]


def test_those_who_can_be_reached_are_written_to_all_the_same(action, aukra, secretary):
    make_contact(aukra)
    who = [f"municipality:{aukra.pk}", f"person:{make_person(email='').pk}"]
    change_action(action, action.text, assignees=who, due_on=None, by=secretary)
    assert ask_about_action(action, by=secretary) == 1


def test_the_meeting_page_shows_what_is_open_until_it_is_done(client, action, secretary):
    following = make_meeting(year=2026, number=2, date=date(2026, 12, 1), state=State.CALLED)
    client.force_login(secretary)
    found = [client.get(following.get_absolute_url()).content.decode().count(action.text)]
    answer_action(action.assignees.get(), ActionStatus.DONE, "", by=None, today=TODAY)
    found.append(client.get(following.get_absolute_url()).content.decode().count(action.text))
    assert found == [1, 0]


def test_following_up_goes_on_when_the_minutes_are_approved(action, case, secretary):
    Meeting.objects.filter(pk=case.meeting_id).update(state=State.APPROVED)
    one = ActionAssignee.objects.select_related("action__case__meeting").get()
    revision = one.action.case.meeting.revision
    answer_action(one, ActionStatus.DONE, "Ferdig", by=None, today=TODAY)
    one.refresh_from_db()
    assert (one.status, one.answer) == (ActionStatus.DONE, "Ferdig")
    change_action(one.action, "tjeneste", assignees=[key_of(one)], due_on=date(2027, 4, 1), by=secretary)
    assert Action.objects.get().due_on == date(2027, 4, 1)
    assert Meeting.objects.get(pk=case.meeting_id).revision == revision + 2


def test_what_is_to_be_done_can_be_added_when_the_minutes_are_approved(action, case, secretary):
    Meeting.objects.filter(pk=case.meeting_id).update(state=State.APPROVED)
    keys = [key_of(action.assignees.get())]
    new = add_action(Case.objects.get(pk=case.pk), "ny", assignees=keys, due_on=None, by=secretary)
    remove_action(action, by=secretary)
    assert list(Action.objects.filter(removed_at=None)) == [new]
    restore_action(action, by=secretary)
    assert Action.objects.filter(removed_at=None).count() == 2
