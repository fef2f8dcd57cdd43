"""How the faults that the rules find are told to people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensing.rules.allocation import By, FaultKind, KeyFault
from licensing.rules.money import AmountFault, NotAnAmount

AMOUNT_FAULTS = {
    AmountFault.EMPTY: gettext_lazy("An amount is missing."),
    AmountFault.NOT_A_NUMBER: gettext_lazy("“%(text)s” is not an amount. Write it like 1 234,50."),
    AmountFault.GROUPS: gettext_lazy("The digits of “%(text)s” are not in groups of three. Write it like 1 234 567."),
    AmountFault.AMBIGUOUS_DOT: gettext_lazy(
        "“%(text)s” can be read in two ways. Write thousands with a space (1 234) or decimals with a comma (1,23)."
    ),
    AmountFault.DECIMALS: gettext_lazy("“%(text)s” has more than two decimals. An amount ends with the øre."),
    AmountFault.TOO_LARGE: gettext_lazy("“%(text)s” is too large an amount."),
    AmountFault.NOT_WHOLE: gettext_lazy("“%(text)s” is not a whole number."),
    AmountFault.NEGATIVE: gettext_lazy("“%(text)s” is below zero."),
}
LONGEST_QUOTED = 40

KEY_FAULTS = {
    FaultKind.NO_PARTS: gettext_lazy("The key has no parts."),
    FaultKind.NO_MUNICIPALITIES: gettext_lazy("There is no municipality to share between."),
    FaultKind.WEIGHTS_NOT_ONE: gettext_lazy("The weights must sum to 1. They sum to %(found)s."),
    FaultKind.PERCENT_NOT_HUNDRED: gettext_lazy(
        "Part %(part)s: the percentages must sum to 100. They sum to %(found)s."
    ),
    FaultKind.NEGATIVE_WEIGHT: gettext_lazy("Part %(part)s: the weight %(found)s is below zero."),
    FaultKind.NEGATIVE_VALUE: gettext_lazy("Part %(part)s: the value of %(municipality)s, %(found)s, is below zero."),
    FaultKind.MISSING_VALUE: gettext_lazy(
        "Part %(part)s: %(municipality)s has no figure to share by. Write 0 if it is to pay nothing."
    ),
    FaultKind.UNKNOWN_MUNICIPALITY: gettext_lazy("Part %(part)s: there is no municipality %(municipality)s."),
    FaultKind.NOTHING_TO_SHARE_BY: gettext_lazy(
        "Part %(part)s: all figures are zero, so there is nothing to share by."
    ),
    FaultKind.VALUES_FOR_EQUAL: gettext_lazy("Part %(part)s: what is shared equally takes no figures."),
}
LACKING = {
    By.POPULATION: gettext_lazy("Part %(part)s: the population of %(municipality)s is missing."),
    By.USERS: gettext_lazy(
        "Part %(part)s: the number of users of %(municipality)s is missing. Write 0 if it has none."
    ),
    By.DEVICES: gettext_lazy(
        "Part %(part)s: the number of devices of %(municipality)s is missing. Write 0 if it has none."
    ),
}


def told_amount(fault: NotAnAmount) -> str:
    text = fault.text if len(fault.text) <= LONGEST_QUOTED else f"{fault.text[:LONGEST_QUOTED]}…"
    return str(AMOUNT_FAULTS[fault.fault]) % {"text": text}


def told_key(fault: KeyFault, names: Mapping[str, str], number: Callable[[Decimal], str]) -> str:
    """A key's fault as a sentence. `number` writes a figure as the reader does."""
    sentence = KEY_FAULTS[fault.kind]
    if fault.kind is FaultKind.MISSING_VALUE and fault.by is not None:
        sentence = LACKING[fault.by]
    name = names.get(fault.municipality)
    return str(sentence) % {
        "part": fault.part,
        "municipality": _("%(name)s (%(number)s)") % {"name": name, "number": fault.municipality}
        if name
        else fault.municipality,
        "found": "" if fault.found is None else number(fault.found),
    }
