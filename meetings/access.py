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


def can_keep_standing_texts(visitor: Visitor) -> bool:
    """What a body uses again and again: its secretary and administrators. Which bodies: `bodies_with_texts_kept_by`."""
    return isinstance(visitor, User) and visitor.has_role(Role.SECRETARY, Role.ADMINISTRATOR)


def can_attach_tables(visitor: Visitor) -> bool:
    """The secretary, and the leader whose figures they are. To which cases: `queries.exhibit.cases_to_attach_to`."""
    return isinstance(visitor, User) and visitor.has_role(Role.SECRETARY, Role.LEADER)


def can_audit_numbers(visitor: Visitor) -> bool:
    """A body's secretary, the leader, auditors. Which bodies: `bodies_audited_by`."""
    return isinstance(visitor, User) and visitor.has_role(Role.SECRETARY, Role.LEADER, Role.AUDITOR)


def can_remark(visitor: Visitor) -> bool:
    """Those a body's draft minutes are sent to, and its secretary. Which minutes: `remarked_by`."""
    return isinstance(visitor, User) and visitor.has_role(Role.SECRETARY, Role.MEMBER)


def can_read_log(visitor: Visitor) -> bool:
    """Who did what: the body's secretary, and auditors. Which meetings: `logged_for`."""
    return isinstance(visitor, User) and visitor.has_role(Role.SECRETARY, Role.AUDITOR)


def can_see_actions(visitor: Visitor) -> bool:
    """Readers of meetings, and a municipality's contact. Which actions: `Action.objects.visible_to`."""
    return isinstance(visitor, User) and visitor.has_role(
        Role.SECRETARY, Role.MEMBER, Role.LEADER, Role.AUDITOR, Role.CONTACT
    )
