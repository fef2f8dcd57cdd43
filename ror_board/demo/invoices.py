"""What the demo shows of presenting costs: 2022 carried by the cooperation, 2023 invoiced, a table frozen with a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from cooperation.models import Municipality, User
from licensing.actions.invoice import approve_invoice, draft_invoice
from licensing.models import InvoiceBasis, Product, Scenario, ScenarioLine, Settlement
from meetings.actions.exhibit import freeze_scenario
from meetings.models import Case, Exhibit

VAT = Decimal(25)
USERS_IN_2022 = {"1547": 96, "1539": 86, "1535": 75, "1579": 35, "1506": 110}
ORGANISATION_NUMBERS = {
    "1506": "921221967", "1535": "939901965", "1539": "864980902", "1547": "964981337", "1579": "921133642",
}  # fmt: skip
FROZEN_WITH = "Fordeling av lisenskostnader"


def show_costs(municipalities: Mapping[str, Municipality], *, leader: User, today: date) -> None:
    """Three quarters of 2023 are approved, the last is a draft."""
    for number, municipality in municipalities.items():
        municipality.organisation_number = ORGANISATION_NUMBERS[number]
        municipality.save(update_fields=["organisation_number"])
    scenario = Scenario.objects.get(name="Lisenser for politikere 2023")
    year_before = Scenario.objects.create(
        name="Lisenser for politikere 2022",
        year=2022,
        assumptions="Listepris, og brukere slik de var ved årsskiftet.",
        is_shared=True,
    )
    e1 = Product.objects.get(name="Office 365 E1")
    for number, quantity in USERS_IN_2022.items():
        ScenarioLine.objects.create(
            scenario=year_before, product=e1, municipality=municipalities[number], quantity=quantity
        )
    carried = draft_invoice(
        year_before, first_month=1, last_month=12, settlement=Settlement.CARRIED, vat_rate=VAT, by=leader
    )
    approve_invoice(carried, by=leader)
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
    if case := Case.objects.filter(title=FROZEN_WITH).order_by("-pk").first():
        freeze_scenario(case, scenario, by=leader)
    noon = datetime(today.year, today.month, today.day, 11, tzinfo=UTC)
    InvoiceBasis.objects.update(made_at=noon)
    InvoiceBasis.objects.exclude(approved_at=None).update(approved_at=noon)
    Exhibit.objects.update(frozen_at=noon)
