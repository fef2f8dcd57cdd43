"""What minutes still lack before they can be closed, each with the place where it is mended."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from cooperation.models.body import VotesBy
from meetings.models import (
    Action,
    Attendance,
    AttendanceStatus,
    Case,
    CaseAttendance,
    CaseAttendanceKind,
    CaseKind,
    Impartiality,
    Meeting,
    Outcome,
    Proposal,
)
from meetings.models.impartiality import ImpartialityRuling

from .attendance import seats_of
from .meeting import agenda

# What is only told or talked about needs an outcome, but no text of a decision.
KINDS_WITHOUT_DECISION = (CaseKind.ORIENTATION, CaseKind.OTHER_BUSINESS)
OUTCOMES_WITHOUT_DECISION = (Outcome.WITHDRAWN, Outcome.POSTPONED)


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, in a sentence, and the address of the page where it is mended.

    What does not block is told, but minutes that never said it can be closed all the same: imported ones often do not.
    """

    text: str
    url: str
    blocks: bool = True


def gaps_of(meeting: Meeting) -> list[Gap]:
    """Every gap: kommuneloven § 11-4 wants time and place, who met and who was away, every case, the decision, the votes."""
    return [*_gaps_in_facts(meeting), *_gaps_in_cases(meeting), *_gaps_in_actions(meeting), *_gaps_in_votes(meeting)]


def blocking(gaps: list[Gap]) -> list[str]:
    """What has to be mended before minutes are sent out or approved."""
    return [gap.text for gap in gaps if gap.blocks]


def _gaps_in_facts(meeting: Meeting) -> list[Gap]:
    edit, attendance = (reverse(f"meetings:{name}", args=[meeting.pk]) for name in ("meeting_edit", "attendance_page"))
    gaps = []
    if meeting.start is None:
        gaps.append(Gap(_("It is not said when the meeting started."), edit))
    if meeting.end is None:
        gaps.append(Gap(_("It is not said when the meeting ended."), edit))
    if not meeting.place:
        gaps.append(Gap(_("It is not said where the meeting was held."), edit, blocks=False))
    rows = {row.person_id: row for row in meeting.attendance.all()}
    if all(row.status != AttendanceStatus.PRESENT for row in rows.values()):
        gaps.append(Gap(_("Nobody is recorded as present."), attendance))
    else:
        gaps += [
            Gap(_("Nothing is recorded of %(name)s.") % {"name": seat.person}, attendance)
            for seat in seats_of(meeting)
            if seat.person_id not in rows
        ]
    return gaps


def _gaps_in_cases(meeting: Meeting) -> list[Gap]:
    gaps = []
    lines = agenda(meeting)
    if not lines:
        gaps.append(Gap(_("The meeting has no cases."), meeting.get_absolute_url()))
    for line in lines:
        case = line.case
        named = {"case": f"{line.number} {case.title}".strip()}
        where = _edit(case)
        if not case.title:
            gaps.append(Gap(_("%(case)s has no title.") % named, where))
        if not case.outcome:
            gaps.append(Gap(_("%(case)s has no outcome.") % named, where))
        has_text = bool(strip_tags(case.decision).strip())
        if not has_text and case.kind not in KINDS_WITHOUT_DECISION and case.outcome not in OUTCOMES_WITHOUT_DECISION:
            gaps.append(Gap(_("%(case)s has no decision.") % named, where))
    gaps += [
        Gap(
            _("The body has not decided on the impartiality of %(name)s in %(case)s.")
            % {"name": raised.person, "case": raised.case},
            _edit(raised.case),
        )
        for raised in Impartiality.objects.filter(
            case__meeting=meeting, case__removed_at=None, ruling=ImpartialityRuling.UNDECIDED
        ).select_related("case", "person")
    ]
    return gaps


def _gaps_in_actions(meeting: Meeting) -> list[Gap]:
    gaps = []
    actions = Action.objects.filter(case__meeting=meeting, case__removed_at=None, removed_at=None)
    for action in actions.select_related("case").prefetch_related("assignees"):
        named = {"action": action.text, "case": action.case}
        if not action.assignees.all():
            gaps.append(Gap(_("“%(action)s” in %(case)s has nobody who answers for it.") % named, _edit(action.case)))
        if action.due_on is None:
            gaps.append(Gap(_("“%(action)s” in %(case)s has no date.") % named, _edit(action.case)))
    return gaps


def _gaps_in_votes(meeting: Meeting) -> list[Gap]:
    """Proposals that were voted on by somebody who was not there, or not by everybody who was."""
    proposals = list(
        Proposal.objects.filter(case__meeting=meeting, case__removed_at=None)
        .select_related("case")
        .prefetch_related("votes__person")
    )
    if not proposals:
        return []
    seats = {seat.pk: seat for seat in seats_of(meeting)}
    met = _who_met_for(meeting, set(seats))
    gone = defaultdict(set)
    for row in CaseAttendance.objects.filter(case__meeting=meeting, kind=CaseAttendanceKind.LEFT):
        gone[row.case_id].add(row.person_id)
    for raised in Impartiality.objects.filter(case__meeting=meeting, ruling=ImpartialityRuling.DISQUALIFIED):
        gone[raised.case_id].add(raised.person_id)
    gaps = []
    for proposal in proposals:
        votes = proposal.votes.all()
        if not votes and not proposal.is_closed:
            continue
        there = {seat: person for seat, person in met.items() if person not in gone[proposal.case_id]}
        named = {"proposal": proposal.text[:60], "case": proposal.case}
        where = _edit(proposal.case)
        gaps += [
            Gap(
                _("%(name)s voted on “%(proposal)s” in %(case)s, but was not there.") % (named | {"name": vote.person}),
                where,
            )
            for vote in votes
            if vote.person_id not in there.values()
        ]
        if meeting.body.votes_by == VotesBy.MUNICIPALITY:
            entitled = len({seats[seat].municipality_id for seat in there})
        else:
            entitled = len(there)
        if len(votes) != entitled:
            gaps.append(
                Gap(
                    _("“%(proposal)s” in %(case)s has %(votes)s votes, but %(entitled)s could vote.")
                    % (named | {"votes": len(votes), "entitled": entitled}),
                    where,
                )
            )
    return gaps


def _who_met_for(meeting: Meeting, seats: set[int]) -> dict[int, int]:
    """The seats that were filled, and by whom: the member or the deputy."""
    present = Attendance.objects.filter(meeting=meeting, status=AttendanceStatus.PRESENT)
    filled = {}
    for row in present:
        seat = row.stands_in_for_id or row.membership_id
        if seat in seats:
            filled[seat] = row.person_id
    return filled


def _edit(case: Case) -> str:
    return reverse("meetings:case_edit", args=[case.pk])
