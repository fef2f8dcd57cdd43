"""Who may, as far as the cooperation itself goes: predicates on a user, used with `allow` on views."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from .models import Role, User

Visitor = User | AnonymousUser


def anyone(visitor: Visitor) -> bool:
    """Open to the world. The only way for a view to be public."""
    return True


def signed_in(visitor: Visitor) -> bool:
    return isinstance(visitor, User)


def can_administer(visitor: Visitor) -> bool:
    """Users, bodies, people and settings: not the content of any meeting."""
    return isinstance(visitor, User) and visitor.has_role(Role.ADMINISTRATOR)


def can_see_outbox(visitor: Visitor) -> bool:
    """Whether mails go out: those who write them, the leader, administrators. Which: `OutgoingMail.objects.visible_to`."""
    return isinstance(visitor, User) and visitor.has_role(Role.SECRETARY, Role.LEADER, Role.ADMINISTRATOR)


def can_read_mail(visitor: Visitor) -> bool:
    """What stands in a mail is content, which administrators have no part in."""
    return isinstance(visitor, User) and visitor.has_role(Role.SECRETARY, Role.LEADER)
