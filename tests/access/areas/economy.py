"""Reports and the table checker: the leader writes, the board reads what is shared, a contact reads none."""

from __future__ import annotations

from django.utils import timezone

from economy.actions.report import draw_figures
from tests.access.roles import LEADER, NOBODY, PERSONAL, SECRETARIES
from tests.economy.factories import make_report

READERS = NOBODY | dict.fromkeys(("leader", "auditor", "secretary", "member", "other secretary", "other member"), "in")
OF_A_REPORT = ("report_page", "report_deck", "report_deck_pdf", "report_pdf", "report_workbook")
WRITTEN = ("report_edit", "report_delete", "figures_draw", "budget_edit", "budget_import")

MATRIX = {
    "economy:report_list": READERS,
    "economy:table_check": PERSONAL,
    "economy:figure_page": READERS,
    "economy:report_new": LEADER,
    **{f"economy:{name}": READERS for name in OF_A_REPORT},
    **{f"economy:{name}": LEADER for name in WRITTEN},
    "meetings:report_attach": SECRETARIES | {"leader": "in"},
}


def places(world):
    report = make_report()
    draw_figures(report, by=world.users["leader"], now=timezone.now())
    of_it = {"pk": report.pk}
    return {
        **{f"economy:{name}": of_it for name in (*OF_A_REPORT, *WRITTEN)},
        "meetings:report_attach": of_it,
        "economy:figure_page": {"pk": report.figures.first().pk},
    }


def sent(world):
    return {}
