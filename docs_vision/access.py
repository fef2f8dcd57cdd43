"""Who may see the vision, write it, and say where a municipality stands."""

from __future__ import annotations

from cooperation.access import Visitor
from cooperation.models import Role, User


def can_read_vision(visitor: Visitor) -> bool:
    """Everybody with a part in the cooperation. A contact sees figures and states of the own municipality only."""
    return isinstance(visitor, User) and visitor.has_role(
        Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.MEMBER, Role.CONTACT
    )


def can_write_vision(visitor: Visitor) -> bool:
    return isinstance(visitor, User) and visitor.has_role(Role.LEADER)


def can_state_where_we_stand(visitor: Visitor) -> bool:
    """A municipality's contact for the own municipality, the leader for any."""
    return isinstance(visitor, User) and visitor.has_role(Role.LEADER, Role.CONTACT)
