"""The program's own effect, from what it knows of meetings: see `docs_vision.rules.own_effect`."""

from __future__ import annotations

from datetime import date

from docs_vision.rules.own_effect import Figure


def own_figure(measure: str, *, today: date) -> Figure:
    """One of the figures in `rules.own_effect.MEASURES`, with the rows behind it."""
    return Figure(None, (), ())
