"""Licences and costs of the demo: the real scenario of December 2023, and what it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from cooperation.models import Municipality
from licensing.models import (
    AllocationKey,
    AllocationPart,
    Holding,
    IndexFigure,
    IndexKind,
    KeyBasis,
    Negotiation,
    NegotiationQuantity,
    PopulationFigure,
    Price,
    PriceSource,
    Product,
    QuantityFrom,
    RegisterCount,
    RegisterKind,
    Scenario,
    ScenarioLine,
    Unit,
)

NEW_YEAR, COUNTED_ON = date(2023, 1, 1), date(2023, 12, 1)
USERS = {"1547": 100, "1539": 86, "1535": 75, "1579": 35, "1506": 120}
PRIVATE = {"1539": 86, "1579": 35}
INHABITANTS = {"1506": 32002, "1535": 6936, "1539": 7019, "1547": 3518, "1579": 13287}
ASSUMPTIONS = (
    "Antall brukere per kommune slik de er meldt inn høsten 2023. Pris for Office 365 E1 etter rammeavtalen. "
    "Intune er regnet for alle enheter, også for dem som bruker egen PC."
)


def fill_costs(municipalities: Mapping[str, Municipality]) -> None:
    """Products with prices, what the municipalities hold, keys to share by, and three scenarios."""
    e1, intune = _make_products()
    _make_figures(municipalities)
    _make_keys(e1)
    _make_negotiation(municipalities)
    for number, quantity in USERS.items():
        Holding.objects.create(
            product=e1,
            municipality=municipalities[number],
            since=NEW_YEAR,
            quantity=quantity,
            note="Meldt inn av kommunen",
        )
    real = Scenario.objects.create(
        name="Lisenser for politikere 2023",
        year=2023,
        years=3,
        assumptions=ASSUMPTIONS,
        is_shared=True,
        key=AllocationKey.objects.get(name="Etter brukere"),
    )
    owned = Scenario.objects.create(
        name="Intune bare på kommunens egne enheter",
        year=2023,
        assumptions="Som «Lisenser for politikere 2023», men uten Intune på PC-er som politikerne eier selv.",
        is_shared=True,
        copied_from=real,
    )
    cheaper = Scenario.objects.create(
        name="E1 til kr 79,00",
        year=2023,
        assumptions="Hvis forhandlingene gir kr 79,00 per bruker, og Intune bare på kommunens egne enheter.",
        copied_from=owned,
    )
    for scenario in (real, owned, cheaper):
        price = Decimal("79.00") if scenario is cheaper else None
        for number, quantity in USERS.items():
            at = {"scenario": scenario, "municipality": municipalities[number]}
            ScenarioLine.objects.create(product=e1, quantity_from=QuantityFrom.HOLDINGS, price=price, **at)
            if scenario is real:
                ScenarioLine.objects.create(product=intune, quantity=quantity, **at)
            else:
                ScenarioLine.objects.create(
                    product=intune,
                    quantity_from=QuantityFrom.REGISTER,
                    register=RegisterKind.OWNED_DEVICES,
                    **at,
                )


def _make_products() -> tuple[Product, Product]:
    e1 = Product.objects.create(
        name="Office 365 E1",
        unit=Unit.USER,
        sku_part_number="STANDARDPACK",
        sku_id=UUID("18181a46-0d4e-45cd-891e-60aabd171b4e"),
    )
    intune = Product.objects.create(
        name="Microsoft Intune",
        unit=Unit.DEVICE,
        sku_part_number="INTUNE_A",
        sku_id=UUID("061f9ace-7d42-4136-88ac-31dc755f143f"),
    )
    for product, source, since, amount in (
        (e1, PriceSource.LIST, date(2022, 1, 1), "96.80"),
        (e1, PriceSource.LIST, NEW_YEAR, "99.59"),
        (e1, PriceSource.NEGOTIATED, NEW_YEAR, "92.12"),
        (e1, PriceSource.FORECAST, date(2024, 1, 1), "96.00"),
        (intune, PriceSource.LIST, date(2022, 1, 1), "25.00"),
    ):
        Price.objects.create(product=product, source=source, since=since, amount=Decimal(amount))
    return e1, intune


def _make_figures(municipalities: Mapping[str, Municipality]) -> None:
    for number, inhabitants in INHABITANTS.items():
        PopulationFigure.objects.create(
            municipality=municipalities[number], year=2022, inhabitants=inhabitants, source="SSB, folketall 1. januar"
        )
    for number, quantity in USERS.items():
        private = PRIVATE.get(number, 0)
        for kind, count in (
            (RegisterKind.OWNED_DEVICES, quantity - private),
            (RegisterKind.PRIVATE_DEVICES, private),
        ):
            RegisterCount.objects.create(
                kind=kind, municipality=municipalities[number], counted_on=COUNTED_ON, quantity=count
            )
    for year, index, percent, source in (
        (2022, IndexKind.FORECAST, "2.5", "Nasjonalbudsjettet 2022, kommunal deflator"),
        (2022, IndexKind.OUTCOME, "6.4", "Kommunal deflator uten pensjon"),
        (2023, IndexKind.FORECAST, "5.2", "Revidert nasjonalbudsjett 2023"),
        (2024, IndexKind.FORECAST, "4.3", "Revidert nasjonalbudsjett 2024"),
        (2025, IndexKind.FORECAST, "3.0", "Eget anslag"),
    ):
        IndexFigure.objects.create(year=year, kind=index, percent=Decimal(percent), source=source)


def _make_keys(e1: Product) -> None:
    equal = (KeyBasis.EQUAL, None, None)
    inhabitants = (KeyBasis.POPULATION, 2022, None)
    for name, note, parts in (
        ("Likt mellom kommunene", "", [("1", equal)]),
        ("Etter innbyggere", "Folketall 1. januar 2022", [("1", inhabitants)]),
        ("Etter brukere", "Brukere av Office 365 E1 i scenariet", [("1", (KeyBasis.USERS, None, e1))]),
        ("30 % likt, resten etter innbyggere", "Folketall 1. januar 2022", [("0.3", equal), ("0.7", inhabitants)]),
    ):
        key = AllocationKey.objects.create(name=name, note=note)
        for position, (weight, (basis, year, product)) in enumerate(parts, start=1):
            AllocationPart.objects.create(
                key=key,
                position=position,
                weight=Decimal(weight),
                basis=basis,
                population_year=year,
                product=product,
            )


def _make_negotiation(municipalities: Mapping[str, Municipality]) -> None:
    """A saving that was promised, with one municipality that has since got fewer users than foreseen."""
    made = Negotiation.objects.create(
        name="Rammeavtale Office 365 E1, 2023",
        product=Product.objects.get(name="Office 365 E1"),
        year=2023,
        agreed_on=date(2022, 12, 1),
        price_before=Decimal("99.59"),
        price_promised=Decimal("92.12"),
    )
    foreseen = USERS | {"1506": 130}
    for number, quantity in foreseen.items():
        NegotiationQuantity.objects.create(negotiation=made, municipality=municipalities[number], quantity=quantity)
