"""Save a negotiation with the quantities foreseen."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from licensing.models import Negotiation, NegotiationQuantity

from .row import save_row


def why_not_save_negotiation(negotiation: Negotiation) -> list[str]:
    reasons = []
    if negotiation.price_before < 0 or negotiation.price_promised < 0:
        reasons.append(_("A price cannot be below zero."))
    if negotiation.price_promised > negotiation.price_before:
        reasons.append(_("The price promised is higher than the one before, so no saving is promised."))
    return reasons


@transaction.atomic
def save_negotiation(negotiation: Negotiation, quantities: Iterable[tuple[Municipality, int]], *, by: User) -> None:
    """Save it, its quantities in the place of those it had."""
    if reasons := why_not_save_negotiation(negotiation):
        raise Refused(reasons)
    save_row(negotiation, by=by)
    negotiation.quantities.all().delete()
    made = NegotiationQuantity.objects.bulk_create(
        NegotiationQuantity(negotiation=negotiation, municipality=municipality, quantity=quantity)
        for municipality, quantity in quantities
    )
    log_change(
        negotiation,
        "save_quantities",
        by=by,
        after={"quantities": {row.municipality.number: row.quantity for row in made}},
    )
