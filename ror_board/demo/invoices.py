"""Invoice bases of the demo: 2022 was carried by the cooperation, 2023 is invoiced quarter by quarter."""

from __future__ import annotations

from decimal import Decimal

from cooperation.models import User
from licensing.actions.invoice import approve_invoice, draft_invoice
from licensing.models import Scenario, Settlement

VAT = Decimal(25)


def make_invoices(leader: User) -> None:
    """The first three quarters are approved, the last is a draft."""
    scenario = Scenario.objects.get(name="Lisenser for politikere 2023")
    for first in (1, 4, 7, 10):
        basis = draft_invoice(
            scenario,
            first_month=first,
            last_month=first + 2,
            settlement=Settlement.INVOICED,
            vat_rate=VAT,
            by=leader,
        )
        if first < 10:
            approve_invoice(basis, by=leader)
