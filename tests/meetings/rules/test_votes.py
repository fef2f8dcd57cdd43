import pytest

from meetings.rules.votes import Ballot, Result, Side, VoteFault, faults, result, tally


def ballots(votes_for=0, against=0, blank=0, chair=None):
    sides = [Side.FOR] * votes_for + [Side.AGAINST] * against + [Side.BLANK] * blank
    made = [Ballot(str(place), side) for place, side in enumerate(sides)]
    return [*made[:-1], Ballot(made[-1].voter, chair, is_chair=True)] if chair else made


@pytest.mark.parametrize(
    ("votes", "found"),
    [
        ({}, Result.NO_VOTES),
        ({"votes_for": 7}, Result.UNANIMOUS),
        ({"votes_for": 4, "against": 3}, Result.ADOPTED),
        ({"votes_for": 3, "against": 4}, Result.REJECTED),
        ({"votes_for": 3, "against": 3}, Result.TIED),
        ({"votes_for": 3, "against": 2, "blank": 1}, Result.REJECTED),
        ({"votes_for": 3, "against": 3, "chair": Side.AGAINST}, Result.REJECTED_BY_CHAIR),
    ],
)
def test_more_than_half_of_the_votes_given(votes, found):
    assert result(ballots(**votes), two_thirds=False, chair_decides=True) == found


def test_the_chair_settles_a_tie_where_the_chair_decides():
    tie = [Ballot("1", Side.FOR, is_chair=True), Ballot("2", Side.AGAINST)]
    assert [result(tie, two_thirds=False, chair_decides=decides) for decides in (True, False)] == [
        Result.ADOPTED_BY_CHAIR,
        Result.TIED,
    ]


def test_a_blank_chair_settles_nothing():
    tie = [Ballot("1", Side.FOR), Ballot("2", Side.AGAINST), Ballot("3", Side.BLANK, is_chair=True)]
    assert result(tie, two_thirds=False, chair_decides=True) == Result.TIED


@pytest.mark.parametrize(("votes_for", "against", "found"), [(4, 2, Result.ADOPTED), (4, 3, Result.REJECTED)])
def test_two_thirds(votes_for, against, found):
    assert result(ballots(votes_for, against), two_thirds=True, chair_decides=True) == found


def test_counting():
    assert (tally(ballots(2, 1, 1)).given, tally(ballots(2, 1, 1)).blank) == (4, 1)


def test_every_fault_of_the_votes():
    given = [
        Ballot("1", Side.FOR),
        Ballot("1", Side.FOR),
        Ballot("2", Side.BLANK),
        Ballot("3", Side.FOR),
        Ballot("9", Side.FOR),
    ]
    assert faults(given, present=["1", "2", "3", "4"], disqualified=["3"], allows_blank=False) == [
        VoteFault("twice", ("1",)),
        VoteFault("disqualified", ("3",)),
        VoteFault("absent", ("9",)),
        VoteFault("missing", ("4",)),
        VoteFault("blank", ("2",)),
    ]


def test_votes_that_add_up():
    given = [Ballot("1", Side.FOR), Ballot("2", Side.BLANK)]
    assert faults(given, present=["1", "2"], disqualified=[], allows_blank=True) == []
