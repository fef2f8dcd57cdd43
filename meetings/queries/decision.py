"""Decisions over the years: the register, what applies now, and a subject from meeting to meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from cooperation.models import Municipality, Role, User
from meetings.models import ActionAssignee, Case, CaseKind, DecisionLink, DecisionLinkKind, Meeting, State
from meetings.models.decision import OUTCOMES_IN_FORCE, STATES_WITH_DECISIONS
from meetings.models.meeting import STATES_TAKING_CASES
from meetings.rules.rich_text import plain_text

from .action import case_told
from .search import Asked, found_cases

# Approving an agenda or minutes is done with once it is done: nothing of it applies later.
KINDS_PAST_AT_ONCE = (CaseKind.APPROVE_AGENDA, CaseKind.APPROVE_MINUTES)
MOST_IN_A_THREAD = 200


def decisions(user: User, asked: Asked) -> QuerySet[Case]:
    """Every decision this reader may read, newest first: cases with an outcome, of meetings that are over."""
    return (
        found_cases(user, asked)
        .filter(meeting__in=Meeting.objects.showing_minutes_to(user), meeting__state__in=STATES_WITH_DECISIONS)
        .exclude(outcome="")
        .select_related("meeting__body", "body")
        .order_by("-meeting__date", "-meeting_id", "position", "pk")
    )


def in_force(cases: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Those of them that apply on this day: adopted, and not replaced since."""
    replaced = DecisionLink.objects.in_effect(day).filter(earlier=OuterRef("pk"), kind=DecisionLinkKind.REPLACES)
    return (
        cases.filter(outcome__in=OUTCOMES_IN_FORCE, meeting__date__lte=day)
        .exclude(kind__in=KINDS_PAST_AT_ONCE)
        .exclude(Exists(replaced))
    )


def not_in_force(cases: QuerySet[Case], day: date) -> QuerySet[Case]:
    return cases.exclude(pk__in=in_force(cases.order_by(), day).values("pk"))


def with_changes(cases: QuerySet[Case], user: User) -> QuerySet[Case]:
    """With the decisions that replace or amend each, and that each replaces or amends, as far as the reader may see."""
    seen = Q(later__meeting__in=Meeting.objects.showing_minutes_to(user))
    links = DecisionLink.objects.select_related("later__meeting", "earlier__meeting")
    return cases.prefetch_related(
        Prefetch("decision_changed_by", queryset=links.filter(seen).order_by("from_on", "pk"), to_attr="changes"),
        Prefetch("changes_decisions", queryset=links.order_by("from_on", "pk"), to_attr="changed"),
    )


def meetings_after(meeting: Meeting) -> list[Meeting]:
    """The body's later meetings that a postponed case can be put on, soonest first."""
    later = Meeting.objects.filter(body=meeting.body_id, date__gte=meeting.date, state__in=STATES_TAKING_CASES)
    found = later.only("year", "number", "date", "start").in_order()
    return [other for other in found if (other.date, other.pk) > (meeting.date, meeting.pk)]


ALL_MUNICIPALITIES = ("kommunene", "kommunane")
"""How a decision names all of them at once, in bokmål and nynorsk."""


@dataclass(frozen=True)
class Decided:
    """A decision as those outside the body may read it: the case, the words, the day of the meeting."""

    case: str
    decision: str
    day: date


def decisions_that_concern(municipalities: Sequence[Municipality], *, most: int) -> list[Decided]:
    """Decisions of approved minutes that name one of the municipalities, or all, or give one something to do.

    A case whose title is exempt from publicity is left out: its decision may say what the title may not.
    """
    named = Q(pk=None)
    for word in ALL_MUNICIPALITIES:
        named |= Q(decision__icontains=word)
    for one in municipalities:
        named |= Q(decision__icontains=one.name)
    kept = ActionAssignee.objects.filter(municipality__in=[one.pk for one in municipalities], action__removed_at=None)
    cases = (
        Case.objects.filter(named | Q(pk__in=kept.values("action__case")))
        .filter(meeting__state=State.APPROVED, removed_at=None, public_title="")
        .exclude(decision="")
        .select_related("meeting", "body")
        .order_by("-meeting__date", "-meeting_id", "position", "pk")
    )
    return [
        Decided(case_told(case), plain_text(case.decision), case.meeting.date)
        for case in cases[:most]
        if case.meeting is not None
    ]


@dataclass(frozen=True)
class Step:
    """One case in the thread of a subject, and what the reader may know of it."""

    case: Case
    shows_minutes: bool
    links: tuple[DecisionLink, ...]


def thread_of(case: Case, user: User) -> list[Step]:
    """Every case that belongs to the same subject, oldest first: continued, postponed, replaced, amended."""
    known, edge = {case.pk}, {case.pk}
    while edge and len(known) < MOST_IN_A_THREAD:
        edge = _neighbours(edge) - known
        known |= edge
    cases = (
        Case.objects.visible_to(user)
        .filter(pk__in=known)
        .select_related("meeting__body", "body", "continues__meeting")
        .order_by(F("meeting__date").asc(nulls_last=True), "meeting_id", "position", "pk")
    )
    rows = list(cases)
    written = user.bodies_as(Role.SECRETARY)
    seen = {row.pk for row in rows}
    links = list(
        DecisionLink.objects.filter(later__in=seen, earlier__in=seen).select_related(
            "later__meeting", "earlier__meeting"
        )
    )
    return [
        Step(
            row,
            row.meeting.shows_minutes_to(user) if row.meeting else row.body_id in written,
            tuple(link for link in links if link.later_id == row.pk),
        )
        for row in rows
    ]


def _neighbours(keys: set[int]) -> set[int]:
    pairs = set(
        Case.objects.filter(Q(pk__in=keys) | Q(continues__in=keys), removed_at=None)
        .exclude(continues=None)
        .values_list("pk", "continues")
    )
    pairs |= set(DecisionLink.objects.filter(Q(later__in=keys) | Q(earlier__in=keys)).values_list("later", "earlier"))
    return {key for pair in pairs for key in pair if key is not None}


def decisions_before(case: Case, user: User) -> QuerySet[Case]:
    """The body's earlier decisions in force, which this one may replace or amend, newest first."""
    assert case.meeting is not None
    earlier = decisions(user, Asked(body=case.body_id)).exclude(pk=case.pk)
    before = Q(meeting__date__lt=case.meeting.date) | Q(meeting=case.meeting_id, position__lt=case.position)
    taken = DecisionLink.objects.filter(later=case).values("earlier")
    return in_force(earlier.filter(before), case.meeting.date).exclude(pk__in=taken)
