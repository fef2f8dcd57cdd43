import pytest

from cooperation.rules.refusal import Refused
from meetings.actions.case import (
    add_case,
    describe_case,
    move_case,
    order_cases,
    put_on_meeting,
    remove_case,
    restore_case,
    take_to_queue,
    withdraw_case,
)
from meetings.actions.meeting import call_meeting
from meetings.models import Case, CaseKind, Outcome, State
from tests.factories import make_body, make_meeting, make_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(body):
    return make_secretary(body)


@pytest.fixture
def meeting(body):
    return make_meeting(body=body, year=2023, number=6, cases=["a", "b", "c"])


def titles(meeting):
    return list(meeting.cases.on_agenda().values_list("title", flat=True))


def case_of(meeting, title):
    return meeting.cases.get(title=title)


@pytest.mark.parametrize(
    ("title", "steps", "order"),
    [("a", 1, ["b", "a", "c"]), ("c", -1, ["a", "c", "b"]), ("a", -1, ["a", "b", "c"]), ("c", 1, ["a", "b", "c"])],
)
def test_a_case_moves_as_far_as_the_list_goes(meeting, secretary, title, steps, order):
    move_case(case_of(meeting, title), steps=steps, by=secretary)
    assert titles(meeting) == order


def test_frozen_numbers_do_not_follow_the_order(meeting, secretary):
    call_meeting(meeting, by=secretary)
    move_case(case_of(meeting, "c"), steps=-2, by=secretary)
    assert list(meeting.cases.on_agenda().values_list("title", "number")) == [("c", 3), ("a", 1), ("b", 2)]


def test_cases_that_a_new_order_leaves_out_come_last(meeting, secretary):
    order_cases(meeting.body, meeting, [case_of(meeting, "c").pk], by=secretary)
    assert titles(meeting) == ["c", "a", "b"]


def test_a_case_goes_to_the_queue_and_back_with_its_text(meeting, secretary):
    case = case_of(meeting, "b")
    Case.objects.filter(pk=case.pk).update(background="<p>tekst</p>")
    take_to_queue(case, by=secretary)
    assert (titles(meeting), list(Case.objects.waiting_in_queue(meeting.body))) == (["a", "c"], [case])
    case.refresh_from_db()
    put_on_meeting(case, meeting, by=secretary)
    case.refresh_from_db()
    assert (titles(meeting), case.background) == (["a", "c", "b"], "<p>tekst</p>")


def test_a_case_with_a_number_cannot_go_back_to_the_queue_or_be_removed(meeting, secretary):
    call_meeting(meeting, by=secretary)
    case = case_of(meeting, "b")
    for verb in (take_to_queue, remove_case):
        with pytest.raises(Refused):
            verb(case, by=secretary)
    assert titles(meeting) == ["a", "b", "c"]


def test_a_withdrawn_case_keeps_its_number_and_stays_listed(meeting, secretary):
    call_meeting(meeting, by=secretary)
    case = case_of(meeting, "b")
    withdraw_case(case, by=secretary)
    case.refresh_from_db()
    assert (case.is_withdrawn, case.display_number, titles(meeting)) == (True, "2023/M6-002", ["a", "b", "c"])
    late = add_case(meeting.body, title="d", meeting=meeting, by=secretary)
    assert late.display_number == "2023/M6-004"


def test_only_a_numbered_case_is_withdrawn_and_only_once(meeting, secretary):
    case = case_of(meeting, "b")
    with pytest.raises(Refused):
        withdraw_case(case, by=secretary)
    call_meeting(meeting, by=secretary)
    case.refresh_from_db()
    withdraw_case(case, by=secretary)
    with pytest.raises(Refused):
        withdraw_case(case, by=secretary)


def test_a_removed_case_can_be_restored(meeting, secretary):
    case = case_of(meeting, "a")
    remove_case(case, by=secretary)
    assert titles(meeting) == ["b", "c"]
    restore_case(case, by=secretary)
    assert titles(meeting) == ["b", "c", "a"]


def test_a_removed_case_comes_back_to_the_queue_when_its_meeting_was_called(meeting, secretary):
    case = case_of(meeting, "a")
    remove_case(case, by=secretary)
    call_meeting(meeting, by=secretary)
    case = Case.objects.select_related("meeting", "body").get(pk=case.pk)
    restore_case(case, by=secretary)
    assert (titles(meeting), list(Case.objects.waiting_in_queue(meeting.body))) == (["b", "c"], [case])


def test_a_case_goes_on_one_meeting_of_its_own_body(meeting, secretary):
    other = make_meeting(body=make_body(slug="annet", name="Annet råd"), cases=[])
    with pytest.raises(Refused) as refused:
        put_on_meeting(case_of(meeting, "a"), other, by=secretary)
    assert len(refused.value.reasons) == 2


def test_closed_minutes_close_their_cases(meeting, secretary):
    meeting.state = State.APPROVED
    meeting.save()
    case = Case.objects.select_related("meeting", "body").get(pk=case_of(meeting, "a").pk)
    with pytest.raises(Refused):
        add_case(meeting.body, title="x", meeting=meeting, by=secretary)
    with pytest.raises(Refused):
        order_cases(meeting.body, meeting, [], by=secretary)
    with pytest.raises(Refused):
        describe_case(case, kind=CaseKind.REPORT, outcome="", by=secretary)


def test_kind_and_outcome_are_chosen_from_their_lists(meeting, secretary):
    case = case_of(meeting, "a")
    describe_case(case, kind=CaseKind.REPORT, outcome=Outcome.NOTED, by=secretary)
    with pytest.raises(Refused) as refused:
        describe_case(case, kind="x", outcome="y", by=secretary)
    case.refresh_from_db()
    assert (case.kind, case.outcome, len(refused.value.reasons)) == ("report", "noted", 2)


def test_every_change_raises_the_revision_that_documents_are_known_by(meeting, secretary):
    seen = [meeting.revision]
    case = case_of(meeting, "a")
    for change in (
        lambda: add_case(meeting.body, title="d", meeting=meeting, by=secretary),
        lambda: move_case(case, steps=1, by=secretary),
        lambda: describe_case(case, kind=CaseKind.REPORT, outcome=Outcome.NOTED, by=secretary),
        lambda: remove_case(case_of(meeting, "b"), by=secretary),
        lambda: call_meeting(meeting, by=secretary),
        lambda: withdraw_case(case_of(meeting, "c"), by=secretary),
    ):
        change()
        meeting.refresh_from_db()
        seen.append(meeting.revision)
    assert seen == sorted(set(seen))
