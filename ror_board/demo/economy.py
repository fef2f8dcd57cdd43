"""Economy and activity reports of the demo, with invented amounts. The registers give the figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from cooperation.models import User
from economy.actions.report import draw_figures, save_budget, save_report
from economy.models import Report
from economy.rules.budget_table import TakenLine

# Group, line, budget of the year in whole thousands, and the share of it that has been used by the end of October.
BUDGET = (
    ("Utgifter", "Lønn og sosiale utgifter", 24_600, "0.818"),
    ("Utgifter", "Kurs og reiser", 312, "0.642"),
    ("Utgifter", "Datautstyr og PC-er", 6_456, "0.893"),
    ("Utgifter", "Lisenser", 15_204, "0.871"),
    ("Utgifter", "Driftsavtaler og linjer", 8_904, "0.809"),
    ("Utgifter", "Konsulenter", 1_152, "1.104"),
    ("Inntekter", "Overføring fra kommunene", -52_320, "0.833"),
    ("Inntekter", "Viderefakturering av lisenser", -2_952, "0.781"),
    ("Inntekter", "Refusjoner", -1_356, "0.925"),
)
COMMENT = (
    "Driften går i hovedsak som planlagt. Konsulentbruken er høyere enn budsjettert fordi to stillinger har stått ledige.\n"
    "Budsjettet er periodisert til og med oktober."
)


def report_economy(*, leader: User, today: date) -> None:
    """A report of the year until the end of last month, drawn and shared, and one of the year before."""
    until = today.replace(day=1) - timedelta(days=1)
    for year, day, share in ((until.year - 1, date(until.year - 1, 12, 31), None), (until.year, until, until.month)):
        report = Report(
            title=f"Økonomi- og aktivitetsrapport per {day:%d.%m.%Y}",
            year=year,
            as_of=day,
            comment=COMMENT if share else "",
            is_shared=True,
        )
        save_report(report, by=leader)
        save_budget(report, list(_lines(share or 12, is_whole=share is None)), by=leader)
    draw_figures(report, by=leader, now=datetime(today.year, today.month, today.day, 11, tzinfo=UTC))


def _lines(months: int, *, is_whole: bool) -> list[TakenLine]:
    lines = []
    for place, (group, name, thousands, used) in enumerate(BUDGET):
        budget = Decimal(thousands * 1000) * months / 12
        # About as much of each month's budget as the share says, with odd kroner as accounts have them.
        share = Decimal(1) if is_whole else Decimal(used) * 12 / 10
        accounts = budget * share + Decimal(place * 137 - 412)
        lines.append(TakenLine(group, name, Decimal(round(budget)), Decimal(round(accounts))))
    return lines
