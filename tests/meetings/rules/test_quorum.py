import pytest

from meetings.rules.quorum import Counted, QuorumSeat, quorum


def seats(*filled):
    return [QuorumSeat(str(place), is_there) for place, is_there in enumerate(filled)]


@pytest.mark.parametrize(
    ("present", "of", "met"), [(4, 7, True), (3, 7, False), (3, 6, True), (2, 6, False), (1, 1, True), (0, 0, False)]
)
def test_at_least_half_of_the_members(present, of, met):
    found = quorum(seats(*[True] * present, *[False] * (of - present)), Counted.MEMBERS)
    assert (found.is_met, found.present, found.total) == (met, present, of)


def test_who_is_disqualified_does_not_count_but_the_whole_stays():
    found = quorum(
        [QuorumSeat("1", True), QuorumSeat("2", True, is_disqualified=True), QuorumSeat("3", False)], Counted.MEMBERS
    )
    assert (found.present, found.total, found.needed, found.missing) == (1, 3, 2, 1)


def test_municipalities_count_once_however_many_sit_for_them():
    found = quorum(
        [QuorumSeat("1506", True), QuorumSeat("1506", True), QuorumSeat("1547", False), QuorumSeat("", True)],
        Counted.MUNICIPALITIES,
    )
    assert (found.present, found.total, found.needed, found.is_met) == (1, 2, 1, True)
