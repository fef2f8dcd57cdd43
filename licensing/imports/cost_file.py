"""Read the JSON that `calculate_costs` takes. The format is described in docs/cost-format.md."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from licensing.models.told import told_amount, told_key
from licensing.rules.allocation import By, KeyPart, why_not_share
from licensing.rules.cost_table import CostItem, Place
from licensing.rules.money import NotAnAmount, parse_amount, parse_count, parse_share

NUMBER = re.compile(r"[0-9]{4}")
HALF_A_SIGN = re.compile("[\ud800-\udfff]")
DAY, MONTH = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile(r"[0-9]{4}-[0-9]{2}")
MOST_QUANTITY, LONGEST_NAME = 9_999_999, 200
FIRST_YEAR, LAST_YEAR = 1900, 2199
KNOWN = {
    "": {"year", "municipalities", "lines", "allocation"},
    "municipalities": {"number", "name", "population"},
    "lines": {"product", "municipality", "quantity", "monthly_price", "from", "to"},
    "allocation": {"amount", "parts"},
    "parts": {"weight", "by", "values"},
}


class NotUnderstood(ValueError):
    """A file that cannot be calculated, with every reason."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True)
class SharedAmount:
    """An amount to share, and the key."""

    amount: Decimal
    parts: tuple[KeyPart, ...]


@dataclass(frozen=True)
class CostFile:
    """What was read. `unknown` are the names in the file that mean nothing here."""

    year: int
    municipalities: tuple[Place, ...]
    items: tuple[CostItem, ...]
    allocation: SharedAmount | None
    unknown: tuple[str, ...]


def read_cost_file(content: bytes) -> CostFile:
    """Raises NotUnderstood with every reason at once."""
    return _Reader().read(_parsed(content))


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(
            content.decode("utf-8-sig"), parse_float=_Float, parse_constant=_refuse, object_pairs_hook=_once
        )
    except UnicodeDecodeError as error:
        raise NotUnderstood(["The file is not UTF-8 text."]) from error
    except RecursionError as error:
        raise NotUnderstood(["The file is not JSON that can be read: it is nested too deeply."]) from error
    except ValueError as error:
        raise NotUnderstood([f"The file is not JSON that can be read: {error}."]) from error
    if not isinstance(found, dict):
        raise NotUnderstood(["The file must hold one object: {…}."])
    return found


class _Float(str):
    """A number with decimals, as it was written."""

    __slots__ = ()


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"an object names {', '.join(twice)} twice")
    for text in (*found, *found.values()):
        if isinstance(text, str) and HALF_A_SIGN.search(text):
            raise ValueError(f"{json.dumps(text)} has half a sign, which no text can hold")
    return found


@dataclass
class _Reader:
    reasons: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    populations: dict[str, Decimal] = field(default_factory=dict)

    def read(self, told: dict[str, Any]) -> CostFile:
        self._note_unknown(told, "", "")
        year = self._year(told.get("year"))
        for place, entry in self._objects(told, "municipalities"):
            self._municipality(place, entry)
        if isinstance(told.get("municipalities"), list) and not told["municipalities"]:
            self._refuse("municipalities", "at least one is needed.")
        items = [self._line(place, entry) for place, entry in self._objects(told, "lines")]
        allocation = self._allocation(told["allocation"]) if told.get("allocation") is not None else None
        if self.reasons:
            raise NotUnderstood(self.reasons)
        return CostFile(
            year=year,
            municipalities=tuple(self.places.values()),
            items=tuple(item for item in items if item),
            allocation=allocation,
            unknown=tuple(self.unknown),
        )

    # ---- the parts of the file

    def _year(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not FIRST_YEAR <= value <= LAST_YEAR:
            self._refuse("year", f"is missing or not a year, for example 2023: {_shown(value)}")
            return FIRST_YEAR
        return value

    def _municipality(self, place: str, entry: dict[str, Any]) -> None:
        self._note_unknown(entry, place, "municipalities")
        number, name = entry.get("number"), self._text(place, entry, "name")
        if not isinstance(number, str) or not NUMBER.fullmatch(number):
            self._refuse(f"{place}.number", f'is not a text of four digits, for example "1506": {_shown(number)}')
            return
        if number in self.places:
            self._refuse(f"{place}.number", f"{number} is there already.")
        self.places[number] = Place(number, name)
        if entry.get("population") is not None:
            with self._place(f"{place}.population"):
                self.populations[number] = Decimal(_count(entry["population"]))

    def _line(self, place: str, entry: dict[str, Any]) -> CostItem | None:
        self._note_unknown(entry, place, "lines")
        before = len(self.reasons)
        product = self._text(place, entry, "product")
        municipality = entry.get("municipality")
        unknown = not isinstance(municipality, str) or municipality not in self.places
        if municipality is not None and unknown and self.places:  # without any, their absence is the fault
            self._refuse(f"{place}.municipality", f"is none of the municipalities: {_shown(municipality)}")
        quantity, price = 0, Decimal(0)
        with self._place(f"{place}.quantity"):
            quantity = _count(entry.get("quantity"))
        with self._place(f"{place}.monthly_price"):
            price = _amount(entry.get("monthly_price"))
        since = self._day(place, entry, "from", last=False)
        until = self._day(place, entry, "to", last=True)
        if since and until and until < since:
            self._refuse(place, f"ends ({until}) before it starts ({since}).")
        if len(self.reasons) > before:
            return None
        return CostItem(product, municipality, quantity, price, since=since, until=until)

    def _allocation(self, told: Any) -> SharedAmount | None:
        if not isinstance(told, dict):
            self._refuse("allocation", f"is not an object: {_shown(told)}")
            return None
        self._note_unknown(told, "allocation", "allocation")
        before = len(self.reasons)
        amount = Decimal(0)
        with self._place("allocation.amount"):
            amount = _amount(told.get("amount"))
        parts = [self._part(place, entry) for place, entry in self._objects(told, "parts", within="allocation.")]
        if len(self.reasons) > before:
            return None
        key = tuple(part for part in parts if part)
        names = {number: place.name for number, place in self.places.items()}
        for fault in why_not_share(key, self.places.values()):
            self._refuse("allocation", told_key(fault, names, _plain))
        return SharedAmount(amount, key)

    def _part(self, place: str, entry: dict[str, Any]) -> KeyPart | None:
        self._note_unknown(entry, place, "parts")
        before = len(self.reasons)
        by, weight, values = entry.get("by"), Decimal(0), {}
        if by not in [one.value for one in By]:
            self._refuse(f"{place}.by", f"is none of {', '.join(one.value for one in By)}: {_shown(by)}")
        with self._place(f"{place}.weight"):
            weight = _share(entry.get("weight"))
        given = entry.get("values")
        if given is not None and not isinstance(given, dict):
            self._refuse(f"{place}.values", f"is not an object: {_shown(given)}")
        elif given:
            for number, value in given.items():
                with self._place(f"{place}.values.{number[:LONGEST_NAME]}"):
                    values[number] = _share(value) if by == By.PERCENT.value else _amount(value)
        elif by == By.POPULATION.value:
            values = dict(self.populations)
        return None if len(self.reasons) > before else KeyPart(weight, By(by), values)

    # ---- what is in them

    def _objects(self, told: Mapping[str, Any], name: str, *, within: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        """Each entry of a list with its place; a list that is missing, or an entry that is no object, is refused."""
        entries = told.get(name)
        if not isinstance(entries, list):
            self._refuse(f"{within}{name}", f"is missing or not a list: {_shown(entries)}")
            return
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield f"{within}{name}[{index}]", entry
            else:
                self._refuse(f"{within}{name}[{index}]", f"is not an object: {_shown(entry)}")

    def _text(self, place: str, entry: dict[str, Any], name: str) -> str:
        value = entry.get(name)
        if type(value) is not str or not value.strip() or len(value) > LONGEST_NAME:
            self._refuse(f"{place}.{name}", f"is missing, empty, too long or not a text: {_shown(value)}")
            return ""
        return value.strip()

    def _day(self, place: str, entry: dict[str, Any], name: str, *, last: bool) -> date | None:
        """A day; or a month, which means its first day, or its last one where a line ends."""
        value = entry.get(name)
        if value is None:
            return None
        try:
            if type(value) is str and DAY.fullmatch(value):
                return date.fromisoformat(value)
            if type(value) is str and MONTH.fullmatch(value):
                year, month = int(value[:4]), int(value[5:])
                return date(year, month, monthrange(year, month)[1] if last else 1)
        except ValueError:  # 2023-02-30, 2023-13
            pass
        self._refuse(f"{place}.{name}", f"is not a day, for example 2023-07-01: {_shown(value)}")
        return None

    def _refuse(self, place: str, reason: str) -> None:
        self.reasons.append(f"{place}: {reason}")

    @contextmanager
    def _place(self, place: str) -> Iterator[None]:
        """Refuse what the amounts inside are refused for, under the name of its place."""
        try:
            yield
        except NotAnAmount as fault:
            self._refuse(place, told_amount(fault))
        except _NotThisKind as fault:
            self._refuse(place, str(fault))

    def _note_unknown(self, entry: Mapping[str, Any], place: str, kind: str) -> None:
        self.unknown += [f"{place}.{name}".lstrip(".") for name in entry if name not in KNOWN[kind]]


class _NotThisKind(ValueError):
    """A value that is neither a text nor a whole number."""


def _amount(value: Any) -> Decimal:
    """An amount as text, or as a whole number. A number with decimals is refused: programs round those."""
    return parse_amount(_written(value))


def _count(value: Any) -> int:
    written = _written(value)
    count = parse_count(written)
    if count > MOST_QUANTITY:
        raise _NotThisKind(f"is more than {MOST_QUANTITY}: {written}")
    return count


def _share(value: Any) -> Decimal:
    """A weight or a percentage: as text or as a number, read as it is written."""
    return parse_share(str(value) if isinstance(value, _Float) else _written(value))


def _written(value: Any) -> str:
    if isinstance(value, _Float):
        raise _NotThisKind(f'write a number with decimals as text, "{value}".')
    if value is None:
        raise _NotThisKind("is missing.")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _NotThisKind(f"is neither a text nor a whole number: {_shown(value)}")
    return str(value)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing."
    text = json.dumps(value, ensure_ascii=False, default=str)
    return f"{text[:60]}…" if len(text) > 60 else f"{text}."
