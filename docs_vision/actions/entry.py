"""Write the vision: its goals, challenges, solutions, benefits and so on, each saved whole with its links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Model, ProtectedError
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import User
from cooperation.rules.alphabet import alphabetical_key
from cooperation.rules.refusal import Refused


def facts_of(entry: Model) -> dict[str, Any]:
    """An entry's fields and links as the change log keeps them."""
    facts: dict[str, Any] = {}
    for field in entry._meta.concrete_fields:
        value = getattr(entry, field.attname)
        facts[field.name] = value if value is None or isinstance(value, (bool, int, str)) else str(value)
    for link in entry._meta.many_to_many:
        facts[link.name] = sorted(getattr(entry, link.name).values_list("pk", flat=True))
    return facts


@transaction.atomic
def save_entry(entry: Model, *, links: Mapping[str, Iterable[Model]], by: User) -> None:
    """Save a new or changed entry. `links` names what it hangs together with, by field; a new one comes last in its order."""
    before = None
    if entry.pk:
        before = facts_of(type(entry)._base_manager.get(pk=entry.pk))
    elif any(field.name == "position" for field in entry._meta.fields):
        highest = type(entry)._base_manager.aggregate(highest=Max("position"))["highest"] or 0
        setattr(entry, "position", highest + 1)  # noqa: B010  # only some entries have an order
    entry.save()
    for name, others in links.items():
        getattr(entry, name).set(others)
    log_change(entry, "save", by=by, before=before, after=facts_of(entry))


@transaction.atomic
def delete_entry(entry: Model, *, by: User) -> None:
    """Delete an entry that nothing else needs."""
    log_change(entry, "delete", by=by, before=facts_of(entry))
    try:
        with transaction.atomic():
            entry.delete()
    except ProtectedError as error:
        kinds = sorted({str(one._meta.verbose_name_plural) for one in error.protected_objects}, key=alphabetical_key)
        raise Refused(
            [_("It is in use and cannot be deleted. In use by: %(kinds)s.") % {"kinds": ", ".join(kinds)}]
        ) from error


@transaction.atomic
def move_entry(entry: Model, *, steps: int, by: User) -> None:
    """Move an entry that many places down (up when negative) among its kind, at most to an end."""
    ordered = list(type(entry)._base_manager.select_for_update().order_by("position", "pk"))
    here = next(place for place, one in enumerate(ordered) if one.pk == entry.pk)
    there = min(max(here + steps, 0), len(ordered) - 1)
    ordered.insert(there, ordered.pop(here))
    for place, one in enumerate(ordered, start=1):
        setattr(one, "position", place)  # noqa: B010  # as above
    type(entry)._base_manager.bulk_update(ordered, ["position"])
    log_change(entry, "move", by=by, before={"place": here + 1}, after={"place": there + 1})
