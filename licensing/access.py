"""Who may read and write licences and costs."""

from __future__ import annotations

from cooperation.access import Visitor
from cooperation.models import Role, User


def can_read_costs(visitor: Visitor) -> bool:
    """The cooperation's own people, and municipalities' contacts for their own. Which rows: `visible_to`."""
    return isinstance(visitor, User) and visitor.has_role(
        Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.MEMBER, Role.CONTACT
    )


def can_read_all_costs(visitor: Visitor) -> bool:
    """Figures of every municipality: those who belong to the cooperation, not a contact of one municipality."""
    return isinstance(visitor, User) and visitor.has_role(Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.MEMBER)


def can_write_costs(visitor: Visitor) -> bool:
    """The leader of the cooperation."""
    return isinstance(visitor, User) and visitor.has_role(Role.LEADER)
