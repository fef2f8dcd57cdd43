"""A body's standing cases and standard texts, for those who keep them."""

from __future__ import annotations

from django.db.models import QuerySet

from cooperation.models import Body, Role, User


def bodies_with_texts_kept_by(user: User) -> QuerySet[Body]:
    """All bodies for an administrator, else those whose secretary the user is."""
    if user.has_role(Role.ADMINISTRATOR):
        return Body.objects.all()
    return Body.objects.filter(pk__in=user.bodies_as(Role.SECRETARY))
