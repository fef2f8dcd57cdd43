from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from cooperation.models import Municipality
from meetings.models import (
    Action,
    ActionAssignee,
    Attendance,
    AttendanceStatus,
    CaseAttendance,
    Impartiality,
    Proposal,
    State,
    Vote,
)
from meetings.queries.gaps import blocking, gaps_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def seats(body):
    numbers = ("1506", "1506", "1547")
    return [
        factories.make_membership(
            body=body,
            person=factories.make_person(family_name=f"Øverås {number}"),
            municipality=factories.make_municipality(number=municipality, name=municipality),
        )
        for number, municipality in enumerate(numbers)
    ]


@pytest.fixture
def meeting(body, seats):
    """A meeting that lacks nothing, with all three members present."""
    meeting = factories.make_meeting(body=body, cases=["Sak"], end="11:00", place="Molde", state=State.DRAFT_MINUTES)
    meeting.cases.update(outcome="adopted", decision="<p>Ja</p>")
    for seat in seats:
        Attendance.objects.create(meeting=meeting, person=seat.person, membership=seat, status=AttendanceStatus.PRESENT)
    return meeting


def told(meeting):
    return [gap.text for gap in gaps_of(meeting)]


def test_a_whole_meeting_has_no_gaps(meeting):
    assert told(meeting) == []


def test_facts_and_attendance(meeting, seats):
    meeting.start = meeting.end = None
    meeting.place = ""
    meeting.attendance.filter(person=seats[0].person).delete()
    where = [gap.url for gap in gaps_of(meeting)]
    assert told(meeting) == [
        "It is not said when the meeting started.",
        "It is not said when the meeting ended.",
        "It is not said where the meeting was held.",
        "Nothing is recorded of Kari Øverås 0.",
    ]
    assert len(blocking(gaps_of(meeting))) == 3  # the place may stay unsaid
    assert where[-1] == reverse("meetings:attendance_page", args=[meeting.pk])
    meeting.attendance.all().delete()
    assert told(meeting)[-1] == "Nobody is recorded as present."


def test_cases(meeting):
    meeting.cases.update(title="", outcome="", decision="<p> </p>")
    kinds = [gap.rsplit(" has ", 1)[1] for gap in told(meeting)]
    assert kinds == ["no title.", "no outcome.", "no decision."]
    meeting.cases.update(title="Sak", outcome="noted", kind="orientation")
    assert told(meeting) == []
    meeting.cases.all().delete()
    assert told(meeting) == ["The meeting has no cases."]


def test_impartiality_that_is_not_decided(meeting, seats):
    Impartiality.objects.create(case=meeting.cases.get(), person=seats[0].person, basis="party")
    assert len(told(meeting)) == 1


def test_actions_without_person_or_date(meeting, seats):
    case = meeting.cases.get()
    Action.objects.create(case=case, text="Ring")
    whole = Action.objects.create(case=case, text="Skriv", due_on=date(2024, 1, 1))
    ActionAssignee.objects.create(action=whole, person=seats[0].person)
    assert told(meeting) == [
        "“Ring” in Sak has nobody who answers for it.",
        "“Ring” in Sak has no date.",
    ]


def vote(proposal, *seats):
    for seat in seats:
        Vote.objects.create(proposal=proposal, seat=seat, person=seat.person, choice="for")


def test_votes_that_add_up(meeting, seats):
    Proposal.objects.create(case=meeting.cases.get(), text="Ikke stemt over")
    vote(Proposal.objects.create(case=meeting.cases.get(), text="Ja", is_closed=True), *seats)
    assert told(meeting) == []


def test_votes_that_do_not_add_up(meeting, seats):
    case = meeting.cases.get()
    CaseAttendance.objects.create(case=case, person=seats[0].person, kind="left")
    Impartiality.objects.create(case=case, person=seats[1].person, basis="party", ruling="disqualified")
    vote(Proposal.objects.create(case=case, text="Ja", is_closed=True), seats[0])
    vote(Proposal.objects.create(case=case, text="Nei", is_closed=True))
    assert told(meeting) == [
        "Kari Øverås 0 voted on “Ja” in Sak, but was not there.",
        "“Nei” in Sak has 0 votes, but 1 could vote.",
    ]


def test_a_municipality_has_one_vote_where_the_body_says_so(meeting, seats):
    meeting.body.votes_by = "municipality"
    vote(Proposal.objects.create(case=meeting.cases.get(), text="Ja", is_closed=True), seats[0], seats[2])
    assert (told(meeting), Municipality.objects.count()) == ([], 2)
