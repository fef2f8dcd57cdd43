"""Who sits where, and for how long: what makes no sense is refused."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cooperation.models import Membership, MembershipRole, QuorumRule
from cooperation.models.membership import VOTING_ROLES

HELD_BY_ONE = (MembershipRole.LEADER, MembershipRole.DEPUTY_LEADER)
SEATS = (*VOTING_ROLES, MembershipRole.DEPUTY)


def why_not_seat(membership: Membership) -> list[str]:
    """Every reason why a membership, new or changed, makes no sense."""
    reasons = _reasons_by_itself(membership)
    if membership.until and membership.until < membership.since:
        return reasons
    for other in _at_the_same_time(membership):
        if other.person_id == membership.person_id and other.role == membership.role:
            reasons.append(_("This person already has this role in the body in those days."))
        elif other.person_id == membership.person_id and {other.role, membership.role} <= set(SEATS):
            reasons.append(
                _("In those days this person already sits in the body as: %(role)s.")
                % {"role": other.get_role_display()}
            )
        elif membership.role in HELD_BY_ONE and other.role == membership.role:
            reasons.append(_("In those days %(person)s already has this role.") % {"person": other.person})
        elif _same_place_in_line(membership, other):
            reasons.append(_("In those days %(person)s has the same rank.") % {"person": other.person})
    return reasons


def _reasons_by_itself(membership: Membership) -> list[str]:
    reasons = []
    if membership.until and membership.until < membership.since:
        reasons.append(_("The membership ends before it starts."))
    if membership.role != MembershipRole.DEPUTY and (membership.deputy_for or membership.rank):
        reasons.append(_("Only a deputy has a rank and stands in for somebody."))
    counts_municipalities = membership.body.quorum_rule == QuorumRule.MUNICIPALITIES
    if membership.role in VOTING_ROLES and membership.municipality is None and counts_municipalities:
        reasons.append(_("Choose the municipality: the body counts municipalities for its quorum."))
    if deputy_for := membership.deputy_for:
        if deputy_for.body_id != membership.body_id:
            reasons.append(_("The deputy stands in for a member of another body."))
        if deputy_for.person_id == membership.person_id:
            reasons.append(_("Nobody is their own deputy."))
        if deputy_for.role not in VOTING_ROLES:
            reasons.append(_("A deputy stands in for somebody with a seat."))
    return reasons


def _at_the_same_time(membership: Membership) -> list[Membership]:
    others = Membership.objects.filter(body=membership.body).exclude(pk=membership.pk).select_related("person")
    return [
        other
        for other in others
        if (other.until is None or other.until >= membership.since)
        and (membership.until is None or other.since <= membership.until)
    ]


def _same_place_in_line(one: Membership, other: Membership) -> bool:
    """Two deputies of the same rank for the same seat, or for the same municipality."""
    return (
        one.role == other.role == MembershipRole.DEPUTY
        and one.rank is not None
        and one.rank == other.rank
        and one.deputy_for_id == other.deputy_for_id
        and one.municipality_id == other.municipality_id
    )
