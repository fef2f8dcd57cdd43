"""Keep what holds for all municipalities: terms of office, lifetimes and prices of devices."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.actions.register import facts_of
from cooperation.models import User
from cooperation.rules.refusal import Refused
from fleet.models import Lifetime, Term


def why_not_save_term(term: Term) -> list[str]:
    others = Term.objects.filter(since__lte=term.until, until__gte=term.since).exclude(pk=term.pk)
    return [_("It overlaps with the term %(term)s.") % {"term": other} for other in others]


@transaction.atomic
def save_term(term: Term, *, by: User) -> None:
    if reasons := why_not_save_term(term):
        raise Refused(reasons)
    term.save()
    log_change(term, "save", by=by, after=facts_of(term))


@transaction.atomic
def delete_term(term: Term, *, by: User) -> None:
    """Delete a term in which nobody sits."""
    log_change(term, "delete", by=by, before=facts_of(term))
    try:
        with transaction.atomic():
            term.delete()
    except ProtectedError as error:
        raise Refused([_("Somebody sits in this term, so it stays.")]) from error


@transaction.atomic
def save_lifetime(lifetime: Lifetime, *, by: User) -> None:
    lifetime.save()
    log_change(lifetime, "save", by=by, after=facts_of(lifetime) | {"price": str(lifetime.price)})


@transaction.atomic
def delete_lifetime(lifetime: Lifetime, *, by: User) -> None:
    log_change(lifetime, "delete", by=by, before=facts_of(lifetime) | {"price": str(lifetime.price)})
    lifetime.delete()
