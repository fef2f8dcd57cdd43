"""Amounts as people write them in tables: `1 234,50`, `-4 000`, `(4 000)`, `4 000-`, `−12,5 %`, `kr 4 000`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

SPACES = dict.fromkeys(map(ord, " \u00a0\u2007\u2009\u202f\t"))
DASHES = {ord(sign): "-" for sign in "−–—‐‑‒"}
CURRENCY = re.compile(r"^(kr\.?|nok)|(kr\.?|nok|,-)$", re.IGNORECASE)
PLAIN = re.compile(r"\d+")
GROUPED = re.compile(r"\d{1,3}(?P<group>[.,'])\d{3}(?:(?P=group)\d{3})*(?P<rest>[.,]\d+)?")
DECIMAL = re.compile(r"(?P<whole>\d*)[.,](?P<rest>\d+)")


@dataclass(frozen=True)
class Figure:
    """A written amount: its value, how many decimals are written, whether it is a per cent, and how it stands there."""

    value: Decimal
    decimals: int
    written: str
    is_percent: bool = False

    @property
    def unit(self) -> Decimal:
        """The smallest step that is written: 1 for whole kroner, 0.01 for øre."""
        return Decimal(1).scaleb(-self.decimals)


def figure(written: str) -> Figure | None:
    """The amount that stands there, or None where it is not one. A dash alone is no amount.

    A comma is a decimal comma and a point sets thousands apart, as in Norway, unless both are there and the other way
    round. `1.234` is one thousand two hundred and thirty-four, `1.5` one and a half.
    """
    text = written.translate(SPACES).translate(DASHES).replace("'", "").strip()
    is_percent = text.endswith("%")
    text, is_negative = _without_sign(CURRENCY.sub("", text.removesuffix("%")))
    digits = _digits(text)
    if digits is None:
        return None
    value = Decimal(digits)
    decimals = max(0, -int(value.as_tuple().exponent))
    return Figure(-value if is_negative else value, decimals, written.strip(), is_percent)


def _without_sign(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return _without_sign(text[1:-1])[0], True
    if text.startswith("-"):
        return CURRENCY.sub("", text[1:]), True
    if text.endswith("-"):
        return CURRENCY.sub("", text[:-1]), True
    return CURRENCY.sub("", text.removeprefix("+")), False


def _digits(text: str) -> str | None:
    """The amount as a computer writes it."""
    if PLAIN.fullmatch(text):
        return text
    grouped = GROUPED.fullmatch(text)
    if grouped and (grouped["group"] != "," or grouped["rest"]) and (grouped["rest"] or " ")[0] != grouped["group"]:
        rest = grouped["rest"] or ""
        whole = text.removesuffix(rest) if rest else text
        return whole.replace(grouped["group"], "") + rest.replace(",", ".")
    if found := DECIMAL.fullmatch(text):
        return f"{found['whole'] or '0'}.{found['rest']}"
    return None


def written_as(value: Decimal, *, decimals: int, is_percent: bool = False) -> str:
    """`-1 234,50` with hard spaces: how the program writes an amount itself, with a true minus."""
    rounded = round(value, decimals) if decimals else Decimal(round(value))
    text = f"{abs(rounded):,.{decimals}f}".replace(",", "\u00a0").replace(".", ",")
    return ("−" if rounded < 0 else "") + text + ("\u00a0%" if is_percent else "")


def plain(value: Decimal) -> str:
    """With as many decimals as it has."""
    exact = value.normalize()
    return written_as(exact, decimals=max(0, -int(exact.as_tuple().exponent)))
