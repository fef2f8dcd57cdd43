"""Save and delete rows of the price list, the counts and the figures, each with a line in the change log."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import User
from cooperation.rules.alphabet import alphabetical_key
from cooperation.rules.refusal import Refused


def facts_of(row: Model) -> dict[str, Any]:
    """A row's own fields as the change log keeps them."""
    return {
        field.name: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in ("id", "revision", "changed_at")
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, (date, Decimal, UUID)) else value


@transaction.atomic
def save_row(row: Model, *, by: User) -> None:
    """Save a new or changed row. What another has saved meanwhile is refused, not overwritten."""
    before = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused([_("There is one like it already: the same name, or the same day.")]) from error
    log_change(row, "save", by=by, before=facts_of(before) if before else None, after=facts_of(row))


@transaction.atomic
def delete_row(row: Model, *, by: User) -> None:
    """Delete a row that nothing else uses."""
    log_change(row, "delete", by=by, before=facts_of(row))
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as error:
        kinds = sorted({str(obj._meta.verbose_name_plural) for obj in error.protected_objects}, key=alphabetical_key)
        raise Refused(
            [_("It is in use and cannot be deleted. In use by: %(kinds)s.") % {"kinds": ", ".join(kinds)}]
        ) from error
