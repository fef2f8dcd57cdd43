"""Count votes and say what they come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    FOR = "for"
    AGAINST = "against"
    BLANK = "blank"


class Result(StrEnum):
    UNANIMOUS = "unanimous"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    ADOPTED_BY_CHAIR = "adopted_by_chair"
    REJECTED_BY_CHAIR = "rejected_by_chair"
    TIED = "tied"
    NO_VOTES = "no_votes"


@dataclass(frozen=True)
class Ballot:
    """One vote. `voter` is the key of a seat, or of a municipality where each municipality has one vote."""

    voter: str
    side: Side
    is_chair: bool = False


@dataclass(frozen=True)
class Tally:
    votes_for: int
    against: int
    blank: int

    @property
    def given(self) -> int:
        return self.votes_for + self.against + self.blank


def tally(ballots: Iterable[Ballot]) -> Tally:
    sides = [ballot.side for ballot in ballots]
    return Tally(sides.count(Side.FOR), sides.count(Side.AGAINST), sides.count(Side.BLANK))


def result(ballots: Collection[Ballot], *, two_thirds: bool, chair_decides: bool) -> Result:
    """What the votes come to. A decision takes more than half of the votes given (kommuneloven § 11-9 second paragraph).

    With two thirds: at least two thirds of the votes given. A tie is settled by the chair's own vote where the chair
    decides; a blank vote counts as given and is for neither side.
    """
    count = tally(ballots)
    if not count.given:
        return Result.NO_VOTES
    if count.votes_for == count.given:
        return Result.UNANIMOUS
    if two_thirds:
        return Result.ADOPTED if 3 * count.votes_for >= 2 * count.given else Result.REJECTED
    if 2 * count.votes_for > count.given:
        return Result.ADOPTED
    if count.votes_for != count.against or not chair_decides:
        return Result.TIED if count.votes_for == count.against else Result.REJECTED
    chair = next((ballot.side for ballot in ballots if ballot.is_chair), None)
    by_chair = {Side.FOR: Result.ADOPTED_BY_CHAIR, Side.AGAINST: Result.REJECTED_BY_CHAIR}
    return by_chair.get(chair, Result.TIED) if chair else Result.TIED


@dataclass(frozen=True)
class VoteFault:
    """What does not add up. `what` is absent, disqualified, blank, twice or missing; `voters` are keys."""

    what: str
    voters: tuple[str, ...]


def faults(
    ballots: Collection[Ballot],
    *,
    present: Collection[str],
    disqualified: Collection[str],
    allows_blank: bool,
) -> list[VoteFault]:
    """Every reason why these votes cannot stand: who was not there, who is out of the case, who did not vote.

    Those present have to vote (kommuneloven § 8-1; § 11-9 counts the votes of those who take part).
    """
    voters = [ballot.voter for ballot in ballots]
    found = [
        VoteFault("twice", tuple(sorted({voter for voter in voters if voters.count(voter) > 1}))),
        VoteFault("disqualified", tuple(voter for voter in voters if voter in disqualified)),
        VoteFault("absent", tuple(voter for voter in voters if voter not in present and voter not in disqualified)),
        VoteFault("missing", tuple(voter for voter in present if voter not in voters and voter not in disqualified)),
    ]
    if not allows_blank:
        found.append(VoteFault("blank", tuple(ballot.voter for ballot in ballots if ballot.side == Side.BLANK)))
    return [fault for fault in found if fault.voters]
