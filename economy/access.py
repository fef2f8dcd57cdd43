"""Who may: predicates on a user, used with `allow` on views."""

from __future__ import annotations

from cooperation.access import Visitor, signed_in
from cooperation.models import Role, User


def can_read_reports(visitor: Visitor) -> bool:
    """Those who belong to the cooperation; not a contact of one municipality. Which reports: `visible_to`."""
    return isinstance(visitor, User) and visitor.has_role(Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.MEMBER)


def can_write_reports(visitor: Visitor) -> bool:
    """The leader of the cooperation."""
    return isinstance(visitor, User) and visitor.has_role(Role.LEADER)


# Everybody with a user may check a table: nothing of it is kept.
can_check_tables = signed_in
