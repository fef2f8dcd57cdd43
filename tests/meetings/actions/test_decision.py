from datetime import date

import pytest
from django.utils.translation import override

from cooperation.rules.refusal import Refused
from meetings.actions.attachment import add_attachments
from meetings.actions.decision import (
    decide_as_recommended,
    link_decisions,
    postpone_case,
    unlink_decisions,
    why_not_link,
    why_not_postpone,
)
from meetings.actions.meeting import call_meeting
from meetings.models import Case, DecisionLink, State
from meetings.queries.decision import decisions, decisions_before, in_force, not_in_force, thread_of
from meetings.queries.search import Asked
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def case(body, secretary):
    meeting = factories.make_meeting(body=body, cases=["Øvelse"])
    Case.objects.update(recommendation="<p>Øvelsen holdes.</p>", background="<p>Varsling.</p>")
    call_meeting(meeting, by=secretary)
    return Case.objects.select_related("meeting", "body").get()


def later_meeting(body, *, number=7, **fields):
    return factories.make_meeting(body=body, number=number, date=date(2023, 12, 20), cases=[], **fields)


def test_the_recommendation_becomes_the_decision(case, secretary):
    decide_as_recommended(case, by=secretary)
    case.refresh_from_db()
    assert (case.decision, case.outcome) == ("<p>Øvelsen holdes.</p>", "adopted")


def test_an_outcome_that_is_chosen_stays(case, secretary):
    case.outcome = "adopted_with_changes"
    case.save()
    decide_as_recommended(case, by=secretary)
    assert Case.objects.get().outcome == "adopted_with_changes"


def test_a_decision_that_has_a_text_is_not_overwritten(case, secretary):
    case.decision, case.recommendation = "<p>Nei.</p>", "<p></p>"
    with pytest.raises(Refused) as refused:
        decide_as_recommended(case, by=secretary)
    assert refused.value.reasons == [
        "The case has no recommendation.",
        "The decision has a text already. Empty it first, if the recommendation is to take its place.",
    ]


def test_a_postponed_case_waits_in_the_queue_and_points_back(case, secretary, own_files):
    from django.core.files.base import ContentFile

    [paper] = add_attachments(case, [ContentFile(b"tekst", name="notat.txt")], by=secretary)
    new = postpone_case(case, to=None, by=secretary)
    case.refresh_from_db()
    new.refresh_from_db()
    assert (case.outcome, case.display_number) == ("postponed", "2023/M6-001")
    assert (new.continues, new.meeting, new.number, new.background) == (case, None, None, "<p>Varsling.</p>")
    assert [(one.name, one.sha256) for one in new.attachments.all()] == [("notat.txt", paper.sha256)]


def test_a_case_postponed_to_a_called_meeting_draws_a_number_there(case, body, secretary):
    following = factories.make_meeting(body=body, number=7, date=date(2023, 12, 20), cases=["Innkalling"])
    call_meeting(following, by=secretary)
    new = postpone_case(case, to=following, by=secretary)
    new.refresh_from_db()
    assert new.display_number == "2023/M7-002"


def test_every_reason_against_postponing(body, secretary):
    meeting = factories.make_meeting(body=body, cases=["Referat"])
    case = meeting.cases.get()
    case.kind, case.outcome = "approve_minutes", "withdrawn"
    factories.make_case(body=body, continues=case)
    assert why_not_postpone(case) == [
        "The case has no number yet, so it can simply be put on another meeting.",
        "The case is withdrawn.",
        "Every meeting has a case of this kind of its own, so it is not postponed.",
        "The case goes on in another one already.",
    ]


def test_a_case_is_postponed_to_a_later_open_meeting_of_its_body(case, secretary):
    other = factories.make_body(slug="annet", name="Annet")
    earlier = factories.make_meeting(body=other, number=1, date=date(2023, 1, 1), cases=[], state=State.CIRCULATED)
    with pytest.raises(Refused) as refused:
        postpone_case(case, to=earlier, by=secretary)
    assert refused.value.reasons == [
        "The minutes of this meeting are sent out or closed, so its list of cases cannot be changed.",
        "The meeting is another body's.",
        "A case is postponed to a later meeting.",
    ]


@pytest.fixture
def decided(body):
    """Three adopted decisions, of three approved meetings."""
    made = []
    for number in (1, 2, 3):
        meeting = factories.make_meeting(
            body=body, number=number, date=date(2023, number, 10), cases=[], state=State.APPROVED
        )
        made.append(factories.make_case(meeting=meeting, title=f"Retur {number}", outcome="adopted"))
    return made


def register(user):
    return decisions(user, Asked())


def test_a_replaced_decision_does_not_apply_from_that_day(decided, secretary):
    first, second, third = decided
    link_decisions(second, first, kind="replaces", from_on=date(2023, 3, 1), by=secretary)
    link_decisions(third, second, kind="amends", from_on=date(2023, 4, 1), by=secretary)
    assert list(in_force(register(secretary), date(2023, 2, 28))) == [second, first]
    assert list(in_force(register(secretary), TODAY)) == [third, second]
    assert list(not_in_force(register(secretary), TODAY)) == [first]


def test_what_was_noted_by_mistake_is_taken_away(decided, secretary):
    link = link_decisions(decided[1], decided[0], kind="replaces", from_on=TODAY, by=secretary)
    unlink_decisions(link, by=secretary)
    assert (DecisionLink.objects.count(), in_force(register(secretary), TODAY).count()) == (0, 3)


def test_every_reason_against_a_link(decided, secretary):
    first, second, third = decided
    link_decisions(second, first, kind="replaces", from_on=TODAY, by=secretary)
    first.outcome = second.outcome = "noted"
    first.body_id = 0
    first.meeting.date = date(2024, 1, 1)
    assert why_not_link(second, first, "breaks") == [
        "Choose whether it replaces or amends the earlier decision.",
        "Only an adopted decision replaces or amends another one.",
        "Only an adopted decision can be replaced or amended.",
        "The earlier decision is another body's.",
        "A decision replaces or amends one that was made before it.",
        "It is noted already how the two belong together.",
    ]
    with pytest.raises(Refused):
        link_decisions(third, third, kind="amends", from_on=TODAY, by=secretary)


def test_what_can_be_changed_is_what_was_decided_before(decided, secretary):
    first, second, third = decided
    link_decisions(second, first, kind="amends", from_on=date(2023, 2, 10), by=secretary)
    assert list(decisions_before(second, secretary)) == []
    assert list(decisions_before(third, secretary)) == [second, first]


def test_members_know_decisions_when_the_minutes_are_sent_out(decided, body):
    member = factories.make_member(body)
    decided[0].meeting.state = State.DRAFT_MINUTES
    decided[0].meeting.save()
    assert list(register(member)) == [decided[2], decided[1]]


def test_the_thread_of_a_subject_runs_through_every_meeting(decided, body, secretary):
    first, second, third = decided
    waiting = factories.make_case(body=body, continues=third)
    factories.make_case(body=body, title="Noe annet")
    link_decisions(second, first, kind="replaces", from_on=TODAY, by=secretary)
    Case.objects.filter(pk=third.pk).update(continues=second)
    told = [(step.case, step.shows_minutes, len(step.links)) for step in thread_of(first, secretary)]
    assert told == [(first, True, 0), (second, True, 1), (third, True, 0), (waiting, True, 0)]


def test_a_member_does_not_see_what_waits(decided, body):
    factories.make_case(body=body, continues=decided[2])
    assert [step.case for step in thread_of(decided[2], factories.make_member(body))] == [decided[2]]
