"""A cost table as it is printed: on a slide, in minutes, in a PDF. The words are those of the language in use."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cooperation.rules.table import AMOUNT, Column, Table
from licensing.rules.change_split import Changed
from licensing.rules.cost_table import CostTable
from licensing.rules.money import Rounded, format_amount, format_kroner, format_number

MOST_PRODUCTS_WITH_QUANTITY = 4
MARK = "*"


def printed_costs(costs: CostTable) -> Table:
    """Municipalities down, products across, in whole kroner that add up along every row and column."""
    products = [row.product for row in costs.products]
    counts = len(products) <= MOST_PRODUCTS_WITH_QUANTITY
    columns = [Column(_("Municipality"))]
    for product in products:
        if counts:
            columns.append(Column(_("%(product)s, quantity") % {"product": product}, AMOUNT))
        columns.append(Column(_("%(product)s, kr") % {"product": product}, AMOUNT))
    columns.append(Column(_("Sum, kr"), AMOUNT))
    rows = [
        (row.name, *_cells(costs, row.number, counts=counts), format_number(row.kroner)) for row in costs.municipalities
    ]
    if costs.shared is not None:
        rows.append((_("Shared"), *_cells(costs, None, counts=counts), format_number(costs.shared.kroner)))
    totals = [_("Sum")]
    for column in costs.products:
        if counts:
            quantities = [number for (name, _place), number in costs.quantities.items() if name == column.product]
            totals.append(format_number(sum(quantities)))
        totals.append(format_number(column.kroner))
    totals.append(format_number(costs.total.kroner))
    return Table(
        caption=_("%(name)s: costs in %(year)s") % {"name": costs.name, "year": costs.year},
        columns=tuple(columns),
        rows=tuple(rows),
        totals=tuple(totals),
        notes=tuple(_notes(costs)),
    )


def _cells(costs: CostTable, number: str | None, *, counts: bool) -> list[str]:
    marked = {(line.product, line.municipality) for line in costs.adjusted}
    cells = []
    for row in costs.products:
        key = (row.product, number)
        if counts:
            cells.append(format_number(costs.quantities.get(key, 0)))
        cells.append(format_number(costs.cell(*key).kroner) + (MARK if key in marked else ""))
    return cells


def _notes(costs: CostTable) -> list[str]:
    notes = [told for row in costs.products if (told := price_told(costs, row.product))]
    notes.append(
        _("Whole kroner that add up as printed; the exact total is kr %(exact)s.")
        % {"exact": format_amount(costs.total.exact)}
    )
    if any(costs.adjusted):
        notes.append(
            _("%(mark)s Rounded the other way than its exact amount, so that the printed figures add up.")
            % {"mark": MARK}
        )
    return notes


def price_told(costs: CostTable, product: str) -> str:
    """What a product costs, when its price is one and the same for all."""
    prices = {(line.item.price, line.item.months_priced) for line in costs.lines if line.product == product}
    if len(prices) != 1:
        return ""
    [(price, months)] = prices
    told = _("%(product)s: kr %(price)s a month.") if months == 1 else _("%(product)s: kr %(price)s a year.")
    return told % {"product": product, "price": format_amount(price)}


def printed_difference(before: CostTable, after: CostTable) -> Table:
    """Two tables side by side, with the difference per municipality in kroner."""
    places = {row.number: row.name for row in (*before.municipalities, *after.municipalities)}
    was = {row.number: row.kroner for row in before.municipalities}
    now = {row.number: row.kroner for row in after.municipalities}
    rows = [(name, *_pair(was.get(number, 0), now.get(number, 0))) for number, name in places.items()]
    if before.shared is not None or after.shared is not None:
        rows.append((_("Shared"), *_pair(_kroner(before.shared), _kroner(after.shared))))
    same = before.name == after.name
    return Table(
        caption=_("Difference per municipality, kr"),
        columns=(
            Column(_("Municipality")),
            Column(_("Before") if same else before.name, AMOUNT),
            Column(_("After") if same else after.name, AMOUNT),
            Column(_("Difference"), AMOUNT),
        ),
        rows=tuple(rows),
        totals=(_("Sum"), *_pair(before.total.kroner, after.total.kroner)),
    )


def _kroner(amount: Rounded | None) -> int:
    return amount.kroner if amount else 0


def _pair(was: int, now: int) -> tuple[str, str, str]:
    return format_number(was), format_number(now), difference_told(now - was)


def difference_told(kroner: int) -> str:
    """`+1 200`, `−1 200`, `0`: a difference wears its sign."""
    return f"+{format_number(kroner)}" if kroner > 0 else format_number(kroner)


def total_told(costs: CostTable) -> str:
    return format_kroner(costs.total.kroner)


def printed_change(rows: Sequence[Changed], total: Changed) -> Table:
    """What changed for each municipality, split so that the parts and the start sum to the end, to the øre."""
    return Table(
        caption=_("Changes per municipality, kr"),
        columns=(
            Column(_("Municipality")),
            Column(_("Before"), AMOUNT),
            Column(_("Product"), AMOUNT),
            Column(_("Quantity"), AMOUNT),
            Column(_("Price"), AMOUNT),
            Column(_("Key"), AMOUNT),
            Column(_("Today"), AMOUNT),
        ),
        rows=tuple((row.name, *row.texts) for row in rows),
        totals=(_("Sum"), *total.texts),
    )
