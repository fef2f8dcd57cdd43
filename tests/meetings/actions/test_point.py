import pytest

from cooperation.rules.refusal import Refused
from meetings.actions.point import add_point, move_point, remove_point, restore_point
from meetings.models import State
from tests.factories import make_case, make_meeting, make_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make_case(meeting=make_meeting(cases=[]), title="Orienteringssaker")


@pytest.fixture
def points(case):
    by = make_secretary(case.body)
    return [add_point(case, heading=heading, by=by) for heading in ("PC-er", "Sikkerhet", "Politikere")]


def headings(case):
    return [point.heading for point in case.points.in_order()]


def test_points_come_in_the_order_they_are_added(case, points):
    assert headings(case) == ["PC-er", "Sikkerhet", "Politikere"]


def test_a_point_moves_as_far_as_the_list_goes(case, points):
    by = make_secretary(case.body)
    move_point(points[2], steps=-1, by=by)
    move_point(points[0], steps=-1, by=by)
    assert headings(case) == ["PC-er", "Politikere", "Sikkerhet"]


def test_a_removed_point_can_be_restored_to_its_place(case, points):
    by = make_secretary(case.body)
    remove_point(points[1], by=by)
    assert headings(case) == ["PC-er", "Politikere"]
    restore_point(points[1], by=by)
    assert headings(case) == ["PC-er", "Sikkerhet", "Politikere"]


def test_closed_minutes_close_their_points(case, points):
    by = make_secretary(case.body)
    case.meeting.state = State.APPROVED
    case.meeting.save()
    with pytest.raises(Refused):
        add_point(case, by=by)
    with pytest.raises(Refused):
        remove_point(points[0], by=by)
