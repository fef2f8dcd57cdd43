"""The vision as tables: what a report to the board holds, and what is frozen with a case."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cooperation.rules.table import AMOUNT, Column, Table
from docs_vision.models import Prerequisite
from docs_vision.queries.estimate import EstimateTable, Summary
from docs_vision.queries.picture import BenefitLine, Picture
from docs_vision.queries.standing import StateTable
from docs_vision.rules.progress import Pace


def told_pace(pace: Pace) -> str:
    return {
        Pace.REALISED: _("Realised"),
        Pace.ON_SCHEDULE: _("On schedule"),
        Pace.BEHIND: _("Behind schedule"),
        Pace.WITHIN: _("Within what is expected"),
        Pace.BEYOND: _("More than expected"),
        Pace.UNKNOWN: _("Not measured"),
    }[pace]


def told_amount(value: Decimal | None, unit: str = "") -> str:
    if value is None:
        return "–"
    whole = value == value.to_integral_value()
    text = number_format(value, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)
    return f"{text} {unit}".strip()


def benefit_table(lines: list[BenefitLine]) -> Table:
    """Each benefit from baseline to target, the last measurement, and how it stands."""
    rows = tuple(
        (
            _("%(title)s (disbenefit)") % {"title": line.benefit.title}
            if line.benefit.is_disbenefit
            else line.benefit.title,
            str(line.benefit.owner or "–"),
            told_amount(line.benefit.baseline, line.benefit.unit),
            _last(line),
            _target(line),
            f"{number_format(line.progress.reached, decimal_pos=1)} %" if line.progress.reached is not None else "–",
            told_pace(line.progress.pace),
        )
        for line in lines
    )
    columns = (
        Column(_("Benefit")),
        Column(_("Owner")),
        Column(_("Baseline"), AMOUNT),
        Column(_("Last measured"), AMOUNT),
        Column(_("Target"), AMOUNT),
        Column(_("Of the way"), AMOUNT),
        Column(_("State")),
    )
    return Table(_("Do the benefits come?"), columns, rows)


def _last(line: BenefitLine) -> str:
    if line.progress.latest is None:
        return "–"
    value = told_amount(line.progress.latest.value, line.benefit.unit)
    return f"{value} ({date_format(line.progress.latest.measured_on, 'd.m.Y')})"


def _target(line: BenefitLine) -> str:
    if line.benefit.target is None or line.benefit.target_on is None:
        return "–"
    return f"{told_amount(line.benefit.target, line.benefit.unit)} ({date_format(line.benefit.target_on, 'd.m.Y')})"


def solution_table(seen: Picture) -> Table:
    """Each solution with its status, who answers for it, and the benefits it is to give."""
    nodes = {node.key: node.title for node in seen.nodes}
    given: dict[str, list[str]] = {}
    for start, end in seen.edges:
        if start.startswith("solution-") and end in nodes:
            given.setdefault(start, []).append(nodes[end])
    rows = tuple(
        (
            solution.title,
            str(solution.get_status_display()),
            str(solution.municipality or _("The cooperation")),
            date_format(solution.ends_on, "d.m.Y") if solution.ends_on else "–",
            ", ".join(given.get(f"solution-{solution.pk}", [])) or "–",
        )
        for solution in seen.solutions
    )
    columns = (
        Column(_("Solution")),
        Column(_("Status")),
        Column(_("Answers for it")),
        Column(_("In use from")),
        Column(_("Benefits")),
    )
    return Table(_("Solutions and their benefits"), columns, rows)


def prerequisite_table(prerequisites: list[Prerequisite]) -> Table:
    rows = tuple(
        (str(one.get_kind_display()), one.title, str(one.get_state_display()), one.evidence or "–")
        for one in prerequisites
    )
    columns = (Column(_("Kind")), Column(_("Prerequisite")), Column(_("State")), Column(_("Evidence")))
    return Table(_("Prerequisites for built-in archiving"), columns, rows)


def state_table_printed(table: StateTable) -> Table:
    """Where each municipality stands with each solution and prerequisite."""
    rows = tuple(
        (
            str(row.thing),
            *(str(cell.state.get_state_display()) if cell.state else "–" for cell in row.cells),
        )
        for row in (*table.solutions, *table.prerequisites)
    )
    columns = (Column(_("Solution or prerequisite")), *(Column(one.name) for one in table.municipalities))
    return Table(_("Where each municipality stands"), columns, rows)


def worth_table(tables: list[EstimateTable], summary: Summary) -> Table:
    """What all estimates come to, a year, with the sum that the rows add up to."""
    rows = tuple(
        (
            table.estimate.title,
            _("Disbenefit") if table.estimate.benefit.is_disbenefit else _("Benefit"),
            *(
                told_amount(part)
                for part in (table.result.total.low, table.result.total.likely, table.result.total.high)
            ),
            told_amount(table.result.realised),
        )
        for table in tables
    )
    columns = (
        Column(_("Estimate")),
        Column(_("Kind")),
        Column(_("Low"), AMOUNT),
        Column(_("Likely"), AMOUNT),
        Column(_("High"), AMOUNT),
        Column(_("Of this realised"), AMOUNT),
    )
    net = summary.net
    totals = (
        _("Benefits less disbenefits"), "", told_amount(net.low), told_amount(net.likely), told_amount(net.high),
        told_amount(summary.realised),
    )  # fmt: skip
    notes = [_("Kroner a year. Each figure is a plain multiplication that stands with its estimate.")]
    if summary.disbenefits.high:
        notes.append(_("The low end is the low benefits less the high disbenefits, the high end the other way round."))
    if summary.is_partly_measured:
        notes.append(
            _("In what is realised, a benefit that is not measured counts for nothing and a disbenefit in full.")
        )
    return Table(_("What it is worth"), columns, rows, totals if rows else (), tuple(notes))
