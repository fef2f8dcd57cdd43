"""Freeze a table with a case, take it away, bring it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.actions.change import log_change
from cooperation.models import User
from cooperation.rules.refusal import Refused
from cooperation.rules.table import Table
from economy.documents.tables import report_tables
from economy.models import Report
from licensing.documents.tables import printed_costs
from licensing.models import Scenario
from licensing.queries.scenario import scenario_state
from licensing.rules.state import as_state
from meetings.models import Case, Exhibit, ExhibitKind

from .case import why_not_write
from .revision import changed

MOST_CELLS = 4000


def why_not_attach(case: Case, table: Table) -> list[str]:
    reasons = why_not_write(case)
    if not table.rows:
        reasons.append(_("The table is empty, so there is nothing to attach."))
    if len(table.rows) * len(table.columns) > MOST_CELLS:
        reasons.append(_("The table has more than %(most)s cells, too many to print.") % {"most": MOST_CELLS})
    if case.exhibits.in_order().filter(sha256=table.sha256).exists():
        reasons.append(_("The case has exactly this table already."))
    return reasons


@transaction.atomic
def attach_exhibit(
    case: Case,
    *,
    kind: str,
    table: Table,
    source_label: str,
    source_pk: int,
    by: User | None,
    basis: dict[str, Any] | None = None,
) -> Exhibit:
    """Freeze a table with a case, as it is now. Later changes of what it was made from never alter it."""
    if reasons := why_not_attach(case, table):
        raise Refused(reasons)
    exhibit = Exhibit.objects.create(
        case=case,
        kind=kind,
        source_label=source_label,
        source_pk=source_pk,
        table=table.as_json(),
        basis=basis,
        sha256=table.sha256,
        frozen_by=by,
    )
    changed(case.meeting)
    log_change(exhibit, "attach", by=by, after={"case": case.pk, "source": source_label, "sha256": table.sha256})
    return exhibit


def freeze_scenario(case: Case, scenario: Scenario, *, by: User | None) -> Exhibit:
    """Freeze a scenario's table in the language of the case's documents, with all that it was worked out from."""
    state = scenario_state(scenario)
    with override(case.meeting.language if case.meeting else case.body.language):
        table = printed_costs(state.table)
    return attach_exhibit(
        case,
        kind=ExhibitKind.SCENARIO,
        table=table,
        source_label=scenario.name,
        source_pk=scenario.pk,
        basis=as_state(state.table, state.shares),
        by=by,
    )


@transaction.atomic
def freeze_report(case: Case, report: Report, *, by: User | None) -> list[Exhibit]:
    """Freeze a report's tables, the budget and what was counted, in the language of the case's documents."""
    with override(case.meeting.language if case.meeting else case.body.language):
        tables = report_tables(report)
    if not tables:
        raise Refused([_("The report has neither a budget nor figures yet.")])
    return [
        attach_exhibit(
            case,
            kind=ExhibitKind.REPORT,
            table=table,
            source_label=report.title,
            source_pk=report.pk,
            basis={"part": part},
            by=by,
        )
        for part, table in tables.items()
    ]


@transaction.atomic
def remove_exhibit(exhibit: Exhibit, *, by: User) -> None:
    """Take a frozen table off its case. It is kept, and can be brought back."""
    if reasons := why_not_write(exhibit.case):
        raise Refused(reasons)
    exhibit.removed_at = timezone.now()
    exhibit.save(update_fields=["removed_at"])
    changed(exhibit.case.meeting)
    log_change(exhibit, "remove", by=by)


@transaction.atomic
def restore_exhibit(exhibit: Exhibit, *, by: User) -> None:
    if reasons := why_not_write(exhibit.case):
        raise Refused(reasons)
    exhibit.removed_at = None
    exhibit.save(update_fields=["removed_at"])
    changed(exhibit.case.meeting)
    log_change(exhibit, "restore", by=by)
