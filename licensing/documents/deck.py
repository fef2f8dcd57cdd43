"""A scenario as slides: the table, each municipality's share, what if, other scenarios beside it, the years to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.rules.chart import Chart, Series, grouped_bars, lines, stacked_bars
from cooperation.rules.deck import Deck, Slide, SlideKind
from cooperation.rules.table import AMOUNT, Column, Table
from licensing.rules.cost_table import CostTable, MunicipalityCost
from licensing.rules.money import format_kroner, format_number

from .tables import difference_told, printed_costs, printed_difference, total_told

MOST_BARS, MOST_SERIES, MOST_SCENARIOS = 16, 6, 3


@dataclass(frozen=True)
class YearFigures:
    """What a scenario costs in a year: by what was foretold, and by what came where that is known."""

    year: int
    forecast: CostTable
    outcome: CostTable


@dataclass(frozen=True)
class Presented:
    """What the slides are made of. `supposed` is the table under what if, when something is supposed."""

    costs: CostTable
    assumptions: str = ""
    others: Sequence[CostTable] = ()
    years: Sequence[YearFigures] = ()
    supposed: CostTable | None = None


def cost_deck(presented: Presented, *, what_if_template: str = "") -> Deck:
    """The slides. `what_if_template` is the panel that the page works with; on paper there is none."""
    costs = presented.costs
    slides = [
        Slide(
            "slide-title",
            SlideKind.TITLE,
            costs.name,
            lead=total_told(costs),
            under_lead=_("in all for %(year)s") % {"year": costs.year},
            paragraphs=tuple(filter(None, presented.assumptions.splitlines())),
        ),
        Slide("slide-table", SlideKind.TABLE, _("What it costs"), tables=(replace_caption(printed_costs(costs)),)),
    ]
    if costs.lines:
        slides.append(share_slide(costs))
    if what_if_template or presented.supposed is not None:
        slides.append(what_if_slide(costs, presented.supposed, what_if_template))
    if presented.others:
        slides.append(comparison_slide(costs, presented.others[:MOST_SCENARIOS]))
    if len(presented.years) > 1:
        slides.append(years_slide(presented.years))
    return Deck(costs.name, tuple(slides))


def replace_caption(table: Table) -> Table:
    return replace(table, caption=_("Costs per municipality and product, kr"))


def share_slide(costs: CostTable) -> Slide:
    """Each municipality's part of the whole: products after each other, the sum at the end."""
    shown = largest(costs)
    products = [row.product for row in costs.products]
    chart = stacked_bars(
        title=_("Costs per municipality, %(year)s") % {"year": costs.year},
        description=_described(shown, costs),
        labels=[row.name for row in shown],
        series=[
            Series(name, tuple(costs.cell(product, row.number).kroner for row in shown) if product else rest)
            for name, product, rest in _series(costs, products, shown)
        ],
        told=format_number,
    )
    table = Table(
        caption=_("Share per municipality"),
        columns=(Column(_("Municipality")), Column(_("kr"), AMOUNT), Column(_("Share, %"), AMOUNT)),
        rows=tuple(
            (row.name, format_number(row.kroner), _percent(row.exact, costs.total.exact))
            for row in costs.municipalities
        )
        + (
            ((_("Shared"), format_number(costs.shared.kroner), _percent(costs.shared.exact, costs.total.exact)),)
            if costs.shared
            else ()
        ),
        totals=(_("Sum"), format_number(costs.total.kroner), _percent(costs.total.exact, costs.total.exact)),
    )
    return Slide("slide-share", SlideKind.CHART, _("Who pays what"), tables=(table,), charts=(chart,))


def _series(
    costs: CostTable, products: list[str], shown: Sequence[MunicipalityCost]
) -> list[tuple[str, str, tuple[int, ...]]]:
    """Name, product, and the values of what is drawn together: the last of many products are one series."""
    if len(products) <= MOST_SERIES:
        return [(product, product, ()) for product in products]
    largest_first = sorted(costs.products, key=lambda row: -row.exact)
    drawn = [row.product for row in largest_first[: MOST_SERIES - 1]]
    rest = tuple(row.kroner - sum(costs.cell(product, row.number).kroner for product in drawn) for row in shown)
    return [*((product, product, ()) for product in drawn), (_("Other products"), "", rest)]


def largest(costs: CostTable) -> list[MunicipalityCost]:
    """As many municipalities as a chart can show: all in their order, or those that pay most."""
    rows = list(costs.municipalities)
    return rows if len(rows) <= MOST_BARS else sorted(rows, key=lambda row: (-row.exact, row.number))[:MOST_BARS]


def _described(shown: Sequence[MunicipalityCost], costs: CostTable) -> str:
    most, least = (
        (max(shown, key=lambda row: row.exact), min(shown, key=lambda row: row.exact)) if shown else (None, None)
    )
    if most is None or least is None:
        return _("Nothing to show.")
    return _("%(most)s pays most, kr %(high)s, and %(least)s least, kr %(low)s, of kr %(total)s.") % {
        "most": most.name,
        "high": format_number(most.kroner),
        "least": least.name,
        "low": format_number(least.kroner),
        "total": format_number(costs.total.kroner),
    }


def _percent(part: Decimal, whole: Decimal) -> str:
    if not whole:
        return "–"
    return f"{(part * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}".replace(".", ",")


def effect_told(before: CostTable, after: CostTable) -> tuple[str, str]:
    """The sum as it would be, and how much more or less that is."""
    less = before.total.kroner - after.total.kroner
    if not less:
        return total_told(after), _("the same as now")
    told = _("kr %(amount)s less than now") if less > 0 else _("kr %(amount)s more than now")
    return total_told(after), told % {"amount": format_number(abs(less))}


def effect_chart(before: CostTable, after: CostTable) -> Chart:
    shown = largest(before)
    now = {row.number: row.kroner for row in after.municipalities}
    return grouped_bars(
        title=_("The effect for each municipality"),
        description=_("The costs change from kr %(before)s to kr %(after)s.")
        % {"before": format_number(before.total.kroner), "after": format_number(after.total.kroner)},
        labels=[row.name for row in shown],
        series=[
            Series(_("Now"), tuple(row.kroner for row in shown)),
            Series(_("What if"), tuple(now.get(row.number, 0) for row in shown)),
        ],
        told=format_number,
    )


def what_if_slide(costs: CostTable, supposed: CostTable | None, template: str) -> Slide:
    if supposed is None or template:
        return Slide("slide-what-if", SlideKind.TEXT, _("What if …"), template=template)
    lead, under = effect_told(costs, supposed)
    return Slide(
        "slide-what-if",
        SlideKind.COMPARISON,
        _("What if …"),
        lead=lead,
        under_lead=under,
        tables=(printed_difference(costs, supposed),),
        charts=(effect_chart(costs, supposed),),
    )


def comparison_slide(costs: CostTable, others: Sequence[CostTable]) -> Slide:
    """The scenario beside others: what each costs in all and for each municipality, and the difference from this one."""
    tables = [costs, *others]
    places = {row.number: row.name for table in tables for row in table.municipalities}
    kroner = [{row.number: row.kroner for row in table.municipalities} for table in tables]
    columns = [Column(_("Municipality")), *(Column(table.name, AMOUNT) for table in tables)]
    columns += [Column(_("Difference: %(name)s") % {"name": table.name}, AMOUNT) for table in others]
    rows = []
    for number, name in places.items():
        amounts = [of.get(number, 0) for of in kroner]
        rows.append((name, *_beside(amounts)))
    if any(table.shared for table in tables):
        rows.append((_("Shared"), *_beside([table.shared.kroner if table.shared else 0 for table in tables])))
    chart = grouped_bars(
        title=_("Scenarios side by side"),
        description=_("Totals: %(totals)s.")
        % {"totals": "; ".join(f"{table.name} {format_kroner(table.total.kroner)}" for table in tables)},
        labels=[table.name for table in tables],
        series=[Series("", tuple(table.total.kroner for table in tables))],
        told=format_number,
    )
    table = Table(
        caption=_("Costs in %(year)s, kr") % {"year": costs.year},
        columns=tuple(columns),
        rows=tuple(rows),
        totals=(_("Sum"), *_beside([table.total.kroner for table in tables])),
    )
    beside = len(others)
    told = ngettext("%(number)s other scenario beside it", "%(number)s other scenarios beside it", beside)
    return Slide(
        "slide-comparison",
        SlideKind.CHART if beside > 1 else SlideKind.COMPARISON,
        _("Scenarios side by side"),
        paragraphs=(told % {"number": beside},),
        tables=(table,),
        charts=(chart,),
    )


def _beside(amounts: list[int]) -> list[str]:
    return [*map(format_number, amounts), *(difference_told(amount - amounts[0]) for amount in amounts[1:])]


def years_slide(years: Sequence[YearFigures]) -> Slide:
    """The years to come, with what was foretold and what came apart."""
    differs = any(year.forecast.total != year.outcome.total for year in years)
    series = [Series(_("By forecast"), tuple(year.forecast.total.kroner for year in years))]
    columns = [Column(_("Year")), Column(_("By forecast, kr"), AMOUNT)]
    if differs:
        series.append(Series(_("By outcome"), tuple(year.outcome.total.kroner for year in years)))
        columns.append(Column(_("By outcome, kr"), AMOUNT))
    table = Table(
        caption=_("Costs per year, kr"),
        columns=tuple(columns),
        rows=tuple(
            (str(year.year), *(format_number(row.values[place]) for row in series)) for place, year in enumerate(years)
        ),
    )
    first, last = years[0], years[-1]
    chart = lines(
        title=_("Costs per year"),
        description=_("From kr %(first)s in %(from)s to kr %(last)s in %(to)s.")
        % {
            "first": format_number(first.forecast.total.kroner),
            "from": first.year,
            "last": format_number(last.forecast.total.kroner),
            "to": last.year,
        },
        labels=[str(year.year) for year in years],
        series=series,
        told=lambda value: format_number(int(value)),
        height=300,
    )
    return Slide("slide-years", SlideKind.CHART, _("The years to come"), tables=(table,), charts=(chart,))
