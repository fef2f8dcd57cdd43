"""A scenario's cost table on paper: what the board gets handed out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from cooperation.documents.html import print_html
from cooperation.documents.renderer import Renderer
from licensing.rules.cost_table import CostTable

from .deck import share_slide
from .tables import printed_costs
from .workbook import About


def cost_html(costs: CostTable, about: About, *, language: str) -> str:
    with override(language):
        context = {
            "title": _("%(name)s: costs in %(year)s") % {"name": costs.name, "year": costs.year},
            "subtitle": about.version,
            "author": about.author,
            "dated": about.dated,
            "assumptions": about.assumptions,
            "table": printed_costs(costs),
            "share": share_slide(costs) if costs.lines else None,
        }
    return print_html("licensing/print/costs.html", context, language=language)


def cost_pdf(costs: CostTable, about: About, *, language: str) -> bytes:
    """The PDF, made at once: for a terminal. Pages ask the worker."""
    renderer = Renderer()
    try:
        return renderer.make(cost_html(costs, about, language=language)).pdf
    finally:
        renderer.stop()
