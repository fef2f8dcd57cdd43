"""The checklist of a change of council as a file: a line for each point, done or outstanding."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fleet.models import CouncilTask
from fleet.queries.council import Concerned, CouncilState

from .register_file import FileColumn, RegisterFile, Value


def council_file(state: CouncilState) -> RegisterFile:
    columns = (
        FileColumn(_("Name"), 28),
        FileColumn(_("Group"), 14),
        FileColumn(_("Device"), 36),
        FileColumn(_("Licences"), 28),
        FileColumn(_("Account"), 30),
        FileColumn(_("Points outstanding"), 14),
    )
    title = _("Change of council, %(name)s") % {"name": state.change}
    return RegisterFile(_("Change of council"), title, columns, list(_rows(state)))


def _rows(state: CouncilState) -> Iterator[tuple[Value, ...]]:
    for one in state.leaving:
        yield _row(one, _("leaves"), one.left_to_do)
    for one in state.coming:
        yield _row(one, _("comes"), one.lacking)
    for stayer in state.staying:
        yield _row(stayer.concerned, _("stays"), 0)


def _row(one: Concerned, group: str, outstanding: int) -> tuple[Value, ...]:
    accounts = [account.upn for account in one.accounts]
    accounts += [str(CouncilTask(task).label) for task in sorted(one.ticks)]
    return (
        one.politician.list_name,
        group,
        ", ".join(str(assignment.device) for assignment in one.assignments),
        ", ".join(licence.product_name for licence in one.licences),
        ", ".join(accounts),
        outstanding,
    )
