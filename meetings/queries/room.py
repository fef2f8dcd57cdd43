"""What goes on in the meeting: who is in the room for a case, quorum, votes, speakers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cooperation.models import Majority, Membership, Person, QuorumRule, VotesBy
from meetings.models import (
    Answer,
    AttendanceStatus,
    Case,
    CaseAttendanceKind,
    Impartiality,
    ImpartialityRuling,
    Meeting,
    Movement,
    MovementKind,
    Proposal,
    SpeakerTurn,
    Vote,
)
from meetings.rules.presence import Step, in_the_room
from meetings.rules.quorum import Counted, Quorum, QuorumSeat, quorum
from meetings.rules.votes import Ballot, Result, Side, Tally, result, tally

from .attendance import seats_of

# A weekend lies within it: the warning for a Monday comes while somebody can still be asked.
WARN_DAYS_BEFORE = 4


@dataclass(frozen=True)
class SeatInRoom:
    """A seat during one case: who fills it (the member, a deputy, nobody), and whether they are out of the case."""

    seat: Membership
    person: Person | None
    is_deputy: bool
    is_there: bool
    is_disqualified: bool

    @property
    def takes_part(self) -> bool:
        return self.is_there and not self.is_disqualified


@dataclass(frozen=True)
class MeetingFacts:
    """Everything about presence in a meeting, read once for all of its cases."""

    seats: list[Membership]
    present: set[int]
    deputies: dict[int, Person]
    steps: list[Step]
    movements: dict[int, list[Movement]]
    left: dict[int, set[int]]
    impartiality: dict[int, list[Impartiality]]


def meeting_facts(meeting: Meeting) -> MeetingFacts:
    """Read what `seats_in_room` needs, with the same number of queries however long the meeting is."""
    attendance = list(meeting.attendance.select_related("person"))
    places = dict(meeting.cases.values_list("pk", "position"))
    movements: dict[int, list[Movement]] = {}
    steps = []
    for step in Movement.objects.filter(case__meeting=meeting).select_related("person").order_by("at", "pk"):
        movements.setdefault(step.case_id, []).append(step)
        is_coming = step.kind == MovementKind.CAME
        steps.append(Step(step.person_id, places[step.case_id], step.at.strftime("%H:%M"), is_coming))
    left: dict[int, set[int]] = {}
    impartiality: dict[int, list[Impartiality]] = {}
    for case, person in meeting.cases.filter(attendance__kind=CaseAttendanceKind.LEFT).values_list(
        "pk", "attendance__person"
    ):
        left.setdefault(case, set()).add(person)
    for one in Impartiality.objects.filter(case__meeting=meeting).select_related("person"):
        impartiality.setdefault(one.case_id, []).append(one)
    return MeetingFacts(
        seats=seats_of(meeting),
        present={row.person_id for row in attendance if row.status == AttendanceStatus.PRESENT},
        deputies={row.stands_in_for_id: row.person for row in attendance if row.stands_in_for_id},
        steps=steps,
        movements=movements,
        left=left,
        impartiality=impartiality,
    )


def seats_in_room(case: Case, facts: MeetingFacts) -> list[SeatInRoom]:
    """Every seat during the case, in the order of the seats."""
    out = {
        one.person_id for one in facts.impartiality.get(case.pk, []) if one.ruling == ImpartialityRuling.DISQUALIFIED
    }
    rows = []
    for seat in facts.seats:
        deputy = facts.deputies.get(seat.pk)
        person = deputy or seat.person
        is_there = in_the_room(
            person.pk, place=case.position, from_start=person.pk in facts.present, steps=facts.steps
        ) and person.pk not in facts.left.get(case.pk, set())
        rows.append(SeatInRoom(seat, person, deputy is not None, is_there, person.pk in out))
    return rows


def quorum_of(case: Case, seats: list[SeatInRoom]) -> Quorum:
    return quorum(
        [QuorumSeat(str(row.seat.municipality_id or ""), row.is_there, row.is_disqualified) for row in seats],
        _counted(case.body.quorum_rule),
    )


def expected_quorum(meeting: Meeting) -> Quorum:
    """What the answers to the notice come to: those who come, and deputies who have not said no."""
    replies = {reply.membership_id: reply for reply in meeting.replies.all()}

    def fills(seat: Membership) -> bool:
        reply = replies.get(seat.pk)
        if reply is None or reply.answer == Answer.DECLINED:
            return False
        deputy = replies.get(reply.deputy_id or 0)
        return reply.answer == Answer.COMING or deputy is None or deputy.answer == Answer.COMING

    seats = [QuorumSeat(str(seat.municipality_id or ""), fills(seat)) for seat in seats_of(meeting)]
    return quorum(seats, _counted(meeting.body.quorum_rule))


def _counted(rule: str) -> Counted:
    return Counted.MUNICIPALITIES if rule == QuorumRule.MUNICIPALITIES else Counted.MEMBERS


@dataclass(frozen=True)
class CountedProposal:
    """A proposal with its votes: by name, counted, and what they come to."""

    proposal: Proposal
    votes: list[Vote]
    tally: Tally
    result: Result

    @property
    def told(self) -> str:
        """The result as a sentence, in the language that is active."""
        return told_result(self.result, self.tally)


def told_result(outcome: Result, count: Tally) -> str:
    facts = {"votes_for": count.votes_for, "against": count.against, "blank": count.blank}
    told = {
        Result.UNANIMOUS: _("Adopted unanimously with %(votes_for)s votes."),
        Result.ADOPTED: _("Adopted with %(votes_for)s votes to %(against)s."),
        Result.REJECTED: _("Rejected with %(against)s votes to %(votes_for)s."),
        Result.ADOPTED_BY_CHAIR: _("Adopted by the chair's casting vote, %(votes_for)s to %(against)s."),
        Result.REJECTED_BY_CHAIR: _("Rejected by the chair's casting vote, %(votes_for)s to %(against)s."),
        Result.TIED: _("A tie, %(votes_for)s to %(against)s."),
        Result.NO_VOTES: _("No votes are given."),
    }[outcome] % facts
    return f"{told} {_('Blank: %(blank)s.') % facts}" if count.blank else told


def counted_proposals(case: Case) -> list[CountedProposal]:
    proposals = case.proposals.prefetch_related("votes__person", "votes__seat__municipality")
    return [counted(proposal, case) for proposal in proposals]


def counted(proposal: Proposal, case: Case) -> CountedProposal:
    votes = list(proposal.votes.all())
    ballots = ballots_of(votes)
    return CountedProposal(
        proposal,
        votes,
        tally(ballots),
        result(
            ballots,
            two_thirds=case.body.majority == Majority.TWO_THIRDS,
            chair_decides=case.body.chair_has_casting_vote,
        ),
    )


def ballots_of(votes: list[Vote]) -> list[Ballot]:
    return [Ballot(str(vote.seat_id), Side(vote.choice), vote.seat.role == "leader") for vote in votes]


def voting_seats(case: Case, seats: list[SeatInRoom]) -> list[SeatInRoom]:
    """Who votes: every seat that takes part, or the first of each municipality where each has one vote."""
    there = [row for row in seats if row.takes_part]
    if case.body.votes_by == VotesBy.MEMBER:
        return there
    first: dict[int | None, SeatInRoom] = {}
    for row in there:
        if row.seat.municipality_id is not None:
            first.setdefault(row.seat.municipality_id, row)
    return list(first.values())


@dataclass(frozen=True)
class Speakers:
    now: SpeakerTurn | None
    waiting: list[SpeakerTurn]
    spoken: list[SpeakerTurn]


def speakers_of(case: Case) -> Speakers:
    turns = list(case.speakers.select_related("person"))
    return Speakers(
        now=next((turn for turn in turns if turn.started_at and not turn.ended_at), None),
        waiting=[turn for turn in turns if not turn.started_at],
        spoken=[turn for turn in turns if turn.ended_at],
    )


def short_of_answers(meeting: Meeting, *, today: date) -> bool:
    """Whether the meeting is near and those who have said that they come do not suffice."""
    return 0 <= (meeting.date - today).days <= WARN_DAYS_BEFORE and not expected_quorum(meeting).is_met
