import pytest

from meetings.rules.presence import Step, in_the_room

LEFT, BACK = Step(1, 2, "09:10", is_coming=False), Step(1, 4, "10:00", is_coming=True)
OTHER = Step(2, 1, "08:30", is_coming=False)


@pytest.mark.parametrize(("place", "there"), [(1, True), (2, False), (3, False), (4, True), (5, True)])
def test_left_and_came_back(place, there):
    assert in_the_room(1, place=place, from_start=True, steps=[BACK, OTHER, LEFT]) is there


def test_who_came_late_was_not_there_before():
    assert [in_the_room(1, place=place, from_start=True, steps=[BACK]) for place in (3, 4)] == [False, True]


def test_without_a_step_the_list_holds():
    assert [in_the_room(3, place=1, from_start=there, steps=[LEFT]) for there in (True, False)] == [True, False]
