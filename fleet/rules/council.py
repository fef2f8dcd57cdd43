"""The list of a new council as people paste it: a politician on each line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

EMAIL = re.compile(r"[^\s@;,<>]+@[^\s@;,<>]+\.[^\s@;,<>]+")


class ListFault(StrEnum):
    """Why a line cannot be understood."""

    NO_NAME = "no_name"
    TWICE = "twice"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class ListedPolitician:
    """A line of the list: name, address, party, and the seat's kind as the program calls it."""

    line: int
    family_name: str
    given_name: str
    email: str
    party: str
    role: str

    @property
    def lengths(self) -> tuple[tuple[str, int], ...]:
        """Each part beside the most letters that the register keeps of it."""
        return ((self.family_name, 80), (self.given_name, 80), (self.email, 254), (self.party, 60))


@dataclass(frozen=True)
class ReadList:
    politicians: tuple[ListedPolitician, ...]
    faults: tuple[tuple[int, str, ListFault], ...]


def read_list(text: str, roles: Mapping[str, str], usual: str) -> ReadList:
    """Read `Family, Given; address; party; seat` on each line, in tabs or semicolons; only the name must be there.

    The name may also be `Given Family`. The parts after it come in any order: what holds an @ is the address, what
    `roles` knows (words in small letters to the program's own) is the seat, anything else the party. `usual` is the
    seat where none is told.
    """
    found: list[ListedPolitician] = []
    faults: list[tuple[int, str, ListFault]] = []
    seen: set[tuple[str, str, str]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        one = _read_line(number, line, roles, usual)
        if one is None:
            faults.append((number, line.strip(), ListFault.NO_NAME))
            continue
        if any(len(part) > most for part, most in one.lengths):
            faults.append((number, line.strip(), ListFault.TOO_LONG))
            continue
        key = (one.family_name.casefold(), one.given_name.casefold(), one.email)
        if key in seen:
            faults.append((number, line.strip(), ListFault.TWICE))
            continue
        seen.add(key)
        found.append(one)
    return ReadList(tuple(found), tuple(faults))


def _read_line(number: int, line: str, roles: Mapping[str, str], usual: str) -> ListedPolitician | None:
    name, *rest = [" ".join(part.split()) for part in re.split(r"[;\t]", line)]
    if not name or "@" in name or not any(letter.isalpha() for letter in name):
        return None
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
    else:
        given, _space, family = name.rpartition(" ")
    email = party = ""
    role = usual
    for part in filter(None, rest):
        if address := EMAIL.search(part):
            email = address[0].lower()
        elif part.casefold() in roles:
            role = roles[part.casefold()]
        else:
            party = part
    return ListedPolitician(number, family, given, email, party, role) if family else None
