"""What the secretary does while the meeting is held: cases on the projector, comings and goings, votes, the floor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.actions.change import log_change
from cooperation.models import Person, User
from cooperation.rules.refusal import Refused
from meetings.models import (
    Case,
    Choice,
    Impartiality,
    ImpartialityBasis,
    ImpartialityRuling,
    Meeting,
    Movement,
    MovementKind,
    Proposal,
    Room,
    SpeakerTurn,
    State,
    Vote,
)
from meetings.queries.room import ballots_of, meeting_facts, seats_in_room, voting_seats
from meetings.rules.rich_text import clean_line
from meetings.rules.votes import Ballot, Side, faults

from .case import why_not_write
from .revision import changed

FAULTS = {
    "twice": gettext_lazy("Voted twice: %(names)s."),
    "disqualified": gettext_lazy("Disqualified in this case and cannot vote: %(names)s."),
    "absent": gettext_lazy("Not present in this case and cannot vote: %(names)s."),
    "missing": gettext_lazy("Has not voted: %(names)s."),
    "blank": gettext_lazy("Blank votes are not allowed in this body: %(names)s."),
}


def _hold(case: Case) -> None:
    """Wait for others who write in the meeting, and refuse when its minutes are closed."""
    if case.meeting is None:
        raise Refused([_("The case is not on a meeting's agenda.")])
    Meeting.objects.select_for_update().get(pk=case.meeting.pk)
    if reasons := why_not_write(case):
        raise Refused(reasons)


def stir(case: Case) -> None:
    """Tell the projector that something is new."""
    Room.objects.filter(meeting=case.meeting_id).update(version=F("version") + 1)


@transaction.atomic
def show_case(case: Case, *, by: User, decision: bool = False) -> None:
    """Put a case on the projector, with its recommendation or with its decision."""
    if case.meeting is None:
        raise Refused([_("The case is not on a meeting's agenda.")])
    room, _created = Room.objects.get_or_create(meeting=case.meeting)
    if (room.case_id, room.shows_decision) == (case.pk, decision):
        return
    Room.objects.filter(pk=room.pk).update(case=case, shows_decision=decision, version=F("version") + 1)


def why_not_move_person(case: Case, kind: str) -> list[str]:
    reasons = []
    if kind not in MovementKind.values:
        reasons.append(_("Choose whether the person came or left."))
    if case.meeting is not None and case.meeting.state in (State.PLANNED, State.CALLED):
        reasons.append(_("The meeting has not started."))
    return reasons


@transaction.atomic
def record_movement(case: Case, person: Person, kind: str, *, at: time, by: User) -> Movement:
    """Record that somebody came or left while this case was treated."""
    _hold(case)
    if reasons := why_not_move_person(case, kind):
        raise Refused(reasons)
    step = Movement.objects.create(case=case, person=person, kind=kind, at=at)
    _told(case, "movement", by, after={"person": person.pk, "kind": kind, "at": at.strftime("%H:%M")})
    return step


@transaction.atomic
def remove_movement(step: Movement, *, by: User) -> None:
    _hold(step.case)
    _told(step.case, "movement-remove", by, before={"person": step.person_id, "kind": step.kind})
    step.delete()


@transaction.atomic
def raise_impartiality(case: Case, person: Person, *, basis: str, note: str = "", by: User) -> Impartiality:
    """Record that somebody's impartiality was raised in the case (forvaltningsloven § 8 third paragraph)."""
    _hold(case)
    reasons = []
    if basis not in ImpartialityBasis.values:
        reasons.append(_("Choose the basis."))
    if case.impartiality.filter(person=person).exists():
        reasons.append(_("The impartiality of %(name)s is raised already.") % {"name": person})
    if reasons:
        raise Refused(reasons)
    raised = Impartiality.objects.create(case=case, person=person, basis=basis, note=clean_line(note)[:300])
    _told(case, "impartiality", by, after={"person": person.pk, "basis": basis})
    return raised


@transaction.atomic
def rule_impartiality(
    raised: Impartiality, ruling: str, *, left_at: time | None, returned_at: time | None, by: User
) -> None:
    """Record what the body decided, and when the person stepped out and came back. Votes already given must still stand."""
    _hold(raised.case)
    reasons = []
    if ruling not in ImpartialityRuling.values:
        reasons.append(_("Choose what the body decided."))
    if left_at and returned_at and returned_at < left_at:
        reasons.append(_("The person cannot return before stepping out."))
    voted = Vote.objects.filter(proposal__case=raised.case, person=raised.person).exists()
    if ruling == ImpartialityRuling.DISQUALIFIED and voted:
        reasons.append(_("%(name)s has voted in this case. Take the vote away first.") % {"name": raised.person})
    if reasons:
        raise Refused(reasons)
    before: dict[str, object] = {"ruling": raised.ruling}
    raised.ruling, raised.left_at, raised.returned_at = ruling, left_at, returned_at
    raised.save()
    _told(raised.case, "impartiality-rule", by, before=before, after={"person": raised.person_id, "ruling": ruling})


@transaction.atomic
def remove_impartiality(raised: Impartiality, *, by: User) -> None:
    _hold(raised.case)
    _told(raised.case, "impartiality-remove", by, before={"person": raised.person_id, "ruling": raised.ruling})
    raised.delete()


@transaction.atomic
def add_proposal(case: Case, text: str, *, proposed_by: str = "", by: User) -> Proposal:
    _hold(case)
    text = clean_line(text)
    if not text:
        raise Refused([_("Write the proposal.")])
    last = case.proposals.aggregate(last=Max("position"))["last"] or 0
    proposal = Proposal.objects.create(
        case=case, text=text[:4000], proposed_by=clean_line(proposed_by)[:160], position=last + 1
    )
    _told(case, "proposal", by, after={"text": proposal.text, "by": proposal.proposed_by})
    return proposal


@transaction.atomic
def remove_proposal(proposal: Proposal, *, by: User) -> None:
    _hold(proposal.case)
    votes = {str(seat): choice for seat, choice in proposal.votes.values_list("seat", "choice")}
    _told(proposal.case, "proposal-remove", by, before={"text": proposal.text, **votes})
    proposal.delete()


def why_not_vote(proposal: Proposal, choices: Mapping[int, str]) -> list[str]:
    """Every reason why these votes, by seat, cannot stand."""
    case = proposal.case
    if case.meeting is None:
        return [_("The case is not on a meeting's agenda.")]
    if unknown := [choice for choice in choices.values() if choice not in Choice.values]:
        return [_("“%(choice)s” is not a vote.") % {"choice": unknown[0]}]
    seats = seats_in_room(case, meeting_facts(case.meeting))
    names = {str(row.seat.pk): str(row.person) for row in seats}
    found = faults(
        [Ballot(str(seat), Side(choice)) for seat, choice in choices.items()],
        present=[str(row.seat.pk) for row in voting_seats(case, seats)],
        disqualified=[str(row.seat.pk) for row in seats if row.is_disqualified],
        allows_blank=case.body.allows_blank_votes,
    )
    return [
        str(FAULTS[fault.what]) % {"names": ", ".join(names.get(voter, voter) for voter in fault.voters)}
        for fault in found
    ]


@transaction.atomic
def record_votes(proposal: Proposal, choices: Mapping[int, str], *, by: User) -> None:
    """Keep the votes on a proposal, all of them at once; a new count takes the place of the old one."""
    _hold(proposal.case)
    if reasons := why_not_vote(proposal, choices):
        raise Refused(reasons)
    assert proposal.case.meeting is not None
    seats = {row.seat.pk: row for row in seats_in_room(proposal.case, meeting_facts(proposal.case.meeting))}
    before = dict(proposal.votes.values_list("seat", "choice"))
    proposal.votes.all().delete()
    Vote.objects.bulk_create(
        Vote(proposal=proposal, seat=seats[seat].seat, person=person, choice=choice)
        for seat, choice in choices.items()
        if (person := seats[seat].person) is not None
    )
    Proposal.objects.filter(pk=proposal.pk).update(is_closed=True)
    _told(
        proposal.case,
        "votes",
        by,
        before={str(seat): choice for seat, choice in before.items()},
        after={"proposal": proposal.pk, **{str(seat): choice for seat, choice in choices.items()}},
    )


def why_votes_do_not_add_up(case: Case) -> list[str]:
    """What is wrong with the votes of a case as its presence is recorded now: for the check before the minutes close."""
    reasons = []
    for proposal in case.proposals.prefetch_related("votes__seat"):
        votes = list(proposal.votes.all())
        if votes:
            reasons += why_not_vote(proposal, {int(ballot.voter): ballot.side.value for ballot in ballots_of(votes)})
        else:
            reasons.append(_("No votes are recorded on the proposal “%(text)s”.") % {"text": proposal.text[:60]})
    return reasons


@transaction.atomic
def ask_for_floor(case: Case, person: Person) -> SpeakerTurn:
    """Put somebody last on the list of speakers, once at a time."""
    waiting = case.speakers.filter(person=person, started_at=None).first()
    turn = waiting or SpeakerTurn.objects.create(case=case, person=person)
    stir(case)
    return turn


@transaction.atomic
def give_floor(case: Case, turn: SpeakerTurn | None, *, now: datetime) -> None:
    """End who speaks now, and begin the given turn; None only ends."""
    case.speakers.filter(started_at__isnull=False, ended_at=None).update(ended_at=now)
    if turn is not None:
        SpeakerTurn.objects.filter(pk=turn.pk, started_at=None).update(started_at=now)
    stir(case)


@transaction.atomic
def leave_floor(turn: SpeakerTurn) -> None:
    """Take somebody off the list who has not spoken yet."""
    SpeakerTurn.objects.filter(pk=turn.pk, started_at=None).delete()
    stir(turn.case)


@transaction.atomic
def set_speaking_time(meeting: Meeting, minutes: int | None) -> None:
    """How long each may speak, in minutes; None for no limit."""
    Room.objects.get_or_create(meeting=meeting)
    Room.objects.filter(meeting=meeting).update(speaking_minutes=minutes, version=F("version") + 1)


def _told(
    case: Case,
    verb: str,
    by: User,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    changed(case.meeting)
    stir(case)
    log_change(case, verb, by=by, before=before, after=after)
