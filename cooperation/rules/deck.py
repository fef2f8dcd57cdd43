"""Slides of live figures: the same for the projector, the page read without a script, and the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .chart import Chart
from .table import Table

MOST_ROWS_AT_FULL_SIZE, MOST_LETTERS_AT_FULL_SIZE, MOST_ROWS_BELOW_A_CHART = 10, 600, 6


class SlideKind(StrEnum):
    TITLE = "title"
    TABLE = "table"
    CHART = "chart"
    COMPARISON = "comparison"
    TEXT = "text"


@dataclass(frozen=True)
class Slide:
    """One slide. `key` is its place in the address; `lead` is the figure or sentence to remember, `under_lead` what it is.

    A chart has its table beside it. `template` is the page's own part of a slide that is worked with (what if); on paper
    it is left out.
    """

    key: str
    kind: SlideKind
    title: str
    lead: str = ""
    under_lead: str = ""
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    template: str = ""

    @property
    def is_dense(self) -> bool:
        """Whether it has to be set smaller to be seen whole."""
        return any(
            len(table.rows) > MOST_ROWS_AT_FULL_SIZE
            or len(table.columns) > 7
            or sum(len(cell) for row in table.rows for cell in row) > MOST_LETTERS_AT_FULL_SIZE
            for table in self.tables
        )

    @property
    def has_short_table(self) -> bool:
        """Whether the table stands open below its chart from the start."""
        return all(len(table.rows) <= MOST_ROWS_BELOW_A_CHART for table in self.tables)


@dataclass(frozen=True)
class Deck:
    """`title` is what is presented. The first slide is its title slide."""

    title: str
    slides: tuple[Slide, ...]
