"""Freeze the report on the vision with a case."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.models import User
from cooperation.rules.refusal import Refused
from cooperation.rules.table import Table
from meetings.actions.exhibit import attach_exhibit, why_not_attach
from meetings.models import Case, Exhibit, ExhibitKind


def why_not_freeze(case: Case, tables: Sequence[Table]) -> list[str]:
    """Every reason, each once. An empty table is left out of a report, and so is one that the case has as it is."""
    wanted = _wanted(case, tables)
    if not wanted:
        return [_("The case has all of this already, or there is nothing to freeze.")]
    return list(dict.fromkeys(reason for table in wanted for reason in why_not_attach(case, table)))


def _wanted(case: Case, tables: Sequence[Table]) -> list[Table]:
    there = set(case.exhibits.in_order().values_list("sha256", flat=True))
    return [table for table in tables if table.rows and table.sha256 not in there]


@transaction.atomic
def freeze_vision(case: Case, tables: Sequence[Table], *, label: str, by: User) -> list[Exhibit]:
    """Freeze the tables with the case as they are now, all or none."""
    if reasons := why_not_freeze(case, tables):
        raise Refused(reasons)
    return [
        attach_exhibit(case, kind=ExhibitKind.VISION, table=table, source_label=label, source_pk=case.pk, by=by)
        for table in _wanted(case, tables)
    ]
