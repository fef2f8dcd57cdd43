"""Write down population and index figures. One that is there already is corrected, and the log keeps the old one."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from licensing.models import IndexFigure, IndexKind, PopulationFigure

from .row import save_row

LOWEST_PERCENT, HIGHEST_PERCENT = Decimal(-99), Decimal(999)


@transaction.atomic
def record_populations(figures: Iterable[tuple[Municipality, int]], *, year: int, source: str = "", by: User) -> None:
    """The inhabitants on 1 January of the year."""
    for municipality, inhabitants in figures:
        found = PopulationFigure.objects.filter(municipality=municipality, year=year).first()
        found = found or PopulationFigure(municipality=municipality, year=year)
        found.inhabitants, found.source = inhabitants, source
        save_row(found, by=by)


def why_not_record_index(percent: Decimal) -> list[str]:
    reasons = []
    if percent != round(percent, 2):
        reasons.append(_("An index figure has at most two decimals."))
    if not LOWEST_PERCENT <= percent <= HIGHEST_PERCENT:
        reasons.append(
            _("An index figure lies between %(lowest)s and %(highest)s per cent.")
            % {"lowest": LOWEST_PERCENT, "highest": HIGHEST_PERCENT}
        )
    return reasons


@transaction.atomic
def record_index(*, year: int, kind: IndexKind, percent: Decimal, source: str = "", by: User) -> None:
    """What prices rise by into the year: foretold, or come about."""
    if reasons := why_not_record_index(percent):
        raise Refused(reasons)
    found = IndexFigure.objects.filter(year=year, kind=kind).first() or IndexFigure(year=year, kind=kind)
    found.percent, found.source = percent, source
    save_row(found, by=by)
