from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperation.models import Majority, MembershipRole, QuorumRule, VotesBy
from cooperation.rules.refusal import Refused
from meetings.actions.attendance import record_all_present
from meetings.actions.reply import reply_to_notice
from meetings.actions.room import (
    add_proposal,
    ask_for_floor,
    give_floor,
    leave_floor,
    raise_impartiality,
    record_movement,
    record_votes,
    remove_impartiality,
    remove_movement,
    remove_proposal,
    rule_impartiality,
    set_speaking_time,
    show_case,
    why_votes_do_not_add_up,
)
from meetings.documents.source import meeting_source
from meetings.models import Answer, Room, State
from meetings.queries.room import (
    counted_proposals,
    expected_quorum,
    meeting_facts,
    quorum_of,
    seats_in_room,
    short_of_answers,
    speakers_of,
)
from tests.factories import make_body, make_case, make_meeting, make_membership, make_municipality, make_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(body):
    return make_secretary(body)


@pytest.fixture
def seats(body):
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra")
    leader = make_membership(body=body, municipality=molde, role=MembershipRole.LEADER)
    return [leader, make_membership(body=body, municipality=molde), make_membership(body=body, municipality=aukra)]


@pytest.fixture
def case(body, seats, secretary):
    meeting = make_meeting(body=body, state=State.STARTED, cases=["En", "To"])
    record_all_present(meeting, by=secretary)
    return meeting.cases.get(title="En")


def taking_part(case):
    return [row.seat for row in seats_in_room(case, meeting_facts(case.meeting)) if row.takes_part]


def votes(seats, *choices):
    return {seat.pk: choice for seat, choice in zip(seats, choices, strict=False)}


def test_who_leaves_is_out_of_this_case_and_the_next_until_back(case, seats, secretary):
    second = case.meeting.cases.get(title="To")
    step = record_movement(case, seats[1].person, "left", at=time(9, 40), by=secretary)
    assert [taking_part(one) for one in (case, second)] == [[seats[0], seats[2]]] * 2
    record_movement(second, seats[1].person, "came", at=time(10, 0), by=secretary)
    assert taking_part(second) == seats
    assert meeting_source(case.meeting).cases[0].notes == (f"09:40: {seats[1].person.list_name} fratrådte.",)
    remove_movement(step, by=secretary)
    assert len(case.movements.all()) == 0


def test_a_movement_before_the_meeting_or_of_no_kind_is_refused(case, seats, secretary):
    case.meeting.state = State.CALLED
    case.meeting.save()
    with pytest.raises(Refused) as refused:
        record_movement(case, seats[0].person, "ran", at=time(9), by=secretary)
    assert len(refused.value.reasons) == 2


def test_quorum_counts_who_takes_part(case, seats, secretary):
    raised = raise_impartiality(case, seats[0].person, basis="party", note="Eier", by=secretary)
    rule_impartiality(raised, "disqualified", left_at=time(9), returned_at=time(9, 30), by=secretary)
    found = quorum_of(case, seats_in_room(case, meeting_facts(case.meeting)))
    assert (found.present, found.total, found.is_met) == (2, 3, True)
    case.body.quorum_rule = QuorumRule.MUNICIPALITIES
    found = quorum_of(case, seats_in_room(case, meeting_facts(case.meeting)))
    assert (found.present, found.total) == (2, 2)
    [note] = meeting_source(case.meeting).cases[0].notes
    assert seats[0].person.list_name in note


def test_impartiality_is_raised_once_and_ruled_with_sense(case, seats, secretary):
    raised = raise_impartiality(case, seats[0].person, basis="party", by=secretary)
    with pytest.raises(Refused) as refused:
        raise_impartiality(case, seats[0].person, basis="?", by=secretary)
    assert len(refused.value.reasons) == 2
    record_votes(add_proposal(case, "Ja", by=secretary), votes(seats, "for", "for", "for"), by=secretary)
    with pytest.raises(Refused) as refused:
        rule_impartiality(raised, "disqualified", left_at=time(10), returned_at=time(9), by=secretary)
    assert len(refused.value.reasons) == 2
    with pytest.raises(Refused):
        rule_impartiality(raised, "?", left_at=None, returned_at=None, by=secretary)
    rule_impartiality(raised, "impartial", left_at=None, returned_at=None, by=secretary)
    assert len(meeting_source(case.meeting).cases[0].notes) == 1
    remove_impartiality(raised, by=secretary)
    assert case.impartiality.count() == 0


def test_votes_are_counted_and_printed(case, seats, secretary):
    proposal = add_proposal(case, "Kontingenten økes.", proposed_by="Molde", by=secretary)
    record_votes(proposal, votes(seats, "for", "for", "against"), by=secretary)
    [found] = counted_proposals(case)
    assert found.told == "Vedtatt med 2 mot 1 stemmer."
    [printed] = meeting_source(case.meeting).cases[0].votes
    assert (printed.text, printed.proposed_by, printed.result) == ("Kontingenten økes.", "Molde", found.told)
    assert [len(names) for _label, names in printed.sides] == [2, 1]
    record_votes(proposal, votes(seats, "for", "for", "for"), by=secretary)
    assert counted_proposals(case)[0].told == "Enstemmig vedtatt med 3 stemmer."
    remove_proposal(proposal, by=secretary)
    assert case.proposals.count() == 0


def test_a_tie_and_two_thirds(case, seats, secretary, body):
    record_movement(case, seats[1].person, "left", at=time(9), by=secretary)
    proposal = add_proposal(case, "Ja", by=secretary)
    record_votes(proposal, {seats[0].pk: "for", seats[2].pk: "against"}, by=secretary)
    assert counted_proposals(case)[0].told == "Vedtatt med møtelederens dobbeltstemme, 1 mot 1."
    body.majority = Majority.TWO_THIRDS
    body.save()
    case.body.refresh_from_db()
    assert counted_proposals(case)[0].told == "Forkastet med 1 mot 1 stemmer."


def test_votes_that_do_not_add_up_are_refused_whole(case, seats, secretary):
    proposal = add_proposal(case, "Ja", by=secretary)
    with pytest.raises(Refused) as refused:
        record_votes(proposal, {seats[0].pk: "blank"}, by=secretary)
    assert len(refused.value.reasons) == 2
    with pytest.raises(Refused):
        record_votes(proposal, {seats[0].pk: "kanskje"}, by=secretary)
    assert proposal.votes.count() == 0
    assert len(why_votes_do_not_add_up(case)) == 1


def test_votes_given_before_somebody_turned_out_to_be_away_show(case, seats, secretary):
    record_votes(add_proposal(case, "Ja", by=secretary), votes(seats, "for", "for", "for"), by=secretary)
    assert why_votes_do_not_add_up(case) == []
    record_movement(case, seats[1].person, "left", at=time(9), by=secretary)
    assert len(why_votes_do_not_add_up(case)) == 1


def test_a_body_where_each_municipality_has_one_vote(case, seats, secretary, body):
    body.votes_by = VotesBy.MUNICIPALITY
    body.save()
    case.body.refresh_from_db()
    proposal = add_proposal(case, "Ja", by=secretary)
    with pytest.raises(Refused):
        record_votes(proposal, votes(seats, "for", "for", "for"), by=secretary)
    record_votes(proposal, {seats[0].pk: "for", seats[2].pk: "for"}, by=secretary)
    assert counted_proposals(case)[0].tally.given == 2


def test_an_empty_proposal_and_a_case_in_the_queue_are_refused(case, secretary, body):
    waiting = make_case(body=body)
    for owner, text in ((case, " "), (waiting, "Ja")):
        with pytest.raises(Refused):
            add_proposal(owner, text, by=secretary)
    with pytest.raises(Refused):
        show_case(waiting, by=secretary)


def test_closed_minutes_stay_as_they_are(case, seats, secretary):
    case.meeting.state = State.APPROVED
    case.meeting.save()
    case.refresh_from_db()
    with pytest.raises(Refused):
        add_proposal(case, "Ja", by=secretary)


def test_the_projector_is_asked_cheaply_and_told_of_what_is_new(case, secretary, client, django_assert_num_queries):
    client.force_login(secretary)
    address = reverse("meetings:projector_state", args=[case.meeting_id])
    first = client.get(address)["ETag"]
    with django_assert_num_queries(3):
        assert client.get(address, headers={"If-None-Match": first}).status_code == 304
    show_case(case, by=secretary)
    shown = client.get(address, headers={"If-None-Match": first})
    assert (shown.status_code, "En" in shown.content.decode()) == (200, True)
    version = Room.objects.get().version
    show_case(case, by=secretary)
    assert Room.objects.get().version == version
    show_case(case, decision=True, by=secretary)
    assert Room.objects.get().shows_decision is True


def test_the_floor(case, seats):
    first, second = seats[0].person, seats[1].person
    now = timezone.now()
    ask_for_floor(case, first)
    assert ask_for_floor(case, first) == case.speakers.get()
    waiting = ask_for_floor(case, second)
    give_floor(case, speakers_of(case).waiting[0], now=now)
    assert (speakers_of(case).now.person, len(speakers_of(case).waiting)) == (first, 1)
    leave_floor(waiting)
    give_floor(case, None, now=now)
    found = speakers_of(case)
    assert (found.now, found.waiting, len(found.spoken)) == (None, [], 1)
    set_speaking_time(case.meeting, 3)
    assert Room.objects.get().speaking_minutes == 3


def test_answers_foretell_the_quorum(body, seats):
    meeting = make_meeting(body=body, state=State.CALLED)
    deputy = make_membership(body=body, municipality=seats[0].municipality, role=MembershipRole.DEPUTY)
    assert expected_quorum(meeting).present == 0
    reply_to_notice(meeting, seats[0], Answer.DEPUTY, deputy=deputy, by=None)
    reply_to_notice(meeting, seats[1], Answer.DECLINED, by=None)
    assert (expected_quorum(meeting).present, short_of_answers(meeting, today=date(2023, 12, 12))) == (1, True)
    reply_to_notice(meeting, seats[2], Answer.COMING, by=None)
    assert [short_of_answers(meeting, today=date(2023, 12, day)) for day in (1, 12, 14)] == [False, False, False]
    reply_to_notice(meeting, deputy, Answer.DECLINED, by=None)
    assert expected_quorum(meeting).present == 1
