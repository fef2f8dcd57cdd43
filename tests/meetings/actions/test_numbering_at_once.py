"""Numbers drawn by real processes at the same time, on the database that the tests run on: never a duplicate, never a gap."""

from datetime import date

import pytest

from cooperation.models import Body
from meetings.actions.meeting import call_meeting
from tests import factories
from tests.processes import run_at_once, shared_database

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4
KNOWN = """
from datetime import date, time
from django.utils.translation import override
from cooperation.models import Body, User
from cooperation.rules.refusal import Refused
from meetings.actions.case import add_case, put_on_meeting
from meetings.actions.decision import postpone_case
from meetings.actions.meeting import call_meeting, plan_meeting, proposed_number
from meetings.models import Case, Meeting
body, by = Body.objects.get(), User.objects.get(pk={by})
def tried(verb):
    try:
        with override("en"):
            verb()
    except Refused as refused:
        return refused.reasons
    return "done"
"""
READ = """
from meetings.models import Case, Meeting
from meetings.queries.series_audit import series_audit
from cooperation.models import Body
ready()
found = series_audit(Body.objects.get(), 2023)
told = {
    "meetings": list(Meeting.objects.order_by("number").values_list("number", flat=True)),
    "cases": [list(one.cases.exclude(number=None).order_by("number").values_list("number", flat=True))
              for one in Meeting.objects.order_by("number")],
    "running": list(Case.objects.exclude(number=None).order_by("running_number").values_list("running_number", flat=True)),
    "late": Case.objects.filter(is_late=True).count(),
    "unexplained": found.unexplained,
}
"""


@pytest.fixture
def secretary():
    return factories.make_secretary()


@pytest.fixture
def at_once(secretary, tmp_path):
    def run(*scripts):
        settings = shared_database(tmp_path)
        told = run_at_once([KNOWN.format(by=secretary.pk) + script for script in scripts], settings)
        return told, run_at_once([READ], settings)[0]

    return run


def planned(number, *, cases=3):
    titles = [f"Sak {place}" for place in range(cases)]
    return factories.make_meeting(number=number, date=date(2023, number, 1), cases=titles)


def called(number, secretary, *, cases=2):
    meeting = planned(number, cases=cases)
    call_meeting(meeting, by=secretary)
    return meeting


def counted(*counts):
    """The numbers from 1 in each meeting."""
    return [list(range(1, count + 1)) for count in counts]


def test_late_cases_of_one_meeting(at_once, secretary):
    meeting = called(1, secretary)
    add = f"""
meeting = Meeting.objects.get(pk={meeting.pk})
ready()
for number in range(8):
    told.append(tried(lambda: add_case(body, title="Sein sak", meeting=meeting, by=by)))
"""
    told, found = at_once(*[add] * WRITERS)
    every = 2 + WRITERS * 8
    assert told == [["done"] * 8] * WRITERS
    assert (found["cases"], found["running"]) == (counted(every), list(range(1, every + 1)))
    assert (found["late"], found["unexplained"]) == (WRITERS * 8, 0)


def test_meetings_that_are_called_while_others_take_late_cases(at_once, secretary):
    """Each its own meeting, all in the body's year: the running numbers are drawn by all of them."""
    first = called(1, secretary)
    waiting = [planned(number) for number in range(2, WRITERS)]
    call = """
meeting = Meeting.objects.get(pk={pk})
ready()
told.append(tried(lambda: call_meeting(meeting, by=by)))
"""
    postpone = f"""
case, to = Case.objects.get(meeting={first.pk}, number=1), Meeting.objects.get(pk={waiting[-1].pk})
ready()
told.append(tried(lambda: postpone_case(case, to=to, by=by)))
for number in range(5):
    told.append(tried(lambda: add_case(body, title="Sein sak", meeting=case.meeting, by=by)))
"""
    told, found = at_once(postpone, *[call.format(pk=meeting.pk) for meeting in waiting])
    assert told == [["done"] * 6, *[["done"]] * len(waiting)]
    every = 2 + 5 + 3 * len(waiting) + 1
    assert (found["cases"], found["running"]) == (counted(7, *[3] * (len(waiting) - 1), 4), list(range(1, every + 1)))
    assert found["unexplained"] == 0


def test_one_meeting_is_called_once(at_once, secretary):
    meeting = planned(1)
    call = f"""
meeting = Meeting.objects.get(pk={meeting.pk})
ready()
told = tried(lambda: call_meeting(meeting, by=by))
"""
    told, found = at_once(*[call] * WRITERS)
    assert [answer for answer in told if answer != "done"] == [
        ["Only a planned meeting can be called; this one is: Called."]
    ] * (WRITERS - 1)
    assert (found["cases"], found["running"]) == (counted(3), [1, 2, 3])


def test_a_waiting_case_goes_on_one_of_many_meetings(at_once, secretary):
    meetings = [called(number, secretary, cases=1) for number in range(1, WRITERS + 1)]
    case = factories.make_case(title="Ventende sak")
    put = """
case, meeting = Case.objects.get(pk={case}), Meeting.objects.get(pk={meeting})
ready()
told = tried(lambda: put_on_meeting(case, meeting, by=by))
"""
    told, found = at_once(*[put.format(case=case.pk, meeting=meeting.pk) for meeting in meetings])
    [won] = [place for place, answer in enumerate(told) if answer == "done"]
    refused = [answer for answer in told if answer != "done"]
    assert refused == [[f"The case is already on the agenda of {meetings[won].label}."]] * (WRITERS - 1)
    assert found["cases"] == counted(*[2 if place == won else 1 for place in range(WRITERS)])
    assert found["running"] == list(range(1, WRITERS + 2))


def test_meetings_that_are_planned_draw_the_next_free_number(at_once, secretary):
    """Who is refused, because another took the number that was proposed, is told so and gets the next one."""
    plan = """
def plan():
    number = proposed_number(body, 2023)
    plan_meeting(Meeting(body=body, year=2023, number=number, date=date(2023, 5, 2), start=time(9)), by=by)
ready()
for _time in range(3):
    while (answer := tried(plan)) != "done":
        told.append(answer)
"""
    told, found = at_once(*[plan] * WRITERS)
    assert found["meetings"] == list(range(1, WRITERS * 3 + 1))
    reasons = {" ".join(reason.split()[:5]) for answers in told for answer in answers for reason in answer}
    assert reasons <= {f"{Body.objects.get()} already has a meeting", "The meeting could not be"}
