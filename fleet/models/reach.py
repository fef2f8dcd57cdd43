"""Which rows a user reaches, said once for every model that belongs to a municipality."""

from __future__ import annotations

from django.db.models import Q

from cooperation.models import Municipality, Role, User


def seen_by(user: User, municipality: str = "municipality") -> Q:
    """All municipalities for leader and auditor, the own ones for a contact, none for anybody else.

    `municipality` is the path to it, such as "device__municipality".
    """
    if user.has_role(Role.LEADER, Role.AUDITOR):
        return Q()
    return Q(**{f"{municipality}__in": user.municipalities_as_contact()})


def kept_by(user: User, municipality: str = "municipality") -> Q:
    """All municipalities for the leader, the own ones for a contact, none for anybody else."""
    if user.has_role(Role.LEADER):
        return Q()
    return Q(**{f"{municipality}__in": user.municipalities_as_contact()})


def municipalities_seen_by(user: User) -> list[Municipality]:
    return list(Municipality.objects.filter(seen_by(user, "pk")))


def municipalities_kept_by(user: User) -> list[Municipality]:
    return list(Municipality.objects.filter(kept_by(user, "pk")))
