"""A frozen cost table held against today's figures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from cooperation.rules.table import Table
from economy.documents.tables import report_tables
from economy.models import Report
from licensing.documents.tables import printed_change, printed_costs
from licensing.models import Scenario
from licensing.queries.scenario import scenario_state
from licensing.rules.change_split import split_change
from licensing.rules.state import read_state
from meetings.models import Exhibit


@dataclass(frozen=True)
class ChangesSince:
    """Today's table, and the change split into quantity, price, product and key; the parts sum exactly."""

    today: Table
    table: Table | None
    is_same: bool


def changes_since(exhibit: Exhibit, scenario: Scenario) -> ChangesSince | None:
    """None for a table that was frozen without what it was worked out from."""
    if exhibit.basis is None:
        return None
    today = scenario_state(scenario)
    rows, total = split_change(read_state(exhibit.basis), today)
    is_same = not any(row.quantity or row.price or row.product or row.key for row in [*rows, total])
    printed = printed_costs(today.table)
    told = replace(printed, caption=_("Today: %(caption)s") % {"caption": printed.caption})
    return ChangesSince(told, printed_change(rows, total), is_same)


def report_since(exhibit: Exhibit, report: Report) -> ChangesSince | None:
    """Today's table of the same part, and whether it says the same. None where that part is empty now."""
    today = report_tables(report).get((exhibit.basis or {}).get("part", ""))
    if today is None:
        return None
    return ChangesSince(today, None, (today.rows, today.totals) == (exhibit.as_table.rows, exhibit.as_table.totals))
