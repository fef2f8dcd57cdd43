"""Who may read and write meetings."""

from __future__ import annotations

from cooperation.access import Visitor
from cooperation.models import Role, User


def can_read_meetings(visitor: Visitor) -> bool:
    """Secretaries and members of a body, the cooperation's leader, auditors. Which meetings: `visible_to`."""
    return isinstance(visitor, User) and visitor.has_role(Role.SECRETARY, Role.MEMBER, Role.LEADER, Role.AUDITOR)


def can_write_meetings(visitor: Visitor) -> bool:
    """A body's secretary. Which meetings: `written_by`."""
    return isinstance(visitor, User) and visitor.has_role(Role.SECRETARY)
