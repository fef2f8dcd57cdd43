"""What happened in the meeting, case by case, as sentences in the meeting's language: who came and left, impartiality, votes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import (
    Case,
    Choice,
    Impartiality,
    ImpartialityRuling,
    Meeting,
    Movement,
    MovementKind,
    Proposal,
)
from meetings.queries.room import counted


@dataclass(frozen=True)
class VoteSource:
    """A proposal that was voted on: its text, who proposed it, what it came to, and who voted how."""

    text: str
    proposed_by: str
    result: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Held:
    notes: dict[int, tuple[str, ...]]
    votes: dict[int, tuple[VoteSource, ...]]


@dataclass(frozen=True)
class HeldCase:
    notes: tuple[str, ...]
    votes: tuple[VoteSource, ...]


def held_in(case: Case) -> HeldCase:
    """What happened in one case of a meeting."""
    assert case.meeting is not None
    found = _held(Q(case=case), case.meeting.language)
    return HeldCase(found.notes.get(case.pk, ()), found.votes.get(case.pk, ()))


def held(meeting: Meeting) -> Held:
    """Read with the same number of queries however long the meeting was."""
    return _held(Q(case__meeting=meeting), meeting.language)


def _held(where: Q, language: str) -> Held:
    notes: dict[int, list[str]] = defaultdict(list)
    votes: dict[int, list[VoteSource]] = defaultdict(list)
    with override(language):
        for step in Movement.objects.filter(where).select_related("person").order_by("at", "pk"):
            notes[step.case_id].append(_told_step(step))
        for one in Impartiality.objects.filter(where).select_related("person"):
            notes[one.case_id].append(told_impartiality(one))
        proposals = Proposal.objects.filter(where).select_related("case__body")
        for proposal in proposals.prefetch_related("votes__person", "votes__seat__municipality"):
            if proposal.votes.all():
                votes[proposal.case_id].append(_told_votes(proposal))
    return Held({key: tuple(told) for key, told in notes.items()}, {key: tuple(told) for key, told in votes.items()})


def _told_step(step: Movement) -> str:
    facts = {"time": step.at.strftime("%H:%M"), "name": step.person.list_name}
    if step.kind == MovementKind.CAME:
        return _("%(time)s: %(name)s came.") % facts
    return _("%(time)s: %(name)s left.") % facts


def told_impartiality(one: Impartiality) -> str:
    parts = [_("The impartiality of %(name)s was raised: %(basis)s.") % {
        "name": one.person.list_name, "basis": one.get_basis_display()
    }]  # fmt: skip
    if one.note:
        parts.append(one.note if one.note.endswith((".", "!", "?")) else f"{one.note}.")
    if one.ruling == ImpartialityRuling.DISQUALIFIED:
        parts.append(_("The body found the person disqualified."))
    elif one.ruling == ImpartialityRuling.IMPARTIAL:
        parts.append(_("The body found the person not disqualified."))
    if one.left_at:
        parts.append(_("Stepped out at %(time)s.") % {"time": one.left_at.strftime("%H:%M")})
    if one.returned_at:
        parts.append(_("Returned at %(time)s.") % {"time": one.returned_at.strftime("%H:%M")})
    return " ".join(parts)


def _told_votes(proposal: Proposal) -> VoteSource:
    count = counted(proposal, proposal.case)
    sides = tuple(
        (str(choice.label), tuple(vote.person.list_name for vote in count.votes if vote.choice == choice))
        for choice in Choice
        if any(vote.choice == choice for vote in count.votes)
    )
    return VoteSource(proposal.text, proposal.proposed_by, count.told, sides)
