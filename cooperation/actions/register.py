"""Keep the register: cooperation, municipalities, bodies, people, memberships, users and what they may."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import F, Model, ProtectedError, QuerySet
from django.db.models.deletion import Collector
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from cooperation.models import Body, Cooperation, Grant, Membership, Municipality, Person, Role, User
from cooperation.models.user import ROLES_WITH_BODY
from cooperation.rules.alphabet import alphabetical_key
from cooperation.rules.refusal import Refused

from .change import log_change
from .membership import why_not_seat


def facts_of(entry: Model) -> dict[str, Any]:
    """An entry's own fields as the change log keeps them; no password, no counter."""
    return {
        field.name: _plain(getattr(entry, field.attname))
        for field in entry._meta.concrete_fields
        if field.name not in ("password", "last_login", "revision")
    }


def _plain(value: Any) -> Any:
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (UUID, FieldFile)) else value


def register_changed() -> None:
    """What pages and documents show of the register is out of date."""
    Cooperation.objects.update(revision=F("revision") + 1)


@transaction.atomic
def add_person(*, family_name: str, given_name: str) -> Person:
    """Somebody whom the register did not know until minutes or a meeting named them."""
    person = Person.objects.create(family_name=family_name, given_name=given_name)
    register_changed()
    return person


@transaction.atomic
def save_entry(entry: Model, *, by: User) -> None:
    """Save a new or changed entry of the register, with a line in the change log.

    What documents print may have changed with it, so the register's revision rises.
    """
    before = type(entry)._base_manager.filter(pk=entry.pk).first() if entry.pk else None
    if isinstance(entry, User):
        _keep_an_administrator(entry)
        if before is None:
            entry.set_unusable_password()
    if isinstance(entry, Membership) and (reasons := why_not_seat(entry)):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:  # somebody else saved the same between the look and the save
        raise Refused([_("An entry with the same name or number has been saved meanwhile.")]) from error
    register_changed()
    log_change(entry, "save", by=by, before=facts_of(before) if before else None, after=facts_of(entry))


def why_not_delete(entry: Model) -> list[str]:
    """What minutes or people refer to stays, with its history."""
    if isinstance(entry, User):
        return [_("A user is not deleted, because the change log names them. Take away “may sign in”.")]
    try:
        Collector(using=DEFAULT_DB_ALIAS, origin=entry).collect([entry])
    except ProtectedError as error:
        return [_in_use(error)]
    return []


def _in_use(error: ProtectedError) -> str:
    kinds = sorted({str(obj._meta.verbose_name_plural) for obj in error.protected_objects}, key=alphabetical_key)
    return _("It is in use and cannot be deleted. In use by: %(kinds)s.") % {"kinds": ", ".join(kinds)}


@transaction.atomic
def delete_entry(entry: Model, *, by: User) -> None:
    """Delete an entry that nothing refers to. Looked at when it is deleted, since somebody may have begun to use it."""
    if isinstance(entry, User):
        raise Refused(why_not_delete(entry))
    log_change(entry, "delete", by=by, before=facts_of(entry))
    try:
        with transaction.atomic():
            entry.delete()
    except ProtectedError as error:
        raise Refused([_in_use(error)]) from error
    register_changed()


def why_not_grant(user: User, role: str, body: Body | None, municipality: Municipality | None) -> list[str]:
    reasons = []
    if role in ROLES_WITH_BODY and body is None:
        reasons.append(_("Choose the body: this role goes with one."))
    if role not in ROLES_WITH_BODY and body is not None:
        reasons.append(_("This role does not go with a body. Leave the body empty."))
    if role == Role.CONTACT and municipality is None:
        reasons.append(_("Choose the municipality: a contact goes with one."))
    if role != Role.CONTACT and municipality is not None:
        reasons.append(_("This role does not go with a municipality. Leave the municipality empty."))
    if user.grants.filter(role=role, body=body, municipality=municipality).exists():
        reasons.append(_("The user has this role already."))
    return reasons


@transaction.atomic
def grant_role(
    user: User, role: str, *, body: Body | None = None, municipality: Municipality | None = None, by: User | None
) -> Grant:
    """Give a user a role, for one body, one municipality or the whole cooperation."""
    if reasons := why_not_grant(user, role, body, municipality):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            grant = Grant.objects.create(user=user, role=role, body=body, municipality=municipality)
    except IntegrityError as error:
        raise Refused([_("The user has this role already.")]) from error
    log_change(
        user,
        "grant",
        by=by,
        after={"role": role, "body": body and body.pk, "municipality": municipality and municipality.pk},
    )
    return grant


def why_not_withdraw(grant: Grant, *, by: User) -> list[str]:
    if grant.role != Role.ADMINISTRATOR:
        return []
    reasons = []
    if grant.user_id == by.pk:
        reasons.append(_("You cannot take this role away from yourself. Another administrator can."))
    if not _other_administrators(grant.user).exists():
        reasons.append(_("This is the last administrator. Make another one first."))
    return reasons


@transaction.atomic
def withdraw_role(grant: Grant, *, by: User) -> None:
    """Take a role away. Administrators do not take their own away, and the last one keeps it."""
    _hold_administrators()
    if reasons := why_not_withdraw(grant, by=by):
        raise Refused(reasons)
    log_change(
        grant.user,
        "withdraw_role",
        by=by,
        before={"role": grant.role, "body": grant.body_id, "municipality": grant.municipality_id},
    )
    grant.delete()


def _other_administrators(user: User) -> QuerySet[Grant]:
    """The grants of those who are left if this user goes."""
    return Grant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).exclude(user=user)


def _hold_administrators() -> None:
    """Until the end of the transaction, so that two administrators cannot remove each other at once."""
    list(Grant.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))


def _keep_an_administrator(user: User) -> None:
    _hold_administrators()
    was_administrator = user.pk and user.grants.filter(role=Role.ADMINISTRATOR).exists()
    if was_administrator and not user.is_active and not _other_administrators(user).exists():
        raise Refused([_("This is the last administrator. Make another one first.")])
