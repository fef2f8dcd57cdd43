"""What each municipality is to pay for a part of a year: amounts to the øre, whose parts of the year sum to the year.

Everything is worked out from the start of the year up to a month, and a period is what it has grown by: so months sum to
quarters and quarters to the year, for the net, for the VAT and for each municipality's share of what is shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cooperation.rules.alphabet import alphabetical_key

from .allocation import allocate_shares
from .cost_table import CostTable
from .money import ORE

MONTHS = 12
HUNDRED = Decimal(100)
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class InvoicedLine:
    """What a municipality pays for a product in the period. `earlier`: its net of the year's months before."""

    municipality: str
    product: str
    quantity: int
    earlier: Decimal
    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat


def vat_of(net: Decimal, rate: Decimal) -> Decimal:
    """VAT in per cent of a net amount, halves of an øre away from zero."""
    return (net * rate / HUNDRED).quantize(ORE, ROUND_HALF_UP)


def invoiced(
    costs: CostTable, shares: Mapping[str, Fraction] | None, *, first: int, last: int, vat_rate: Decimal
) -> list[InvoicedLine]:
    """The lines of the months from `first` to `last`, both included (1 to 12). Lines that come to nothing are left out.

    What is shared is given by the shares, product by product; without shares it belongs to nobody and is left out, which
    the one who asks refuses beforehand.
    """
    until_before, until_last = _net_until(costs, shares, first - 1), _net_until(costs, shares, last)
    found = []
    for (number, product), reached in until_last.items():
        earlier = until_before.get((number, product), ZERO)
        net = reached - earlier
        vat = vat_of(reached, vat_rate) - vat_of(earlier, vat_rate)
        if net or vat:
            quantity = costs.quantities.get((product, number), 0)
            found.append(InvoicedLine(number, product, quantity, earlier, net, vat))
    return sorted(found, key=lambda line: (line.municipality, alphabetical_key(line.product), line.product))


def _net_until(costs: CostTable, shares: Mapping[str, Fraction] | None, month: int) -> dict[tuple[str, str], Decimal]:
    """Municipality and product → the net from January up to and with the month."""
    found: dict[tuple[str, str], Decimal] = {}
    shared: dict[str, Decimal] = {}
    for line in costs.lines:
        amount = sum(line.item.cost_by_month(costs.year)[:month], start=ZERO)
        if line.municipality is None:
            shared[line.product] = shared.get(line.product, ZERO) + amount
        else:
            key = (line.municipality, line.product)
            found[key] = found.get(key, ZERO) + amount
    for product, amount in shared.items() if shares is not None else ():
        for number, part in allocate_shares(amount, shares or {}).items():
            found[number, product] = found.get((number, product), ZERO) + part
    return found
