"""A report as slides: the budget's sums, where it deviates, what was done."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation.rules.chart import bars
from cooperation.rules.deck import Deck, Slide, SlideKind
from economy.models import Report
from economy.queries.report import Activity, Budget
from economy.rules.amount_text import written_as

from .tables import percent_told, printed_activity, printed_budget, printed_sums, sign_rule, signed

MOST_LINES_ON_A_SLIDE, MOST_BARS = 12, 10


def report_deck(report: Report, budget: Budget, activity: Activity) -> Deck:
    slides = [_title(report, budget)]
    if budget.groups:
        whole = printed_budget(report, budget)
        table = whole if len(whole.rows) <= MOST_LINES_ON_A_SLIDE else printed_sums(report, budget)
        slides.append(Slide("slide-budget", SlideKind.TABLE, _("Operating budget"), tables=(table,)))
        slides.append(_deviations(report, budget))
    if activity.rows:
        table = printed_activity(report, activity)
        slides.append(Slide("slide-activity", SlideKind.TABLE, _("Activity"), tables=(table,)))
    return Deck(report.title, tuple(slides))


def _title(report: Report, budget: Budget) -> Slide:
    pair = budget.total
    told = _("net deviation until %(day)s") % {"day": f"{report.as_of:%d.%m.%Y}"}
    if pair.percent is not None:
        told = f"{told} ({percent_told(pair.percent)} %)"
    return Slide(
        "slide-title",
        SlideKind.TITLE,
        report.title,
        lead=f"kr {signed(pair.deviation, budget.decimals)}" if budget.groups else "",
        under_lead=told if budget.groups else "",
        paragraphs=tuple(filter(None, report.comment.splitlines())),
    )


def _deviations(report: Report, budget: Budget) -> Slide:
    """The largest deviations, up or down."""
    lines = [line for group in budget.groups for line in group.lines]
    largest = sorted(lines, key=lambda line: -abs(line.pair.deviation))[:MOST_BARS]
    chart = bars(
        title=_("Deviations of %(year)s, kr") % {"year": report.year},
        description=sign_rule(),
        rows=[(line.name, line.pair.deviation) for line in largest],
        told=lambda value: written_as(Decimal(value), decimals=0),
    )
    return Slide(
        "slide-deviations",
        SlideKind.CHART,
        _("Where it deviates"),
        tables=(printed_sums(report, budget),),
        charts=(chart,),
    )
