"""What a municipality's contact reads of the invoice bases: those in force, with what the own municipalities pay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from cooperation.models import User
from licensing.models import InvoiceBasis


@dataclass(frozen=True)
class Charged:
    """An invoice basis in force and the net of the reader's own municipalities."""

    basis: InvoiceBasis
    net: Decimal


def charged_to(user: User, *, most: int) -> list[Charged]:
    own = user.municipalities_as_contact()
    bases = InvoiceBasis.objects.in_force().filter(rows__municipality__in=own).select_related("scenario")
    summed = bases.annotate(own_net=Sum("rows__net"))
    return [Charged(basis, basis.own_net) for basis in summed[:most]]  # type: ignore[attr-defined]  # annotated
