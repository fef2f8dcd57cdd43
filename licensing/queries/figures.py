"""Population and index figures, as their page lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cooperation.models import Municipality
from licensing.models import IndexFigure, IndexKind, PopulationFigure
from licensing.rules.money import format_number


@dataclass(frozen=True)
class PopulationRow:
    year: int
    figures: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class IndexRow:
    """A year's forecast beside its outcome."""

    year: int
    forecast: IndexFigure | None
    outcome: IndexFigure | None


def population_rows(municipalities: Sequence[Municipality]) -> list[PopulationRow]:
    """The newest year first."""
    found: dict[int, dict[int, PopulationFigure]] = {}
    for figure in PopulationFigure.objects.order_by("-year"):
        found.setdefault(figure.year, {})[figure.municipality_id] = figure
    return [
        PopulationRow(
            year,
            tuple(
                format_number(figures[place.pk].inhabitants) if place.pk in figures else "–" for place in municipalities
            ),
            "; ".join(dict.fromkeys(figure.source for figure in figures.values() if figure.source)),
        )
        for year, figures in found.items()
    ]


def index_rows() -> list[IndexRow]:
    found: dict[int, dict[str, IndexFigure]] = {}
    for figure in IndexFigure.objects.order_by("-year"):
        found.setdefault(figure.year, {})[figure.kind] = figure
    return [
        IndexRow(year, figures.get(IndexKind.FORECAST), figures.get(IndexKind.OUTCOME))
        for year, figures in found.items()
    ]
