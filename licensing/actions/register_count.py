"""Take counts over from the registers of devices and politicians."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.models import Municipality, User
from cooperation.rules.refusal import Refused
from licensing.models import RegisterCount, RegisterKind


def why_not_take(kind: RegisterKind, counts: Mapping[str, int]) -> list[str]:
    """`counts`: municipality number → how many."""
    known = set(Municipality.objects.filter(number__in=counts).values_list("number", flat=True))
    reasons = [_("There is no municipality %(number)s.") % {"number": number} for number in sorted(set(counts) - known)]
    reasons += [
        _("Municipality %(number)s: a count cannot be below zero.") % {"number": number}
        for number, quantity in sorted(counts.items())
        if quantity < 0
    ]
    return reasons


@transaction.atomic
def take_register_counts(
    kind: RegisterKind, counts: Mapping[str, int], *, counted_on: date, by: User | None
) -> list[RegisterCount]:
    """Keep a register's counts of a day. Counting again on the same day replaces that day's; older ones stay."""
    if reasons := why_not_take(kind, counts):
        raise Refused(reasons)
    municipalities = {row.number: row for row in Municipality.objects.filter(number__in=counts)}
    RegisterCount.objects.filter(kind=kind, counted_on=counted_on, municipality__in=municipalities.values()).delete()
    made = RegisterCount.objects.bulk_create(
        RegisterCount(kind=kind, municipality=municipalities[number], counted_on=counted_on, quantity=quantity)
        for number, quantity in sorted(counts.items())
    )
    for count in made:
        log_change(
            count,
            "take",
            by=by,
            after={"kind": kind, "municipality": count.municipality.number, "quantity": count.quantity},
        )
    return made
