from datetime import date, time

import pytest

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from meetings.actions.case import add_case
from meetings.actions.meeting import (
    call_meeting,
    change_meeting,
    end_meeting,
    plan_meeting,
    proposed_number,
    start_meeting,
    why_not_call,
)
from meetings.models import CaseKind, Meeting, StandingCase, State
from tests.factories import make_body, make_meeting, make_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(body):
    return make_secretary(body)


def planned(body, **facts):
    return Meeting(body=body, **{"year": 2024, "number": 1, "date": date(2024, 2, 7), "start": time(8, 15)} | facts)


def numbers(meeting):
    return list(meeting.cases.on_agenda().values_list("display_number", flat=True))


def test_a_new_meeting_starts_with_the_bodys_standing_cases(body, secretary):
    StandingCase.objects.filter(body=body).delete()
    StandingCase.objects.create(body=body, language="nb", position=2, kind=CaseKind.APPROVE_MINUTES, title="Referat")
    StandingCase.objects.create(body=body, language="nb", position=1, kind=CaseKind.APPROVE_AGENDA, title="Innkalling")
    StandingCase.objects.create(
        body=body, language="nn", position=1, kind=CaseKind.APPROVE_AGENDA, title="Innkalling nn"
    )
    previous = make_meeting(body=body, year=2023, number=6, date=date(2023, 12, 13), cases=[])
    meeting = plan_meeting(planned(body), by=secretary)
    cases = list(meeting.cases.on_agenda())
    assert [(case.title, case.approves) for case in cases] == [("Innkalling", None), ("Referat", previous)]


def test_the_number_proposed_is_the_next_of_the_year(body):
    make_meeting(body=body, year=2024, number=9, cases=[])
    make_meeting(body=body, year=2024, number=10, cases=[])
    assert (proposed_number(body, 2024), proposed_number(body, 2025)) == (11, 1)


def test_a_number_is_used_once_a_year(body, secretary):
    plan_meeting(planned(body), by=secretary)
    with pytest.raises(Refused) as refused:
        plan_meeting(planned(body, end=time(7)), by=secretary)
    assert len(refused.value.reasons) == 2
    assert Meeting.objects.filter(body=body).count() == 1


def test_calling_freezes_the_case_numbers(body, secretary):
    meeting = make_meeting(body=body, year=2023, number=6, cases=["Innkalling", "Økonomi"])
    call_meeting(meeting, by=secretary)
    assert numbers(meeting) == ["2023/M6-001", "2023/M6-002"]
    assert list(meeting.cases.on_agenda().values_list("year", "running_number")) == [(2023, 1), (2023, 2)]


def test_running_numbers_go_on_through_the_year_and_start_again_in_the_next(body, secretary):
    for year, number in ((2023, 5), (2023, 6), (2024, 1)):
        meeting = make_meeting(body=body, year=year, number=number, date=date(year, number, 1), cases=["a", "b"])
        call_meeting(meeting, by=secretary)
    running = body.cases.order_by("year", "running_number").values_list("year", "running_number")
    assert list(running) == [(2023, 1), (2023, 2), (2023, 3), (2023, 4), (2024, 1), (2024, 2)]


def test_a_meeting_that_is_not_ready_is_refused_with_every_reason(body, secretary):
    meeting = make_meeting(body=body, cases=["", "b"], start=None)
    assert len(why_not_call(meeting)) == 2
    with pytest.raises(Refused):
        call_meeting(meeting, by=secretary)
    meeting.refresh_from_db()
    assert (meeting.state, numbers(meeting)) == (State.PLANNED, ["", ""])


def test_an_empty_agenda_cannot_be_called(body):
    assert len(why_not_call(make_meeting(body=body, cases=[]))) == 1


def test_a_late_case_gets_the_next_free_number_and_is_marked(body, secretary):
    meeting = make_meeting(body=body, year=2023, number=6, cases=["a", "b"])
    call_meeting(meeting, by=secretary)
    late = add_case(body, title="Sent", meeting=meeting, by=secretary)
    assert (late.display_number, late.is_late, late.running_number) == ("2023/M6-003", True, 3)


def test_the_steps_come_in_their_order(body, secretary):
    meeting = make_meeting(body=body, cases=["a"])
    for step in (start_meeting, end_meeting):
        with pytest.raises(Refused):
            step(meeting, by=secretary)
    call_meeting(meeting, by=secretary)
    with pytest.raises(Refused):
        call_meeting(meeting, by=secretary)
    start_meeting(meeting, by=secretary)
    end_meeting(meeting, by=secretary)
    meeting.refresh_from_db()
    assert meeting.state == State.DRAFT_MINUTES
    logged = Change.objects.filter(subject=f"meetings.meeting:{meeting.pk}", verb="state").order_by("pk")
    assert [(line.after["state"], line.by) for line in logged] == [
        ("called", secretary),
        ("started", secretary),
        ("draft_minutes", secretary),
    ]


def test_a_called_meeting_keeps_its_number(body, secretary):
    meeting = make_meeting(body=body, year=2023, number=6, cases=["a"])
    call_meeting(meeting, by=secretary)
    meeting.number, meeting.place = 7, "Rådhuset"
    with pytest.raises(Refused):
        change_meeting(meeting, by=secretary)
    meeting.refresh_from_db()
    assert (meeting.number, meeting.place == "Rådhuset") == (6, False)


def test_a_change_is_logged_with_before_and_after(body, secretary):
    meeting = make_meeting(body=body, cases=[], place="Molde")
    meeting.place = "Vestnes"
    change_meeting(meeting, by=secretary)
    line = Change.objects.get(subject=f"meetings.meeting:{meeting.pk}", verb="change")
    assert (line.before["place"], line.after["place"]) == ("Molde", "Vestnes")


def test_closed_minutes_close_the_meeting(body, secretary):
    meeting = make_meeting(body=body, cases=[], state=State.APPROVED)
    meeting.place = "Vestnes"
    with pytest.raises(Refused):
        change_meeting(meeting, by=secretary)
