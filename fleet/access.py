"""Who may read and write the registers: predicates on a user, used with `allow` on views."""

from __future__ import annotations

from cooperation.access import Visitor
from cooperation.models import Role, User


def can_read_fleet(visitor: Visitor) -> bool:
    """The leader and auditors, and a municipality's contact. Which rows: `visible_to`."""
    return isinstance(visitor, User) and visitor.has_role(Role.LEADER, Role.AUDITOR, Role.CONTACT)


def can_write_fleet(visitor: Visitor) -> bool:
    """The leader, and a municipality's contact. Which rows: `written_by`."""
    return isinstance(visitor, User) and visitor.has_role(Role.LEADER, Role.CONTACT)


def can_lead_fleet(visitor: Visitor) -> bool:
    """The leader: what holds for all municipalities, such as terms and lifetimes."""
    return isinstance(visitor, User) and visitor.has_role(Role.LEADER)


def can_answer_surveys(visitor: Visitor) -> bool:
    """A municipality's contact, for the own municipality: `SurveyAnswer.objects.answered_by`."""
    return isinstance(visitor, User) and visitor.has_role(Role.CONTACT)
