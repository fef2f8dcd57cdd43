"""The vision as slides, in the order that the leader has arranged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.rules.chart import bars
from cooperation.rules.deck import Deck, Slide
from cooperation.rules.deck import SlideKind as Shape
from cooperation.rules.table import Column, Table
from docs_vision.models import Milestone, Prerequisite, SlideKind, VisionSlide
from docs_vision.queries.estimate import EstimateTable, Summary
from docs_vision.queries.picture import Picture
from docs_vision.queries.standing import StateTable

from .report import (
    benefit_table,
    prerequisite_table,
    solution_table,
    state_table_printed,
    told_amount,
    worth_table,
)


@dataclass(frozen=True)
class Presented:
    """Everything the slides may show."""

    slides: list[VisionSlide]
    picture: Picture
    estimates: list[EstimateTable]
    summary: Summary
    prerequisites: list[Prerequisite]
    states: StateTable
    milestones: list[Milestone]


def vision_deck(shown: Presented, *, map_template: str = "") -> Deck:
    """One slide for each that the leader has chosen to show; one that has nothing to show is left out.

    `map_template` is the page's own drawing of the map, above its table; on paper the table stands alone.
    """
    slides = [_slide(slide, shown, map_template) for slide in shown.slides if slide.is_shown]
    return Deck(_("Vision for documentation management"), tuple(slide for slide in slides if slide is not None))


def _slide(slide: VisionSlide, shown: Presented, map_template: str) -> Slide | None:
    key = f"slide-{slide.pk}"
    title = slide.title or str(SlideKind(slide.kind).label)
    paragraphs = tuple(line for line in slide.text.splitlines() if line.strip())
    match slide.kind:
        case SlideKind.TITLE:
            return Slide(key, Shape.TITLE, title, paragraphs=paragraphs)
        case SlideKind.CHALLENGES:
            points = tuple(f"{one.get_area_display()}: {one.title}" for one in shown.picture.challenges)
            return Slide(key, Shape.TEXT, title, paragraphs=paragraphs, points=points)
        case SlideKind.GOALS:
            points = tuple(f"{one.theme}: {one.title}" for one in shown.picture.goals)
            return Slide(key, Shape.TEXT, title, paragraphs=paragraphs, points=points)
        case SlideKind.PROGRESS:
            return _progress(key, title, paragraphs, shown)
        case SlideKind.ARITHMETIC:
            lead = told_amount(shown.summary.net.likely)
            table = worth_table(shown.estimates, shown.summary)
            return Slide(
                key, Shape.TABLE, title, lead=lead, under_lead=_("kroner a year, likely"), paragraphs=paragraphs,
                tables=(table,),
            )  # fmt: skip
        case _:
            table = _table(slide.kind, shown)
            drawn = map_template if slide.kind == SlideKind.MAP else ""
            shape = Shape.CHART if drawn else Shape.TABLE
            return (
                Slide(key, shape, title, paragraphs=paragraphs, tables=(table,), template=drawn) if table.rows else None
            )


def _progress(key: str, title: str, paragraphs: tuple[str, ...], shown: Presented) -> Slide:
    measured = [line for line in shown.picture.benefits if line.progress.reached is not None]
    chart = bars(
        title=title,
        description=_("How far each benefit has come from its baseline to its target, in per cent."),
        rows=[(line.benefit.title, line.progress.reached or 0) for line in measured],
        told=lambda value: f"{number_format(Decimal(value), decimal_pos=1)} %",
    )
    benefits = [line for line in shown.picture.benefits if not line.benefit.is_disbenefit]
    return Slide(
        key,
        Shape.CHART,
        title,
        lead=str(sum(line.progress.is_behind for line in benefits)),
        under_lead=_("of %(count)s benefits are behind schedule") % {"count": len(benefits)},
        paragraphs=paragraphs,
        charts=(chart,) if measured else (),
        tables=(benefit_table(shown.picture.benefits),),
    )


def _table(kind: str, shown: Presented) -> Table:
    match kind:
        case SlideKind.PREREQUISITES:
            return prerequisite_table(shown.prerequisites)
        case SlideKind.STATES:
            return state_table_printed(shown.states)
        case SlideKind.TIMELINE:
            return milestone_table(shown.milestones)
        case SlideKind.MAP:
            return map_table(shown.picture)
        case _:
            return solution_table(shown.picture)


def milestone_table(milestones: list[Milestone]) -> Table:
    rows = tuple(
        (
            date_format(one.due_on, "d.m.Y"),
            one.title,
            str(one.solution or "–"),
            date_format(one.done_on, "d.m.Y") if one.done_on else "–",
        )
        for one in milestones
    )
    return Table(
        _("Milestones"),
        (Column(pgettext("deadline", "Due")), Column(_("Milestone")), Column(_("Solution")), Column(_("Reached"))),
        rows,
    )


def map_table(seen: Picture) -> Table:
    """From challenge to goal, a row for each solution."""
    titles = {node.key: node.title for node in seen.nodes}

    def linked(key: str, *, forward: bool) -> list[str]:
        pairs = ((start, end) if forward else (end, start) for start, end in seen.edges)
        return [far for near, far in pairs if near == key and far in titles]

    rows = []
    for solution in seen.solutions:
        key = f"solution-{solution.pk}"
        benefits = linked(key, forward=True)
        goals = dict.fromkeys(goal for benefit in benefits for goal in linked(benefit, forward=True))
        parts = (linked(key, forward=False), [key], benefits, list(goals))
        rows.append(tuple(", ".join(titles[one] for one in part) or "–" for part in parts))
    columns = (Column(_("Challenges")), Column(_("Solution")), Column(_("Benefits")), Column(_("Goals")))
    return Table(_("From challenge to goal"), columns, tuple(rows))
