"""What can be attached where, and how a frozen table stands beside today's figures."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cooperation.models import Role, User
from meetings.models import Case, Exhibit, State

OPEN = (State.PLANNED, State.CALLED, State.STARTED, State.DRAFT_MINUTES)


def cases_to_attach_to(user: User) -> QuerySet[Case]:
    """Cases that still can take a table: the secretary's own, and for the leader all; newest meeting first."""
    cases = Case.objects.visible_to(user) if user.has_role(Role.LEADER) else Case.objects.written_by(user)
    still_open = cases.filter(Q(meeting=None) | Q(meeting__state__in=OPEN))
    return still_open.select_related("body", "meeting__body").order_by("-meeting__date", "position", "pk")


def exhibits_of(user: User) -> QuerySet[Exhibit]:
    """Frozen tables of the cases that this user may read."""
    readable = Case.objects.visible_to(user)
    return Exhibit.objects.filter(case__in=readable).select_related("case__meeting__body", "case__body")


def exhibits_kept_by(user: User) -> QuerySet[Exhibit]:
    """Frozen tables that this user may take away or bring back."""
    return Exhibit.objects.filter(case__in=cases_to_attach_to(user).order_by()).select_related(
        "case__meeting__body", "case__body"
    )
