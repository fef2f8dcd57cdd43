"""Keep reports and their budgets, and draw figures from the registers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.actions.change import log_change
from cooperation.actions.register import facts_of
from cooperation.models import Cooperation, User
from cooperation.rules.refusal import Refused
from economy.models import ActivityFigure, BudgetGroup, BudgetLine, Report
from economy.queries.activity import count_registers
from economy.rules.budget_table import TakenLine

MOST_LINES = 300
LONGEST_NAME, LONGEST_GROUP = 160, 120


@transaction.atomic
def save_report(report: Report, *, by: User) -> None:
    before = Report.objects.filter(pk=report.pk).first() if report.pk else None
    report.revision += 1 if report.pk else 0
    report.save()
    log_change(report, "save", by=by, before=_facts(before) if before else None, after=_facts(report))


def _facts(report: Report) -> dict[str, object]:
    return facts_of(report) | {"changed_at": report.changed_at.isoformat()}


@transaction.atomic
def delete_report(report: Report, *, by: User) -> None:
    """Delete a report with its budget and figures. Tables that are frozen with a case stay."""
    log_change(report, "delete", by=by, before=_facts(report))
    report.delete()


def why_not_save_budget(lines: Sequence[TakenLine]) -> list[str]:
    reasons = []
    if len(lines) > MOST_LINES:
        reasons.append(
            _("A budget has at most %(most)d lines; these are %(count)d.") % {"most": MOST_LINES, "count": len(lines)}
        )
    if any(not line.name.strip() for line in lines):
        reasons.append(_("Every line needs a name."))
    if any(not line.group.strip() for line in lines):
        reasons.append(_("Every line needs a group."))
    reasons += [
        _("The name “%(name)s” is too long.") % {"name": name[:60]}
        for name in dict.fromkeys(
            [line.name.strip() for line in lines if len(line.name.strip()) > LONGEST_NAME]
            + [line.group.strip() for line in lines if len(line.group.strip()) > LONGEST_GROUP]
        )
    ]
    return reasons


@transaction.atomic
def save_budget(report: Report, lines: Sequence[TakenLine], *, by: User) -> None:
    """Put these lines in the place of the report's own. Groups stand in the order in which they first occur."""
    if reasons := why_not_save_budget(lines):
        raise Refused(reasons)
    Report.objects.select_for_update().get(pk=report.pk)
    before = _kept(report)
    report.groups.all().delete()
    groups: dict[str, BudgetGroup] = {}
    for line in lines:
        name = line.group.strip()
        if name not in groups:
            groups[name] = BudgetGroup.objects.create(report=report, name=name, position=len(groups))
    BudgetLine.objects.bulk_create(
        BudgetLine(
            group=groups[line.group.strip()],
            name=line.name.strip(),
            budget=line.budget,
            accounts=line.accounts,
            position=place,
        )
        for place, line in enumerate(lines)
    )
    report.revision += 1
    report.save(update_fields=["revision", "changed_at"])
    log_change(report, "budget", by=by, before={"lines": before}, after={"lines": _kept(report)})


def _kept(report: Report) -> list[list[str]]:
    lines = BudgetLine.objects.filter(group__report=report).order_by("group__position", "position")
    rows: Iterable[tuple[object, ...]] = lines.values_list("group__name", "name", "budget", "accounts")
    return [[str(value) for value in row] for row in rows]


@transaction.atomic
def draw_figures(report: Report, *, by: User, now: datetime) -> int:
    """Count the registers at the report's day, and keep the counts with what is behind them. How many figures."""
    with override(Cooperation.objects.current().language):
        counted = count_registers(by, report.as_of)
    report.figures.all().delete()
    ActivityFigure.objects.bulk_create(
        ActivityFigure(
            report=report,
            municipality=one.municipality,
            kind=one.kind,
            count=one.count,
            behind=[behind.as_json() for behind in one.behind],
            as_of=report.as_of,
            drawn_at=now,
        )
        for one in counted
    )
    report.revision += 1
    report.save(update_fields=["revision", "changed_at"])
    log_change(
        report,
        "draw",
        by=by,
        after={"figures": {f"{one.municipality.number} {one.kind}": one.count for one in counted}},
    )
    return len(counted)
