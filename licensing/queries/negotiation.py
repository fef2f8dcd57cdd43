"""A negotiation's promised saving held against what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from cooperation.models import User
from licensing.models import Holding, Negotiation, PriceBasis
from licensing.rules.cost_table import CostItem
from licensing.rules.planned_line import Gap, PlannedLine, resolve
from licensing.rules.saving import Saving, saving, total_saving
from licensing.rules.spans import Counted, ListedPrice

from .price_list import visible_municipalities
from .scenario import MONTHS_PRICED, SOURCES


@dataclass(frozen=True)
class NegotiationPage:
    """A row for each municipality that the reader may see, and their sum."""

    rows: tuple[Saving, ...]
    total: Saving
    gaps: tuple[Gap, ...]


def negotiation_page_of(negotiation: Negotiation, user: User) -> NegotiationPage:
    """Four queries. Paid: what was held in the year, at the negotiated price in force, else the list price."""
    product, months = negotiation.product, MONTHS_PRICED[negotiation.period]
    prices = [
        ListedPrice(price.source, price.since, price.until, price.amount, MONTHS_PRICED[price.period])
        for price in product.prices.all()
    ]
    held: dict[int, list[Counted]] = defaultdict(list)
    for holding in Holding.objects.filter(product=product):
        held[holding.municipality_id].append(Counted(holding.since, holding.quantity))
    foreseen = dict(negotiation.quantities.values_list("municipality", "quantity"))
    rows, gaps = [], []
    for place in visible_municipalities(user):
        line = PlannedLine(product.name, place.number, source="holdings")
        found = list(
            resolve(
                line,
                negotiation.year,
                prices=prices,
                sources=SOURCES[PriceBasis.NEGOTIATED],
                counts=held[place.pk],
            )
        )
        gaps += [one for one in found if isinstance(one, Gap)]
        rows.append(
            saving(
                place.name,
                negotiation.year,
                before=CostItem(product.name, place.number, 0, negotiation.price_before, months),
                promised=negotiation.price_promised,
                foreseen=foreseen.get(place.pk, 0),
                paid=[one for one in found if isinstance(one, CostItem)],
            )
        )
    return NegotiationPage(tuple(rows), total_saving(rows), tuple(gaps))
