"""Write down how many of a product municipalities have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cooperation.models import Municipality, User
from licensing.models import Holding, Product

from .row import save_row


@transaction.atomic
def record_holdings(
    product: Product, counts: Iterable[tuple[Municipality, int]], *, since: date, note: str = "", by: User
) -> None:
    """From this day on. A count of the same day is corrected; those of other days stay as history."""
    for municipality, quantity in counts:
        held = Holding.objects.filter(product=product, municipality=municipality, since=since).first()
        held = held or Holding(product=product, municipality=municipality, since=since)
        held.quantity, held.note = quantity, note
        save_row(held, by=by)
