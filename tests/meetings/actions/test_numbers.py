"""What numbers do in each turn that a meeting or a case can take."""

from datetime import date, time

import pytest

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from meetings.actions.approval import reopen_minutes
from meetings.actions.case import add_case, put_on_meeting, remove_case, take_to_queue, withdraw_case
from meetings.actions.decision import postpone_case
from meetings.actions.meeting import (
    call_meeting,
    change_meeting,
    plan_meeting,
    proposed_number,
    start_meeting,
)
from meetings.actions.notice import cancel_meeting
from meetings.models import Case, CaseKind, Meeting, Outcome, StandingCase, State
from meetings.queries.meeting import agenda
from meetings.queries.series_audit import series_audit
from meetings.rules.series_audit import Kind, Reason
from tests import factories
from tests.meetings.factories_approval import approve, hold_meeting, make_council, send_out, start_next

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return factories.make_body()


@pytest.fixture
def secretary(body):
    return factories.make_secretary(body)


def called(body, secretary, number, *, cases=2, **facts):
    meeting = factories.make_meeting(
        body=body, number=number, cases=[f"Sak {place}" for place in range(cases)], **facts
    )
    call_meeting(meeting, by=secretary)
    return meeting


def numbers(meeting):
    return [line.number for line in agenda(meeting)]


def unexplained(body, year=2023):
    return series_audit(body, year).unexplained


def reasons(body, *, kind=Kind.KEPT, year=2023):
    return [finding.reason for finding in series_audit(body, year).findings if finding.kind == kind]


def test_meeting_ten_comes_after_meeting_nine(body, secretary):
    for number in (10, 9, 2, 1):
        called(body, secretary, number, cases=1, date=date(2023, 5, number))
    assert [meeting.label for meeting in Meeting.objects.in_order()] == ["2023/M1", "2023/M2", "2023/M9", "2023/M10"]
    assert proposed_number(body, 2023) == 11
    factories.make_meeting(body=body, number=8, date=date(2023, 5, 10), cases=[])
    assert [one.number for one in Meeting.objects.in_order()] == [1, 2, 9, 8, 10]
    assert [count.where for count in series_audit(body, 2023).counts if count.where] == [
        "2023/M1", "2023/M2", "2023/M9", "2023/M10",
    ]  # fmt: skip


def test_case_one_thousand_comes_after_case_nine_hundred_and_ninety_nine(body, secretary):
    meeting = called(body, secretary, 6, cases=998)
    late = [add_case(body, title="Sein sak", meeting=meeting, by=secretary) for _count in range(3)]
    assert [case.display_number for case in late] == ["2023/M6-999", "2023/M6-1000", "2023/M6-1001"]
    assert numbers(meeting)[-4:] == ["2023/M6-998", "2023/M6-999", "2023/M6-1000", "2023/M6-1001"]
    assert (Case.objects.highest_running_number(body.pk, 2023), unexplained(body)) == (1001, 0)


def test_an_extraordinary_meeting_draws_the_next_number_whatever_its_date(body, secretary):
    """It is put between two that are planned: the numbers stay, the order is that of the dates."""
    for number, month in ((5, 9), (6, 12)):
        called(body, secretary, number, date=date(2023, month, 13))
    number = proposed_number(body, 2023)
    extra = Meeting(body=body, year=2023, number=number, date=date(2023, 10, 2), start=time(14))
    plan_meeting(extra, by=secretary)
    for case in extra.cases.all():
        remove_case(case, by=secretary)
    add_case(body, title="Hastesak", meeting=extra, by=secretary)
    call_meeting(extra, by=secretary)
    assert [meeting.number for meeting in Meeting.objects.in_order()] == [5, 7, 6]
    assert [(case.display_number, case.running_number) for case in extra.cases.on_agenda()] == [("2023/M7-001", 5)]
    assert (reasons(body, kind=Kind.GAP), unexplained(body)) == ([Reason.BEFORE_THE_FIRST], 0)


@pytest.fixture
def standing(body):
    StandingCase.objects.filter(body=body).delete()
    StandingCase.objects.create(body=body, language="nb", position=1, kind=CaseKind.APPROVE_MINUTES, title="Referat")


def approves(meeting):
    case = meeting.cases.get(kind=CaseKind.APPROVE_MINUTES)
    return case.approves.label if case.approves else None


def planned(body, secretary, number, day):
    meeting = Meeting(body=body, year=day.year, number=number, date=day, start=time(9))
    return plan_meeting(meeting, by=secretary)


def test_a_meeting_put_between_is_the_one_whose_minutes_the_next_approves(body, secretary, standing):
    first = planned(body, secretary, 1, date(2023, 2, 1))
    second = planned(body, secretary, 2, date(2023, 6, 1))
    extra = planned(body, secretary, 3, date(2023, 4, 1))
    assert [approves(meeting) for meeting in (first, extra, second)] == [None, "2023/M1", "2023/M3"]
    extra.date = date(2023, 8, 1)
    change_meeting(extra, by=secretary)
    assert [approves(meeting) for meeting in (first, second, extra)] == [None, "2023/M1", "2023/M2"]


def test_what_members_were_told_they_approve_stays(body, secretary, standing):
    planned(body, secretary, 1, date(2023, 2, 1))
    second = planned(body, secretary, 2, date(2023, 6, 1))
    call_meeting(second, by=secretary)
    planned(body, secretary, 3, date(2023, 4, 1))
    assert approves(second) == "2023/M1"


def test_nobody_approves_the_minutes_of_a_cancelled_meeting(body, secretary, standing):
    planned(body, secretary, 1, date(2023, 2, 1))
    second = planned(body, secretary, 2, date(2023, 4, 1))
    third = planned(body, secretary, 3, date(2023, 6, 1))
    call_meeting(third, by=secretary)
    cancel_meeting(second, by=secretary, reason="For få kan møte.")
    assert approves(third) == "2023/M1"
    line = Change.objects.get(verb="approves", subject__startswith="meetings.case", after={"meeting": "2023/M1"})
    assert line.before == {"meeting": "2023/M2"}


def test_the_version_sent_out_goes_with_the_minutes_that_are_approved():
    council = body, secretary = make_council()
    meeting = hold_meeting(*council)
    circulation = send_out(meeting, secretary)
    following = planned(body, secretary, 6, date(2023, 12, 13))
    case = following.cases.get(kind=CaseKind.APPROVE_MINUTES)
    assert (case.approves_version, case.attachments.in_order().count()) == (circulation, 1)
    between = planned(body, secretary, 7, date(2023, 11, 13))
    case.refresh_from_db()
    assert (case.approves, case.approves_version, case.attachments.in_order().count()) == (between, None, 0)
    cancel_meeting(between, by=secretary, reason="Ingen saker.")
    case.refresh_from_db()
    assert (case.approves, case.approves_version) == (meeting, circulation)
    assert [paper.sha256 for paper in case.attachments.in_order()] == [circulation.sha256]


def test_a_cancelled_meeting_keeps_its_numbers_and_its_cases_wait(body, secretary):
    meeting = called(body, secretary, 6, cases=2)
    add_case(body, title="Eventuelt", kind=CaseKind.OTHER_BUSINESS, meeting=meeting, by=secretary)
    withdraw_case(meeting.cases.get(number=2), by=secretary)
    cancel_meeting(meeting, by=secretary, reason="For få kan møte.")
    [waiting] = Case.objects.waiting_in_queue(body)
    assert (waiting.title, waiting.continues) == ("Sak 0", meeting.cases.get(number=1))
    assert list(meeting.cases.on_agenda().values_list("number", "outcome")) == [
        (1, Outcome.POSTPONED), (2, Outcome.WITHDRAWN), (3, Outcome.NONE),
    ]  # fmt: skip
    line = Change.objects.get(verb="state", after__state=State.CANCELLED)
    assert line.after["reason"] == "For få kan møte."
    assert proposed_number(body, 2023) == 7
    assert set(reasons(body)) == {Reason.CANCELLED, Reason.POSTPONED, Reason.WITHDRAWN, Reason.LATE}


def test_cases_of_a_planned_meeting_that_is_cancelled_go_back_to_the_queue(body, secretary):
    meeting = factories.make_meeting(body=body, cases=["Kjøp av PC-er"])
    cancel_meeting(meeting, by=secretary, reason="Ingen saker haster.")
    assert [case.title for case in Case.objects.waiting_in_queue(body)] == ["Kjøp av PC-er"]
    following = called(body, secretary, 7)
    put_on_meeting(Case.objects.waiting_in_queue(body).get(), following, by=secretary)
    assert numbers(following) == ["2023/M7-001", "2023/M7-002", "2023/M7-003"]


def test_a_new_year_begins_its_own_series(body, secretary):
    called(body, secretary, 6)
    following = called(body, secretary, 1, year=2024)
    assert proposed_number(body, 2024) == 2
    assert list(following.cases.on_agenda().values_list("display_number", "running_number")) == [
        ("2024/M1-001", 1), ("2024/M1-002", 2),
    ]  # fmt: skip
    assert (reasons(body, kind=Kind.RESET, year=2024), unexplained(body, 2024)) == ([Reason.NEW_YEAR], 0)


def test_a_called_meeting_keeps_its_number_when_it_is_moved_past_new_year(body, secretary):
    meeting = called(body, secretary, 6)
    meeting.date = date(2024, 1, 10)
    change_meeting(meeting, by=secretary)
    late = add_case(body, title="Sein sak", meeting=meeting, by=secretary)
    assert (late.display_number, late.year, late.running_number) == ("2023/M6-003", 2023, 3)
    meeting.date = date(2025, 1, 10)
    with pytest.raises(Refused):
        change_meeting(meeting, by=secretary)


def test_a_planned_meeting_gets_a_number_of_the_year_it_is_moved_to(body, secretary):
    meeting = factories.make_meeting(body=body)
    meeting.date = date(2024, 1, 10)
    with pytest.raises(Refused):
        change_meeting(meeting, by=secretary)
    meeting.year, meeting.number = 2024, proposed_number(body, 2024)
    change_meeting(meeting, by=secretary)
    assert numbers(meeting) == ["2024/M1-001", "2024/M1-002"]


def test_a_late_case_draws_the_next_free_number_wherever_it_stands(body, secretary):
    meeting = called(body, secretary, 6)
    withdraw_case(meeting.cases.get(number=2), by=secretary)
    late = add_case(body, title="Sein sak", meeting=meeting, by=secretary)
    assert (late.display_number, late.is_late) == ("2023/M6-003", True)
    assert numbers(meeting) == ["2023/M6-001", "2023/M6-002", "2023/M6-003"]
    assert (reasons(body), unexplained(body)) == ([Reason.WITHDRAWN, Reason.LATE], 0)


def test_a_postponed_case_keeps_its_number_and_draws_a_new_one(body, secretary):
    meeting = called(body, secretary, 6)
    following = called(body, secretary, 7, date=date(2023, 12, 20))
    new = postpone_case(meeting.cases.get(number=2), to=following, by=secretary)
    old = meeting.cases.get(number=2)
    assert (old.display_number, old.outcome) == ("2023/M6-002", Outcome.POSTPONED)
    new.refresh_from_db()
    assert (new.display_number, new.running_number, new.continues) == ("2023/M7-003", 5, old)
    assert (reasons(body), unexplained(body)) == ([Reason.POSTPONED, Reason.LATE], 0)


def test_minutes_opened_again_keep_their_numbers():
    council = body, secretary = make_council()
    meeting = hold_meeting(*council)
    before = numbers(meeting)
    send_out(meeting, secretary)
    approve(start_next(*council, meeting), secretary)
    meeting.refresh_from_db()
    reopen_minutes(meeting, reason="Feil beløp.", by=secretary)
    meeting.refresh_from_db()
    late = add_case(body, title="Glemt sak", meeting=meeting, by=secretary)
    assert numbers(meeting) == [*before, late.display_number]
    assert (late.number, unexplained(body)) == (len(before) + 1, 0)


# What another has done since the case was read


@pytest.mark.parametrize("verb", [remove_case, take_to_queue])
def test_a_case_that_got_its_number_meanwhile_keeps_it(body, secretary, verb):
    meeting = factories.make_meeting(body=body)
    read_before = meeting.cases.first()
    call_meeting(meeting, by=secretary)
    with pytest.raises(Refused):
        verb(read_before, by=secretary)
    assert numbers(meeting) == ["2023/M6-001", "2023/M6-002"]


def test_a_number_cannot_change_when_the_meeting_was_called_meanwhile(body, secretary):
    meeting = factories.make_meeting(body=body)
    read_before = Meeting.objects.get(pk=meeting.pk)
    call_meeting(meeting, by=secretary)
    start_meeting(meeting, by=secretary)
    read_before.number = 9
    with pytest.raises(Refused):
        change_meeting(read_before, by=secretary)
