"""What a scenario's page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from cooperation.models import Municipality, User
from licensing.models import PriceSource, Product, QuantityFrom, RegisterCount, RegisterKind, Scenario, Unit
from licensing.models.holding import READS_ALL
from licensing.rules.comparison import ComparedRow, compare
from licensing.rules.cost_table import CostItem, CostTable
from licensing.rules.money import Rounded, format_amount, format_number, round_kroner
from licensing.rules.planned_line import Gap
from licensing.rules.years import FORECAST, OUTCOME

from .scenario import Allotment, Inputs, YearCost, scenario_allotment, scenario_inputs, years_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


PRICE_SOURCES: Mapping[str, StrOrPromise] = dict(PriceSource.choices)
QUANTITY_SOURCES: Mapping[str, StrOrPromise] = dict(QuantityFrom.choices)


@dataclass(frozen=True)
class TableCell:
    """What a product costs a municipality, and for how many."""

    amount: Rounded
    quantity: str


@dataclass(frozen=True)
class TableRow:
    """A municipality in the table, or what is shared by all."""

    number: str
    name: str
    cells: tuple[TableCell | None, ...]
    amount: Rounded
    allotted: Rounded | None = None


@dataclass(frozen=True)
class Origin:
    """Where some of a product's figures come from."""

    product: str
    lines: int
    price: str
    months_priced: int
    price_source: str
    source: str
    register: str
    counted_on: date | None
    since: date | None
    until: date | None


@dataclass(frozen=True)
class PrivateDevices:
    """A product counted per device that a scenario charges for more than the devices a municipality owns."""

    product: str
    charged: int
    owned: int
    places: tuple[tuple[str, int], ...]
    extra: Rounded

    @property
    def count(self) -> int:
        return self.charged - self.owned


@dataclass(frozen=True)
class ScenarioPage:
    """A scenario with its figures, as far as the reader may see them."""

    scenario: Scenario
    inputs: Inputs
    table: CostTable
    rows: tuple[TableRow, ...]
    shared: TableRow | None
    allotment: Allotment | None
    origins: tuple[Origin, ...]
    private: tuple[PrivateDevices, ...]
    gaps: tuple[Gap, ...]
    forecast: tuple[YearCost, ...]
    outcome: tuple[YearCost, ...]
    sees_all: bool

    @property
    def year_rows(self) -> tuple[ComparedRow, ...]:
        """Each municipality in the years as they are foretold, and what is shared."""
        compared = compare([year.table for year in self.forecast])
        return (*compared.municipalities, *([compared.shared] if compared.shared else []))

    @cached_property
    def adjusted(self) -> list[tuple[str, str, Rounded]]:
        """The figures that are printed a krone off the nearest: whose, of what, and the figure."""
        names = {row.number: row.name for row in self.table.municipalities}
        found = [
            (names.get(line.municipality or "", ""), line.product, Rounded(line.exact, line.kroner))
            for line in self.table.adjusted
        ]
        found += [(row.name, "", Rounded(row.exact, row.kroner)) for row in self.table.municipalities if row.adjusted]
        found += [("", row.product, Rounded(row.exact, row.kroner)) for row in self.table.products if row.adjusted]
        return found


def own_municipalities(user: User) -> Collection[str] | None:
    """The numbers of the municipalities whose figures a reader is limited to. None: sees all."""
    if user.has_role(*READS_ALL):
        return None
    own = Municipality.objects.filter(pk__in=user.municipalities_as_contact())
    return set(own.values_list("number", flat=True))


def scenario_page_of(scenario: Scenario, user: User) -> ScenarioPage:
    """The page's figures. The whole is worked out first, so that a contact reads the same kroner as everybody else."""
    inputs = scenario_inputs(scenario)
    whole = inputs.table()
    allotment = scenario_allotment(scenario, whole)
    own = own_municipalities(user)
    table = whole if own is None else whole.only(own)
    items = [item for item in inputs.items if own is None or item.municipality in own]
    forecast, outcome = [], []
    if scenario.years > 1 and own is None:
        forecast = years_of(inputs, scenario.years, prefer=FORECAST)
        outcome = years_of(inputs, scenario.years, prefer=OUTCOME)
    return ScenarioPage(
        scenario=scenario,
        inputs=inputs,
        table=table,
        rows=tuple(_rows(table, allotment)),
        shared=_shared_row(table),
        allotment=allotment,
        origins=tuple(_origins(items)),
        private=tuple(_private_devices(table)),
        gaps=tuple(gap for gap in inputs.gaps if own is None or gap.municipality in own),
        forecast=tuple(forecast),
        outcome=tuple(outcome),
        sees_all=own is None,
    )


def _rows(table: CostTable, allotment: Allotment | None) -> list[TableRow]:
    return [
        TableRow(
            row.number,
            row.name,
            _cells(table, row.number),
            Rounded(row.exact, row.kroner),
            allotment.amounts.get(row.number) if allotment else None,
        )
        for row in table.municipalities
    ]


def _shared_row(table: CostTable) -> TableRow | None:
    return TableRow("", "", _cells(table, None), table.shared) if table.shared else None


def _cells(table: CostTable, number: str | None) -> tuple[TableCell | None, ...]:
    return tuple(
        TableCell(table.cells[row.product, number], format_number(table.quantities[row.product, number]))
        if (row.product, number) in table.cells
        else None
        for row in table.products
    )


def _origins(items: Collection[CostItem]) -> list[Origin]:
    """Lines with the same price and the same source told as one."""
    counted = Counter(
        (
            item.product,
            item.price,
            item.months_priced,
            item.price_source,
            item.source,
            item.counted_on,
            item.since,
            item.until,
        )
        for item in items
    )
    found = []
    for (product, price, months, price_source, source, counted_on, since, until), lines in counted.items():
        origin, _colon, register = source.partition(":")
        found.append(
            Origin(
                product,
                lines,
                format_amount(price),
                months,
                str(PRICE_SOURCES.get(price_source, "")),
                str(QUANTITY_SOURCES.get(origin, "")),
                str(RegisterKind(register).label) if register else "",
                counted_on,
                since,
                until,
            )
        )
    return found


def _private_devices(table: CostTable) -> list[PrivateDevices]:
    """Where a product counted per device is charged for devices that politicians own themselves."""
    per_device = set(Product.objects.filter(unit=Unit.DEVICE).values_list("name", flat=True))
    counts = RegisterCount.objects.filter(kind=RegisterKind.OWNED_DEVICES).order_by("counted_on")
    owned = dict(counts.values_list("municipality__number", "quantity"))  # the newest count is the last
    found = []
    for row in table.products:
        if row.product not in per_device:
            continue
        charged = {place.number: table.quantities.get((row.product, place.number), 0) for place in table.municipalities}
        over = [
            (place, charged[place.number] - owned[place.number])
            for place in table.municipalities
            if charged[place.number] > owned.get(place.number, charged[place.number])
        ]
        if over:
            extra = sum(
                (table.cell(row.product, place.number).exact * count / charged[place.number] for place, count in over),
                start=Decimal(0),
            )
            in_all = sum(charged.values())
            found.append(
                PrivateDevices(
                    row.product,
                    in_all,
                    in_all - sum(count for _place, count in over),
                    tuple((place.name, count) for place, count in over),
                    Rounded(extra, round_kroner(extra)),
                )
            )
    return found
