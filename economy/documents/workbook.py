"""A report as a workbook: budget and accounts to change, deviations and sums as live formulas; figures and what is behind."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.documents.workbook import Formula, Look, Sheet, Value, workbook_bytes
from cooperation.models import Cooperation
from economy.models import FigureKind, Report
from economy.queries.report import Activity, Budget
from economy.rules.budget import Pair

from .tables import sign_rule

FIRST = 4


def report_workbook(report: Report, budget: Budget, activity: Activity) -> bytes:
    footer = f"{report.title} · {report.as_of:%d.%m.%Y} · {_('version %(number)s') % {'number': report.revision}}"
    sheets = [_budget_sheet(report, budget, footer)]
    if activity.rows:
        sheets += [_activity_sheet(report, activity, footer), _behind_sheet(report, footer)]
    author = Cooperation.objects.current().name
    return workbook_bytes(sheets, title=report.title, author=author, dated=localdate(report.changed_at))


def _budget_sheet(report: Report, budget: Budget, footer: str) -> Sheet:
    sheet = Sheet(_("Operating budget"), (44, 18, 18, 18, 12), frozen_rows=FIRST - 1, footer=footer)
    sheet.add((f"{report.title}, {report.year}", Look.TITLE))
    sheet.add((sign_rule(), Look.NOTE))
    sheet.add(
        (_("Line"), Look.HEAD),
        *(
            (label, Look.HEAD_AMOUNT)
            for label in (_("Budget"), pgettext("economy", "Accounts"), _("Deviation"), _("Deviation in per cent"))
        ),
    )
    sums = []
    for group in budget.groups:
        first = len(sheet.rows) + 1
        for line in group.lines:
            row = len(sheet.rows) + 1
            sheet.add(
                (line.name, Look.TEXT),
                (line.budget, Look.INPUT_AMOUNT),
                (line.accounts, Look.INPUT_AMOUNT),
                (Formula(f"C{row}-B{row}", line.pair.deviation), Look.AMOUNT),
                (_share(row, line.pair), Look.SHARE),
            )
        last = len(sheet.rows)
        label = _("Sum %(group)s") % {"group": group.name.lower()}
        added = [f"SUM({letter}{first}:{letter}{last})" if group.lines else "0" for letter in "BC"]
        sums.append(_sum_row(sheet, label, group.pair, added))
    added = ["+".join(f"{letter}{row}" for row in sums) or "0" for letter in "BC"]
    _sum_row(sheet, _("Net"), budget.total, added)
    return sheet


def _sum_row(sheet: Sheet, label: str, pair: Pair, added: list[str]) -> int:
    row = len(sheet.rows) + 1
    return sheet.add(
        (label, Look.TOTAL),
        (Formula(added[0], pair.budget), Look.TOTAL_AMOUNT),
        (Formula(added[1], pair.accounts), Look.TOTAL_AMOUNT),
        (Formula(f"C{row}-B{row}", pair.deviation), Look.TOTAL_AMOUNT),
        (_share(row, pair), Look.TOTAL_SHARE),
    )


def _share(row: int, pair: Pair) -> Formula:
    """None where the page has none: nothing was budgeted, or the deviation is ten times the budget and more."""
    value = pair.deviation / abs(pair.budget) if pair.percent is not None else ""
    return Formula(f'IF(OR(B{row}=0,ABS(D{row})>=10*ABS(B{row})),"",D{row}/ABS(B{row}))', value)


def _activity_sheet(report: Report, activity: Activity, footer: str) -> Sheet:
    sheet = Sheet(_("Activity"), (26, *[16] * len(activity.kinds)), frozen_rows=FIRST - 1, footer=footer)
    sheet.add((_("Activity"), Look.TITLE))
    sheet.add((_("Counted in the registers at %(day)s.") % {"day": f"{report.as_of:%d.%m.%Y}"}, Look.NOTE))
    sheet.add((_("Municipality"), Look.HEAD), *((str(kind.label), Look.HEAD_AMOUNT) for kind in activity.kinds))
    for row in activity.rows:
        counts: list[Value] = [figure.count if figure else None for figure in row.figures]
        sheet.add((row.municipality.name, Look.TEXT), *((count, Look.COUNT) for count in counts))
    last = len(sheet.rows)
    sums = [
        Formula(f"SUM({letter}{FIRST}:{letter}{last})", number)
        for letter, number in zip("BCDEFGH", activity.sums, strict=False)
    ]
    sheet.add((_("Sum"), Look.TOTAL), *((formula, Look.TOTAL_KRONER) for formula in sums))
    return sheet


def _behind_sheet(report: Report, footer: str) -> Sheet:
    sheet = Sheet(
        _("What is behind"), (20, 22, 44, 10, 10, 34), frozen_rows=FIRST - 1, filter_row=FIRST - 1, footer=footer
    )
    sheet.add((_("What is behind"), Look.TITLE))
    sheet.add((_("Everything that was looked at, whether it counts, and why."), Look.NOTE))
    sheet.add(
        (_("Municipality"), Look.HEAD),
        (_("Figure"), Look.HEAD),
        (_("What"), Look.HEAD),
        (_("Quantity"), Look.HEAD_AMOUNT),
        (pgettext("is counted", "Counts"), Look.HEAD),
        (_("Why"), Look.HEAD),
    )
    for figure in report.figures.select_related("municipality"):
        for one in figure.behind:
            sheet.add(
                (figure.municipality.name, Look.TEXT),
                (str(FigureKind(figure.kind).label), Look.TEXT),
                (one["what"], Look.TEXT),
                (one["number"], Look.COUNT),
                (_("Yes") if one["counts"] else _("No"), Look.TEXT),
                (one["why"], Look.TEXT),
            )
    return sheet
