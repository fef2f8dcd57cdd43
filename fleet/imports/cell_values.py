"""What a cell of an export says: dates, numbers, yes and no, serial numbers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

from django.utils.translation import gettext as _

from licensing.rules.money import NotAnAmount, parse_amount

MOST_KRONER = 10**8

# Excel shows a long number as 6.37702E+15 and saves it so: the digits are lost.
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
_EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")
_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
# What makers leave in the firmware where a serial number belongs.
_NO_SERIALS = frozenset(
    (
        "0", "none", "n/a", "na", "null", "unknown", "-", "invalid", "serial number", "chassis serial number",
        "not specified", "not available", "not applicable", "default string", "system serial number",
        "systemserialnumber", "to be filled by o.e.m.", "tobefilledbyo.e.m.",
    )
)  # fmt: skip
_MOMENT = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"(?:[T ]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?"
)
_DOTTED = re.compile(
    r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4}|\d\d)"
    r"(?:,?\s+(?:kl\.?\s*)?(?P<hour>\d\d?)[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?)?"
)
_SLASHED = re.compile(
    r"(?P<one>\d\d?)/(?P<two>\d\d?)/(?P<year>\d{4}|\d\d)"
    r"(?:,?\s+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[AP]\.?M\.?)?)?",
    re.IGNORECASE,
)
_YES = frozenset(("true", "yes", "ja", "1", "x", "enabled", "sant"))
_NO = frozenset(("false", "no", "nei", "0", "", "disabled", "usant"))


class CellError(ValueError):
    """A cell that does not hold what its column says; `str()` is the reason in the reader's language."""


def plain_text(value: str) -> str:
    """The text without the spaces around it, and without what spreadsheets wrap around text to keep it text."""
    text = _SPACES.sub(" ", value).strip() if not value.isascii() or "\n" in value else value.strip()
    if text[:1] in "='" and text:
        if wrapped := _EXCEL_TEXT.fullmatch(text):
            return wrapped[1].strip()
        return _GUARDED.sub("", text, count=1)
    return text


def serial_number(value: str) -> str:
    """A serial number in capitals without spaces. Raises CellError, also where there is none."""
    text = plain_text(value)
    if not text:
        raise CellError(_("There is no serial number."))
    if text.casefold() in _NO_SERIALS or not text.strip("0"):
        raise CellError(_("“%(value)s” is what the maker left in place of a serial number.") % {"value": text})
    if _SCIENTIFIC.fullmatch(text):
        raise CellError(
            _("A spreadsheet has turned the serial number into the number %(value)s, and digits are lost.")
            % {"value": text}
        )
    if len(text) > 64:
        raise CellError(_("The serial number has more than 64 characters."))
    return text.replace(" ", "").upper()


def moment(value: str) -> datetime | None:
    """A moment, in UTC where nothing else is said; None for an empty cell and for year 1. Raises CellError.

    Exports write seven decimals of a second, which no clock here keeps, and 0001-01-01 for never.
    """
    text = plain_text(value)
    if not text or text.startswith(("0001-01-01", "1/1/0001", "01.01.0001", "01/01/0001")):
        return None
    try:
        if found := _MOMENT.fullmatch(text):
            return _made(found, date(int(found["year"]), int(found["month"]), int(found["day"])), _zone(found["zone"]))
        if found := _DOTTED.fullmatch(text):
            return _made(found, date(_year(found["year"]), int(found["month"]), int(found["day"])))
        if found := _SLASHED.fullmatch(text):
            month, day = _month_first(text, int(found["one"]), int(found["two"]), is_american=bool(found["half"]))
            return _made(found, date(_year(found["year"]), month, day), half=found["half"] or "")
    except ValueError as error:
        if isinstance(error, CellError):
            raise
    raise CellError(_("“%(value)s” is not a date.") % {"value": text[:40]})


def day(value: str) -> date | None:
    """A date; None for an empty cell and for year 1. Raises CellError."""
    found = moment(value)
    return found.date() if found else None


def _made(found: re.Match[str], day: date, zone: timezone = UTC, half: str = "") -> datetime:
    hour = int(found["hour"] or 0)
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    clock = time(hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=zone)
    return datetime.combine(day, clock).astimezone(UTC)


def _zone(written: str | None) -> timezone:
    if written in (None, "Z", "UTC"):
        return UTC
    assert written is not None
    digits = written[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if written[0] == "-" else offset)


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _month_first(text: str, one: int, two: int, *, is_american: bool) -> tuple[int, int]:
    """Month and day of a date with slashes. One that can be read in two ways is not guessed."""
    if is_american or two > 12 or one == two:
        return one, two
    if one > 12:
        return two, one
    raise CellError(_("“%(value)s” can be read as two different dates. Write it as 2023-12-31.") % {"value": text[:40]})


def yes_or_no(value: str) -> bool:
    """True or False; an empty cell is no. Raises CellError."""
    text = plain_text(value).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellError(_("“%(value)s” is neither yes nor no.") % {"value": text[:40]})


def amount(value: str) -> Decimal | None:
    """An amount in kroner, zero or more; None for an empty cell. Raises CellError."""
    text = plain_text(value)
    if not text:
        return None
    try:
        found = parse_amount(text)
    except NotAnAmount:
        found = Decimal(-1)
    if not 0 <= found < MOST_KRONER:
        raise CellError(_("“%(value)s” is not an amount in kroner.") % {"value": text[:40]})
    return found
