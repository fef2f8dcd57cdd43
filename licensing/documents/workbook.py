"""A scenario as a workbook: prices and quantities to change on two sheets, what comes of them on two others.

The rounding to whole kroner is live too. Each line's kroner are its exact amount without øre, and as many lines as the
rounded total asks for get one krone more: those with the most øre left, and of equal ones those that stand first. The
sheet of the calculation stands in the order that settles such ties, the lowest municipality number first, so nothing is
ranked: a line gets its krone when it has more øre left than the last one that gets any, or as many and its turn comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cooperation.documents.workbook import Cell, Formula, Look, Sheet, place, workbook_bytes
from cooperation.models import Cooperation
from licensing.models import Scenario
from licensing.rules.cost_table import PER_MONTH, SHARED, CostLine, CostTable
from licensing.rules.money import divide_half_up, format_amount, in_ore
from licensing.rules.proration import months_in_year

DIGITS = Decimal("0.0000000001")


@dataclass(frozen=True)
class About:
    """Where the figures come from: printed in the footer and on the last sheet."""

    author: str
    dated: date
    version: str = ""
    assumptions: str = ""


def about_scenario(scenario: Scenario) -> About:
    return About(
        author=Cooperation.objects.current().name,
        dated=localdate(scenario.changed_at),
        version=_("version %(number)s") % {"number": scenario.revision},
        assumptions=scenario.assumptions,
    )


def cost_workbook(costs: CostTable, about: About) -> bytes:
    """The whole workbook: results first, then prices, quantities, the calculation, and how it is done."""
    return workbook_bytes(cost_sheets(costs, about), title=costs.name, author=about.author, dated=about.dated)


def cost_sheets(costs: CostTable, about: About) -> list[Sheet]:
    footer = " · ".join(filter(None, [costs.name, about.version, about.dated.strftime("%d.%m.%Y")]))
    lines = in_tie_order(costs.lines)
    prices = _price_sheet(costs, footer)
    quantities = _quantity_sheet(costs, lines, footer)
    work = _calculation_sheet(costs, lines, (prices, quantities), footer)
    results = _result_sheet(costs, len(lines), work, footer)
    return [results, prices, quantities, work, _about_sheet(costs, about, footer)]


def in_tie_order(lines: Sequence[CostLine]) -> list[CostLine]:
    """The order in which equal remainders get their krone: `rules.cost_table.calculate`."""
    return sorted(
        lines,
        key=lambda line: (
            line.municipality or SHARED,
            line.product,
            line.item.since or date.min,
            line.item.until or date.max,
            line.item.price,
            line.item.quantity,
        ),
    )


FIRST = 4  # the row of the first figures on each sheet, below title, explanation and head


def _begun(sheet: Sheet, title: str, note: str, head: Sequence[Cell]) -> Sheet:
    sheet.frozen_rows = FIRST - 1
    sheet.add((title, Look.TITLE))
    sheet.add((note, Look.NOTE))
    sheet.add(*head)
    return sheet


def _price_sheet(costs: CostTable, footer: str) -> Sheet:
    """Each product's price where it has one for all; what is changed here moves everything."""
    sheet = _begun(
        Sheet(_("Prices"), (8, 34, 16, 18), footer=footer),
        _("Prices"),
        _("Change the yellow cells; all other sheets follow."),
        (
            (_("No."), Look.HEAD_AMOUNT),
            (_("Product"), Look.HEAD),
            (_("Price, kr"), Look.HEAD_AMOUNT),
            (_("Months the price is for"), Look.HEAD_AMOUNT),
        ),
    )
    for number, row in enumerate(costs.products, start=1):
        common = common_price(costs, row.product)
        price, months = common or (None, None)
        sheet.add(
            (number, Look.COUNT),
            (row.product, Look.TEXT),
            (price if common else _("differs, see quantities"), Look.INPUT_AMOUNT if common else Look.NOTE),
            (months, Look.COUNT),
        )
    sheet.counts = f"C{FIRST}:C{FIRST + max(len(costs.products), 1) - 1}"
    return sheet


def common_price(costs: CostTable, product: str) -> tuple[Decimal, int] | None:
    """The price that all of a product's lines have, and the months it is for."""
    found = {(line.item.price, line.item.months_priced) for line in costs.lines if line.product == product}
    return next(iter(found)) if len(found) == 1 else None


def _price_rows(costs: CostTable) -> dict[str, int]:
    """In which row of the prices a product's common price stands. Others have a price of their own in each line."""
    rows = enumerate(costs.products, start=FIRST)
    return {row.product: number for number, row in rows if common_price(costs, row.product)}


def _quantity_sheet(costs: CostTable, lines: Sequence[CostLine], footer: str) -> Sheet:
    sheet = _begun(
        Sheet(_("Quantities"), (8, 34, 12, 24, 12, 12, 14, 12, 14), footer=footer),
        _("Quantities"),
        _("Change the yellow cells. Months: how much of the year the line covers; a part of a month by its days."),
        (
            (_("No."), Look.HEAD_AMOUNT),
            (_("Product"), Look.HEAD),
            (_("Municipality number"), Look.HEAD),
            (_("Municipality"), Look.HEAD),
            (_("From"), Look.HEAD_AMOUNT),
            (_("Until"), Look.HEAD_AMOUNT),
            (_("Quantity"), Look.HEAD_AMOUNT),
            (_("Months"), Look.HEAD_AMOUNT),
            (_("Own price, kr"), Look.HEAD_AMOUNT),
        ),
    )
    sheet.filter_row = FIRST - 1
    numbers = {row.product: number for number, row in enumerate(costs.products, start=1)}
    own = numbers.keys() - _price_rows(costs).keys()
    names = {row.number: row.name for row in costs.municipalities}
    shared = _("Shared")
    for line in lines:
        item = line.item
        months = months_in_year(costs.year, item.since, item.until)
        covered = (Decimal(months.numerator) / months.denominator).quantize(DIGITS).normalize()
        sheet.add(
            (numbers[item.product], Look.COUNT),
            (item.product, Look.TEXT),
            (item.municipality or "", Look.TEXT),
            (names[item.municipality] if item.municipality else shared, Look.TEXT),
            (item.since, Look.DAY),
            (item.until, Look.DAY),
            (item.quantity, Look.INPUT_COUNT),
            (covered, Look.INPUT_NUMBER),
            (item.price if item.product in own else None, Look.INPUT_AMOUNT if item.product in own else Look.TEXT),
        )
    sheet.counts = f"G{FIRST}:I{FIRST + max(len(lines), 1) - 1}"
    return sheet


def _calculation_sheet(costs: CostTable, lines: Sequence[CostLine], inputs: tuple[Sheet, Sheet], footer: str) -> Sheet:
    """Line by line: the exact amount, then whole kroner by the largest remainder."""
    sheet = _begun(
        Sheet(_("Calculation"), (8, 10, 34, 24, 16, 14, 12, 12, 14, 12, 10), footer=footer),
        _("Calculation"),
        _("Exact amounts, and whole kroner that add up. Nothing is typed here."),
        (
            (_("Product no."), Look.HEAD_AMOUNT),
            (_("Municipality no."), Look.HEAD_AMOUNT),
            (_("Product"), Look.HEAD),
            (_("Municipality"), Look.HEAD),
            (_("Exact, kr"), Look.HEAD_AMOUNT),
            (_("Rounded down"), Look.HEAD_AMOUNT),
            (_("Øre left"), Look.HEAD_AMOUNT),
            (_("Turn among equals"), Look.HEAD_AMOUNT),
            (_("Whole kroner"), Look.HEAD_AMOUNT),
            (_("Adjusted"), Look.HEAD_AMOUNT),
            (_("First sign"), Look.HEAD_AMOUNT),
        ),
    )
    first, last = FIRST + 4, FIRST + 3 + max(len(lines), 1)
    exact = [in_ore(line.exact) for line in lines]
    in_all = sum(exact)
    signs = _signs_so_far(exact)
    sign = -1 if (in_all or signs[-1]) < 0 else 1
    floors = [sign * ore // 100 for ore in exact]
    missing = sign * divide_half_up(in_all, 100) - sum(floors)
    left = [sign * ore - floor * 100 for ore, floor in zip(exact, floors, strict=True)]
    least = sorted(left, reverse=True)[missing - 1] if missing else 0
    above = sum(rest > least for rest in left) if missing else 0
    exact_span, floor_span, left_span = (f"${letter}${first}:${letter}${last}" for letter in "EFG")
    turned, given, bound, more = (f"$E${FIRST + step}" for step in range(4))
    summed = f"ROUND(SUM({exact_span}),2)"
    for told, formula, value in (
        (
            _("Sign: credit is rounded as the same debit"),
            f"IF({summed}<0,-1,IF({summed}>0,1,IF($K${last}<0,-1,1)))",
            sign,
        ),
        (_("Kroner to give out"), f"{turned}*ROUND({summed},0)-SUM({floor_span})", missing),
        (_("Least øre left that get one"), f"IF({given}=0,0,LARGE({left_span},{given}))", least),
        (_("Lines with more than that"), f'IF({given}=0,0,COUNTIF({left_span},">"&{bound}))', above),
    ):
        sheet.add(
            (None, Look.TEXT),
            (None, Look.TEXT),
            (told, Look.NOTE),
            (None, Look.TEXT),
            (Formula(formula, value), Look.KRONER),
        )
    products = {row.product: number for number, row in enumerate(costs.products, start=1)}
    places: dict[str | None, int] = {row.number: number for number, row in enumerate(costs.municipalities, start=1)}
    places[None] = len(places) + 1
    names = {row.number: row.name for row in costs.municipalities}
    shared, price_rows = _("Shared"), _price_rows(costs)
    price_sheet, quantity_sheet = (sheet.quoted for sheet in inputs)
    turn = 0
    for index, line in enumerate(lines):
        row, source = first + index, FIRST + index
        quantity, months = f"{quantity_sheet}!G{source}", f"{quantity_sheet}!H{source}"
        at = price_rows.get(line.product)
        price = f"{quantity_sheet}!I{source}" if at is None else f"{price_sheet}!$C${at}"
        if at is None:
            priced = "" if line.item.months_priced == PER_MONTH else f"/{line.item.months_priced}"
        else:
            priced = "" if line.item.months_priced == PER_MONTH else f"/{price_sheet}!$D${at}"
        turn += left[index] == least
        turn_before, sign_before = (f"H{row - 1}", f"K{row - 1}") if index else ("0", "0")
        sheet.add(
            (products[line.product], Look.COUNT),
            (places[line.municipality], Look.COUNT),
            (line.product, Look.TEXT),
            (names[line.municipality] if line.municipality else shared, Look.TEXT),
            (Formula(f"ROUND(ROUND({quantity}*{price}*{months}{priced},7),2)", line.exact), Look.AMOUNT),
            (Formula(f"INT(ROUND({turned}*E{row},2))", floors[index]), Look.KRONER),
            (Formula(f"ROUND(({turned}*E{row}-F{row})*100,0)", left[index]), Look.KRONER),
            (Formula(f"{turn_before}+(G{row}={bound})*1", turn), Look.KRONER),
            (
                Formula(
                    f"{turned}*(F{row}+IF({given}=0,0,IF(G{row}>{bound},1,"
                    f"IF(AND(G{row}={bound},H{row}<={given}-{more}),1,0))))",
                    line.kroner,
                ),
                Look.KRONER,
            ),
            (Formula(f"IF(I{row}=ROUND(E{row},0),0,1)", int(line.adjusted)), Look.COUNT),
            (Formula(f"IF({sign_before}<>0,{sign_before},SIGN(E{row}))", signs[index]), Look.COUNT),
        )
    return sheet


def _signs_so_far(exact: Sequence[int]) -> list[int]:
    """The sign of the first line that is not zero, from there on: it decides when all lines cancel out."""
    found = 0
    signs = []
    for ore in exact:
        found = found or (ore > 0) - (ore < 0)
        signs.append(found)
    return signs or [0]


def _result_sheet(costs: CostTable, lines: int, work: Sheet, footer: str) -> Sheet:
    """What people read: municipalities down, products across, sums, shares and checks."""
    products = list(costs.products)
    first_product = 4
    sum_at, exact_at, share_at = (first_product + len(products) + step for step in range(3))
    head: list[Cell] = [
        (_("No."), Look.HEAD_AMOUNT),
        (_("Municipality number"), Look.HEAD),
        (_("Municipality"), Look.HEAD),
        *((row.product, Look.HEAD_AMOUNT) for row in products),
        (_("Sum, kr"), Look.HEAD_AMOUNT),
        (_("Exact, kr"), Look.HEAD_AMOUNT),
        (_("Share of the whole"), Look.HEAD_AMOUNT),
    ]
    sheet = _begun(
        Sheet(_("Result"), (6, 12, 24, *(16 for _row in products), 16, 18, 10), footer=footer),
        _("%(name)s: costs in %(year)s") % {"name": costs.name, "year": costs.year},
        _("Whole kroner that add up as printed. Change prices and quantities on their own sheets."),
        head,
    )
    sheet.frozen_columns = 3
    numbers: list[Cell] = [(None, Look.TEXT), (None, Look.TEXT), (_("Product no."), Look.NOTE)]
    sheet.add(*numbers, *((number, Look.COUNT) for number in range(1, len(products) + 1)))
    first_line, last_line = FIRST + 4, FIRST + 3 + max(lines, 1)

    def column(letter: str) -> str:
        return f"{work.quoted}!${letter}${first_line}:${letter}${last_line}"

    rows: list[tuple[str | None, str, Decimal, int]] = [
        (row.number, row.name, row.exact, row.kroner) for row in costs.municipalities
    ]
    if costs.shared is not None:
        rows.append((None, _("Shared"), costs.shared.exact, costs.shared.kroner))
    first, last = FIRST + 1, FIRST + max(len(rows), 1)
    total_row = last + 1
    for index, (number, name, exact, kroner) in enumerate(rows):
        row = first + index
        cells: list[Cell] = [
            (index + 1, Look.COUNT),
            (number or "", Look.TEXT),
            (name, Look.TEXT),
        ]
        for at, product in enumerate(products, start=first_product):
            where = place(at, FIRST)
            formula = f"SUMIFS({column('I')},{column('A')},{where[:-1]}${FIRST},{column('B')},$A{row})"
            cells.append((Formula(formula, costs.cell(product.product, number).kroner), Look.KRONER))
        if products:
            added = f"SUM({place(first_product, row)}:{place(sum_at - 1, row)})"
            cells.append((Formula(added, kroner), Look.KRONER))
        else:
            cells.append((kroner, Look.KRONER))
        cells.append((Formula(f"SUMIFS({column('E')},{column('B')},$A{row})", exact), Look.AMOUNT))
        share_of = place(exact_at, total_row, fixed=True)
        share = f"IF({share_of}=0,0,{place(exact_at, row)}/{share_of})"
        cells.append((Formula(share, _share(exact, costs.total.exact)), Look.SHARE))
        sheet.add(*cells)
    while len(sheet.rows) < last:
        sheet.add()
    totals: list[Cell] = [(None, Look.TOTAL), (None, Look.TOTAL), (_("Sum"), Look.TOTAL)]
    for at, amount in enumerate([*(row.kroner for row in products), costs.total.kroner], start=first_product):
        totals.append((Formula(f"SUM({place(at, first)}:{place(at, last)})", amount), Look.TOTAL_KRONER))
    exact_sum = f"SUM({place(exact_at, first)}:{place(exact_at, last)})"
    totals.append((Formula(exact_sum, costs.total.exact), Look.TOTAL_AMOUNT))
    share_sum = f"SUM({place(share_at, first)}:{place(share_at, last)})"
    shares = sum((_share(exact, costs.total.exact) for _n, _name, exact, _k in rows), start=Decimal(0))
    totals.append((Formula(share_sum, shares), Look.TOTAL_SHARE))
    sheet.add(*totals)
    sheet.add()
    checks = (
        (_("Check: sum of products − sum of municipalities"), _across(first_product, sum_at, total_row)),
        (
            _("Check: sum − the exact total in whole kroner"),
            f"{place(sum_at, total_row)}-ROUND({place(exact_at, total_row)},0)",
        ),
        (_("Check: exact sum − sum of the calculation"), f"{place(exact_at, total_row)}-SUM({column('E')})"),
    )
    for told, formula in checks:
        sheet.add(
            (None, Look.TEXT), (None, Look.TEXT), (told, Look.NOTE), (Formula(f"ROUND({formula},2)", 0), Look.CHECK)
        )
    sheet.add(
        (None, Look.TEXT), (None, Look.TEXT), (_("Figures adjusted by one krone to add up"), Look.NOTE),
        (Formula(f"SUM({column('J')})", sum(line.adjusted for line in costs.lines)), Look.COUNT),
    )  # fmt: skip
    return sheet


def _across(first: int, sum_at: int, row: int) -> str:
    products = f"SUM({place(first, row)}:{place(sum_at - 1, row)})" if sum_at > first else "0"
    return f"{products}-{place(sum_at, row)}"


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole).quantize(DIGITS) if whole else Decimal(0)


def _about_sheet(costs: CostTable, about: About, footer: str) -> Sheet:
    sheet = Sheet(_("About the workbook"), (28, 100), footer=footer)
    sheet.add((costs.name, Look.TITLE))
    told = [
        (_("From"), about.author),
        (_("Date"), about.dated.strftime("%d.%m.%Y")),
        (_("Version"), about.version),
        (_("Exact total"), f"kr {format_amount(costs.total.exact)}"),
        (_("Assumptions"), about.assumptions),
        (
            _("A part of a month"),
            _(
                "A line that starts or ends inside a month costs that month’s share of days, first and last day included."
            ),
        ),
        (
            _("Whole kroner"),
            _(
                "The total is the exact total in whole kroner. Each line is rounded down, and the kroner that are missing go "
                "to the lines with the most øre left; of equal ones to the lowest municipality number, then to the product "
                "whose name comes first. A line that got another krone than the nearest is marked 1 under Adjusted."
            ),
        ),
        (_("Yellow cells"), _("Figures to change. Everything else is worked out from them.")),
    ]
    for name, text in told:
        if text:
            sheet.add((name, Look.WRAPPED), (text, Look.WRAPPED))
    return sheet
