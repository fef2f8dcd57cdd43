"""An invoice basis as table, PDF and workbook: for all municipalities or for one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.documents.html import print_html
from cooperation.documents.workbook import Cell, Formula, Look, Sheet, workbook_bytes
from cooperation.models import Cooperation, Municipality
from cooperation.rules.table import AMOUNT, Column, Table
from licensing.models import InvoiceBasis, InvoiceRow
from licensing.rules.money import format_amount, format_number, total_of

FIRST = 4


def organisation_told(number: str) -> str:
    """`964 981 337`."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if number else "–"


def by_municipality(rows: Sequence[InvoiceRow]) -> list[tuple[Municipality, list[InvoiceRow]]]:
    return [(place, list(of_it)) for place, of_it in groupby(rows, key=lambda row: row.municipality)]


def rate_told(rate: Decimal) -> str:
    return f"{rate.normalize():f}".replace(".", ",")


def printed_rows(basis: InvoiceBasis, rows: Sequence[InvoiceRow]) -> Table:
    """A municipality's lines: net, VAT and gross to the øre."""
    return Table(
        caption=_("%(name)s, %(period)s, kr") % {"name": rows[0].municipality.name, "period": basis.period},
        columns=(
            Column(_("Product")),
            Column(_("Quantity"), AMOUNT),
            Column(_("Net"), AMOUNT),
            Column(_("VAT, %"), AMOUNT),
            Column(_("VAT"), AMOUNT),
            Column(_("Gross"), AMOUNT),
        ),
        rows=tuple(
            (
                row.product,
                format_number(row.quantity),
                format_amount(row.net),
                rate_told(basis.vat_rate),
                format_amount(row.vat),
                format_amount(row.gross),
            )
            for row in rows
        ),
        totals=(_("Sum"), "", *_sums(rows, "")),
        notes=(_notes(basis),),
    )


def _notes(basis: InvoiceBasis) -> str:
    if basis.is_compensated:
        return _("The municipality gets VAT compensation. VAT is what the year’s VAT so far has grown by.")
    return _("No VAT compensation. VAT is what the year’s VAT so far has grown by.")


def _sums(rows: Sequence[InvoiceRow], between: str) -> tuple[str, str, str, str]:
    net, vat = total_of(row.net for row in rows), total_of(row.vat for row in rows)
    return format_amount(net), between, format_amount(vat), format_amount(net + vat)


def printed_municipalities(basis: InvoiceBasis, rows: Sequence[InvoiceRow]) -> Table:
    """A row for each municipality, and their sum."""
    found = []
    for place, of_it in by_municipality(rows):
        net, _none, vat, gross = _sums(of_it, "")
        found.append((place.name, organisation_told(place.organisation_number), net, vat, gross))
    net, _none, vat, gross = _sums(rows, "")
    return Table(
        caption=_("Per municipality, kr"),
        columns=(
            Column(_("Municipality")),
            Column(_("Organisation number")),
            Column(_("Net"), AMOUNT),
            Column(_("VAT"), AMOUNT),
            Column(_("Gross"), AMOUNT),
        ),
        rows=tuple(found),
        totals=(_("Sum"), "", net, vat, gross),
    )


def invoice_html(basis: InvoiceBasis, place: Municipality, rows: Sequence[InvoiceRow], *, language: str) -> str:
    """A municipality's invoice basis for print."""
    author = Cooperation.objects.current()
    with override(language):
        title = _("Credit note") if basis.credits_id else _("Invoice basis")
        if not basis.is_frozen:
            title = _("Invoice basis (draft)")
        context = {
            "title": title,
            "subtitle": f"{place.name} · {basis.period}",
            "author": author.name,
            "dated": localdate(basis.approved_at or basis.made_at),
            "facts": [
                (_("To"), f"{place.name} ({place.number})"),
                (_("Organisation number"), organisation_told(place.organisation_number)),
                (_("From"), author.name),
                (_("Organisation number of the cooperation"), organisation_told(author.organisation_number)),
                (_("Period"), basis.period),
                (_("Settlement"), basis.get_settlement_display()),
                (_("Taken from"), basis.scenario.name),
            ],
            "table": printed_rows(basis, rows),
        }
        return print_html("licensing/print/invoice.html", context, language=language)


def invoice_workbook(basis: InvoiceBasis, rows: Sequence[InvoiceRow]) -> bytes:
    """Lines with live VAT, gross and sums, and the sums of each municipality."""
    author = Cooperation.objects.current().name
    dated = localdate(basis.approved_at or basis.made_at)
    state = _("approved") if basis.is_frozen else _("draft")
    footer = f"{basis.scenario.name} · {basis.period} · {state} · {dated:%d.%m.%Y}"
    lines = _line_sheet(basis, rows, footer)
    return workbook_bytes([_sum_sheet(basis, rows, lines, footer), lines], title=str(basis), author=author, dated=dated)


def _line_sheet(basis: InvoiceBasis, rows: Sequence[InvoiceRow], footer: str) -> Sheet:
    sheet = Sheet(_("Lines"), (8, 12, 24, 34, 12, 18, 16, 10, 16, 16), frozen_rows=FIRST - 1, footer=footer)
    sheet.filter_row = FIRST - 1
    sheet.add((_("Lines"), Look.TITLE))
    sheet.add((_("VAT is what the year’s VAT so far has grown by, so that quarters sum to the year."), Look.NOTE))
    amounts = (_("Net earlier in the year"), _("Net"), _("VAT, %"), _("VAT"), _("Gross"))
    sheet.add(
        (_("No."), Look.HEAD_AMOUNT),
        (_("Municipality number"), Look.HEAD),
        (_("Municipality"), Look.HEAD),
        (_("Product"), Look.HEAD),
        (_("Quantity"), Look.HEAD_AMOUNT),
        *((told, Look.HEAD_AMOUNT) for told in amounts),
    )
    numbers = {place.pk: number for number, (place, _rows) in enumerate(by_municipality(rows), start=1)}
    for at, row in enumerate(rows, start=FIRST):
        sheet.add(
            (numbers[row.municipality_id], Look.COUNT),
            (row.municipality.number, Look.TEXT),
            (row.municipality.name, Look.TEXT),
            (row.product, Look.TEXT),
            (row.quantity, Look.COUNT),
            (row.earlier, Look.INPUT_AMOUNT),
            (row.net, Look.INPUT_AMOUNT),
            (basis.vat_rate, Look.INPUT_NUMBER),
            (Formula(f"ROUND((F{at}+G{at})*H{at}/100,2)-ROUND(F{at}*H{at}/100,2)", row.vat), Look.AMOUNT),
            (Formula(f"G{at}+I{at}", row.gross), Look.AMOUNT),
        )
    return sheet


def _sum_sheet(basis: InvoiceBasis, rows: Sequence[InvoiceRow], lines: Sheet, footer: str) -> Sheet:
    sheet = Sheet(_("Sums"), (8, 12, 24, 18, 16, 16, 16), frozen_rows=FIRST - 1, footer=footer)
    sheet.add((f"{basis.scenario.name}, {basis.period}", Look.TITLE))
    sheet.add((str(basis.get_settlement_display()), Look.NOTE))
    sheet.add(
        (_("No."), Look.HEAD_AMOUNT),
        (_("Municipality number"), Look.HEAD),
        (_("Municipality"), Look.HEAD),
        (_("Organisation number"), Look.HEAD),
        *((told, Look.HEAD_AMOUNT) for told in (_("Net"), _("VAT"), _("Gross"))),
    )
    last = FIRST + max(len(rows), 1) - 1

    def column(letter: str) -> str:
        return f"{lines.quoted}!${letter}${FIRST}:${letter}${last}"

    places = by_municipality(rows)
    for number, (place, of_it) in enumerate(places, start=1):
        at = FIRST + number - 1
        net, vat = total_of(row.net for row in of_it), total_of(row.vat for row in of_it)
        sums: list[Cell] = [
            (Formula(f"SUMIFS({column(letter)},{column('A')},$A{at})", amount), Look.AMOUNT)
            for letter, amount in (("G", net), ("I", vat))
        ]
        sheet.add(
            (number, Look.COUNT),
            (place.number, Look.TEXT),
            (place.name, Look.TEXT),
            (place.organisation_number, Look.TEXT),
            *sums,
            (Formula(f"E{at}+F{at}", net + vat), Look.AMOUNT),
        )
    end = FIRST + max(len(places), 1) - 1
    net, vat = total_of(row.net for row in rows), total_of(row.vat for row in rows)
    totals: list[Cell] = [
        (Formula(f"SUM({letter}{FIRST}:{letter}{end})", amount), Look.TOTAL_AMOUNT)
        for letter, amount in (("E", net), ("F", vat), ("G", net + vat))
    ]
    sheet.add((None, Look.TOTAL), (None, Look.TOTAL), (_("Sum"), Look.TOTAL), (None, Look.TOTAL), *totals)
    check = f"ROUND(G{end + 1}-SUM({column('J')}),2)"
    told = _("Check: sum of municipalities − sum of lines")
    sheet.add(
        (None, Look.TEXT), (None, Look.TEXT), (told, Look.NOTE), (None, Look.TEXT), (Formula(check, 0), Look.CHECK)
    )
    return sheet
