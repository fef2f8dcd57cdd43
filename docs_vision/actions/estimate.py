"""Keep what each municipality counts in an estimate."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from docs_vision.models import Estimate, EstimateShare

HIGHEST_COUNT = 2_000_000_000


def why_not_count(typed: Mapping[str, str]) -> list[str]:
    return [
        _("“%(text)s” is not a whole number.") % {"text": text}
        for text in typed.values()
        if text and not (_digits(text).isascii() and _digits(text).isdigit() and int(_digits(text)) <= HIGHEST_COUNT)
    ]


@transaction.atomic
def save_counts(estimate: Estimate, typed: Mapping[str, str], *, by: User) -> None:
    """Keep the counts, by municipality number; an empty one leaves the municipality out."""
    if reasons := why_not_count(typed):
        raise Refused(reasons)
    before = dict(estimate.shares.values_list("municipality__number", "count"))
    after = {number: int(_digits(text)) for number, text in typed.items() if text}
    estimate.shares.all().delete()
    EstimateShare.objects.bulk_create(
        EstimateShare(estimate=estimate, municipality=one, count=after[one.number])
        for one in Municipality.objects.filter(number__in=after)
    )
    log_change(estimate, "count", by=by, before=before, after=after)


def _digits(text: str) -> str:
    return "".join(text.split())
