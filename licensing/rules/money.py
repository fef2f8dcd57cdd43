"""Norwegian amounts: read as people write them, written as tables print them, rounded so that tables add up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Any, Protocol

ORE = Decimal("0.01")
KRONE = Decimal(1)
NO_BREAK, NARROW_NO_BREAK = "\u00a0", "\u202f"
MINUS = "\u2212"
MOST_DIGITS = 11

SPACES = re.compile("[\u00a0\u202f\u2007\u2009\t ]+")
MINUS_SIGNS = f"-–{MINUS}"
CURRENCY = r"(?:kr\.?|nok)"
AROUND = re.compile(
    rf"(?P<first>[{MINUS_SIGNS}+])? ?(?P<before>{CURRENCY})? ?(?P<second>[{MINUS_SIGNS}+])? ?"
    rf"(?P<bare>[0-9,.][0-9,. ]*?)(?:,[{MINUS_SIGNS}])? ?(?P<after>{CURRENCY})?",
    re.IGNORECASE,
)
SHARE = re.compile(rf"(?P<sign>[{MINUS_SIGNS}])? ?(?P<bare>[0-9]{{1,3}}(?:[.,][0-9]{{1,10}})?) ?%?")
GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
DOT_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
PLAIN = re.compile(r"[0-9]+")


class AmountFault(Enum):
    """Why a text is no amount."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not a number"
    GROUPS = "digits are not in groups of three"
    AMBIGUOUS_DOT = "a dot before three digits may be a thousand or a decimal"
    DECIMALS = "more than two decimals"
    TOO_LARGE = "too large"
    NOT_WHOLE = "not a whole number"
    NEGATIVE = "less than zero"


class NotAnAmount(ValueError):
    """A text that cannot be read as an amount, with the reason."""

    def __init__(self, text: str, fault: AmountFault) -> None:
        self.text, self.fault = text, fault
        super().__init__(f"{text!r}: {fault.value}")


def parse_amount(text: str) -> Decimal:
    """Read an amount in kroner: `kr 110 544`, `92,12`, `1 234,50`, `-4 000`, `500,-`; also `92.12` as programs write it.

    Thousands are parted by a space of any kind, or by dots where a comma or a second dot shows that they are no
    decimals. A single dot before exactly three digits could mean either, so it is refused.
    """
    sign, bare = _without_sign_and_currency(text)
    whole, decimals = _parted(text, bare)
    if len(decimals) > 2:
        raise NotAnAmount(text, AmountFault.DECIMALS)
    if len(whole) > MOST_DIGITS:
        raise NotAnAmount(text, AmountFault.TOO_LARGE)
    return (sign * Decimal(f"{whole or 0}.{decimals or 0}")).quantize(ORE) + 0  # no minus before a zero


def parse_count(text: str) -> int:
    """Read a whole number of things, zero or more: `416`, `32 002`."""
    amount = parse_amount(text)
    if amount != amount.to_integral_value():
        raise NotAnAmount(text, AmountFault.NOT_WHOLE)
    if amount < 0:
        raise NotAnAmount(text, AmountFault.NEGATIVE)
    return int(amount)


def parse_share(text: str) -> Decimal:
    """Read a weight or a percentage: `0,7`, `0.3`, `33,3333`. There are no thousands in it, so a dot is a decimal."""
    found = SHARE.fullmatch(SPACES.sub(" ", text).strip())
    if found is None:
        raise NotAnAmount(text, AmountFault.EMPTY if not text.strip() else AmountFault.NOT_A_NUMBER)
    share = Decimal(found["bare"].replace(",", "."))
    return -share if found["sign"] else share


def _without_sign_and_currency(text: str) -> tuple[int, str]:
    bare = SPACES.sub(" ", text).strip()
    if not bare:
        raise NotAnAmount(text, AmountFault.EMPTY)
    found = AROUND.fullmatch(bare)
    if found is None or (found["before"] and found["after"]) or (found["first"] and found["second"]):
        raise NotAnAmount(text, AmountFault.NOT_A_NUMBER)
    sign = -1 if (found["first"] or found["second"] or "+") in MINUS_SIGNS else 1
    return sign, found["bare"]


def _parted(text: str, bare: str) -> tuple[str, str]:
    """The digits before and after the decimal sign."""
    if "," in bare:
        whole, _comma, decimals = bare.partition(",")
        if not PLAIN.fullmatch(decimals):
            raise NotAnAmount(text, AmountFault.NOT_A_NUMBER)
        return _ungrouped(text, whole) if whole else "", decimals
    if bare.count(".") == 1:
        whole, _dot, decimals = bare.partition(".")
        if not PLAIN.fullmatch(decimals):
            raise NotAnAmount(text, AmountFault.NOT_A_NUMBER)
        if len(decimals) == 3 and re.fullmatch(r"[1-9][0-9]{0,2}", whole):
            raise NotAnAmount(text, AmountFault.AMBIGUOUS_DOT)
        return _ungrouped(text, whole) if whole else "", decimals
    return _ungrouped(text, bare), ""


def _ungrouped(text: str, whole: str) -> str:
    if PLAIN.fullmatch(whole):
        return whole.lstrip("0") or "0"
    for grouped, separator in ((GROUPED, " "), (DOT_GROUPED, ".")):
        if grouped.fullmatch(whole):
            return whole.replace(separator, "").lstrip("0") or "0"
    digits = re.fullmatch(r"[0-9 .]+", whole)
    raise NotAnAmount(text, AmountFault.GROUPS if digits else AmountFault.NOT_A_NUMBER)


def format_amount(amount: Decimal) -> str:
    """`1 234,50`, with no-break spaces and a real minus sign."""
    rounded = amount.quantize(ORE, ROUND_HALF_UP)
    return _signed(rounded, f"{abs(rounded):,.2f}")


def format_signed(amount: Decimal) -> str:
    """A difference: with a plus where it is one."""
    return f"+{format_amount(amount)}" if amount > 0 else format_amount(amount)


def format_number(number: Decimal | int) -> str:
    """`110 544`: a whole number, or kroner without øre."""
    rounded = number if isinstance(number, int) else round_kroner(number)
    return _signed(rounded, f"{abs(rounded):,}")


def format_kroner(kroner: Decimal | int) -> str:
    """`kr 110 544`."""
    return f"kr{NO_BREAK}{format_number(kroner)}"


def _signed(amount: Decimal | int, text: str) -> str:
    shown = text.replace(",", NO_BREAK).replace(".", ",")
    return f"{MINUS}{shown}" if amount < 0 else shown


def round_kroner(exact: Decimal) -> int:
    """To the nearest krone, halves away from zero: a credit note is rounded as its invoice was."""
    return int(exact.quantize(KRONE, ROUND_HALF_UP))


def in_ore(amount: Decimal) -> int:
    """An amount of at most two decimals as whole øre."""
    ore = amount.scaleb(2)
    whole = int(ore)
    if whole != ore:
        raise ValueError(f"{amount} has more than two decimals")
    return whole


def from_ore(ore: int) -> Decimal:
    return Decimal(ore) * ORE


class Comparable(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Rounded:
    """An exact amount as its table prints it. `adjusted`: not the nearest krone, so that the table adds up."""

    exact: Decimal
    kroner: int

    @property
    def adjusted(self) -> bool:
        return self.kroner != round_kroner(self.exact)

    @property
    def kroner_text(self) -> str:
        return format_number(self.kroner)

    @property
    def exact_text(self) -> str:
        return format_amount(self.exact)

    @property
    def signed_text(self) -> str:
        """A difference: with a plus where it is one."""
        return f"+{self.kroner_text}" if self.kroner > 0 else self.kroner_text

    @property
    def signed_exact_text(self) -> str:
        return format_signed(self.exact)


def whole_kroner(exact: Sequence[Decimal], order: Sequence[Comparable]) -> list[int]:
    """Round each line so that the printed lines add up to the printed total (largest remainder).

    The total is rounded to the nearest krone; each line then gets the krone below or above its exact amount, those with
    the largest remainder first. Lines with the same remainder come in the order given beside them: the lowest
    municipality number first. Credit is rounded as the same debit would be, with the sign turned.
    """
    return share_rest([in_ore(amount) for amount in exact], order.__getitem__, unit=100)


def share_rest(
    parts: Sequence[int], order: Callable[[int], Comparable], *, unit: int, total: int | None = None
) -> list[int]:
    """Each part in whole units, so that they sum to the total in whole units (by default: rounded, halves away from 0).

    `parts` are in fractions of a unit, `unit` of them to one. `order` tells where the part at an index comes among equals.
    """
    in_all = sum(parts)
    sign = -1 if (in_all or _first(parts, order)) < 0 else 1
    turned = parts if sign > 0 else [-part for part in parts]
    wanted = divide_half_up(in_all, unit) if total is None else total
    rests = [part % unit for part in turned]
    missing = sign * wanted - (sum(turned) - sum(rests)) // unit
    least, of_equals = least_rest(Counter(rests), missing, unit)
    up = unit - 1 - least  # lifts those with a larger rest to the next unit, and no others
    whole = [(part + up) // unit for part in turned]
    if of_equals:
        equals = [index for index, rest in enumerate(rests) if rest == least]
        for index in sorted(equals, key=lambda index: (order(index), index))[:of_equals]:
            whole[index] += 1
    return whole if sign > 0 else [-part for part in whole]


def least_rest(counts: Mapping[int, int], wanted: int, unit: int) -> tuple[int, int]:
    """Parts with a larger rest than the first answer all get one more, and of those with that rest so many as the second."""
    least = unit - 1
    for rest in sorted(counts, reverse=True):
        if wanted <= 0 or not rest:
            break
        if counts[rest] > wanted:
            return rest, wanted
        wanted -= counts[rest]
        least = rest - 1
    return least, 0


def _first(parts: Sequence[int], order: Callable[[int], Comparable]) -> int:
    """The first part, in the order, that is not zero: decides the sign where the parts cancel out."""
    return min(((order(index), part) for index, part in enumerate(parts) if part), default=(None, 0))[1]


def divide_half_up(number: int, by: int) -> int:
    """Divide whole numbers to the nearest whole number, halves away from zero. `by` is above zero."""
    sign = -1 if number < 0 else 1
    return sign * ((2 * abs(number) + by) // (2 * by))


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, start=Decimal("0.00"))
