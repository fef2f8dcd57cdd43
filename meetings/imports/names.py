"""Lists of people as minutes write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .parsed_minutes import ParsedPerson

_BRACKETS = re.compile(r"\(([^()]{0,200})\)?")
_NOBODY = re.compile(r"(?:ingen|ingen forfall|inga|ingen meldt|nei|-|–|—|/|x)\.?", re.IGNORECASE)
_EVERYBODY = {"alle", "samtlige", "samtlege", "fulltallig", "fulltalig", "ikke", "ikkje"}
_PARTICLES = {
    "van",
    "von",
    "der",
    "den",
    "de",
    "af",
    "av",
    "la",
    "le",
    "di",
    "da",
    "el",
    "al",
    "bin",
    "ten",
    "ter",
    "dos",
}
_WORD = re.compile(r"[A-ZÆØÅÀ-ÖØ-Þ][\w'’.-]*", re.UNICODE)
_ROLE_WORD = (
    r"(?:\w{0,30}(?:leder|leiar|medlem|medlemmer|sekretær|direktør|sjef|rådgiver|rådgivar|ordfører|ordførar|ansvarlig|ansvarleg)"
    r"|vara|referent|observatør|rådmann|kommune)(?:en)?"
)
_ROLE = re.compile(rf"\b{_ROLE_WORD}\b", re.IGNORECASE)
_ROLE_ALONE = re.compile(_ROLE_WORD, re.IGNORECASE)
_ROLE_FIRST = re.compile(rf"^((?i:{_ROLE_WORD}))\s+([A-ZÆØÅÀ-ÖØ-Þ][\w'’.-]*(?:\s+[A-ZÆØÅÀ-ÖØ-Þ][\w'’.-]*)+)$")
_FOR_SOMEBODY = re.compile(
    r"\([^()]*\)"
    r"|\s(?:(?:møtte|møter|vara)\s+)?for\s+"
    r"(?P<who>[A-ZÆØÅ][\w'’.-]*(?:(?:\s+[A-ZÆØÅ][\w'’.-]*)+|,\s*[A-ZÆØÅ][\w'’.-]*))"
)
_VED = re.compile(r"^(.{1,60}?)\s+(?:v/|ved\s)\s*(.{1,80})$")
_AND = re.compile(r"\s(?:og|samt)\s(?=[A-ZÆØÅ])")
_COLUMNS = re.compile(r"(?<=\S) {3,}(?=\S)")
_DASH = re.compile(r"\s+[–—-]\s+")


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The people, and the pieces that are not names."""

    people: tuple[ParsedPerson, ...]
    not_names: tuple[str, ...] = ()
    is_uneven: bool = False


def in_columns_as_list(text: str) -> str:
    """People side by side with wide spaces between them as a list; what is no whole name tells of the person before."""
    first, *others = (piece.strip() for piece in _COLUMNS.split(text))
    listed = [first]
    for piece in others:
        if looks_like_name(piece.replace(",", " ")) and " " in _outside_brackets(piece).strip() and not _is_role(piece):
            listed.append(piece)
        elif "(" in piece or "," in piece:
            listed[-1] += f" {piece}"
        else:
            listed[-1] += f" ({piece})"
    return "; ".join(listed)


def is_nobody(text: str) -> bool:
    return not text or bool(_NOBODY.fullmatch(text[:40]))


def looks_like_name(text: str) -> bool:
    """One to six words with capital letters, particles aside; no figures."""
    text = _BRACKETS.sub(" ", text[:300]).strip(" .")
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 80:
        return False
    return words[0].lower() not in _EVERYBODY and all(
        (_WORD.fullmatch(word) and not any(char.isdigit() for char in word)) or word.lower() in _PARTICLES
        for word in words
    )


def looks_like_people(text: str) -> bool:
    """Whether a line could be (a part of) a list of people."""
    pieces = [piece for piece in _pieces(_outside_brackets(_with_deputies_noted(text))) if piece]
    return bool(pieces) and all(looks_like_name(_name_part(piece)[0]) or _ROLE.search(piece[:200]) for piece in pieces)


def people_in(text: str, *, pairs_elsewhere: bool = False) -> PeopleList:
    """The people of a list, in either form: "Family, Given, Family, Given" or "Given Family, Given Family".

    `pairs_elsewhere`: another list of the same file is in the first form; that settles a list which could be both.
    """
    if is_nobody(text.strip()):
        return PeopleList(())
    text = _with_deputies_noted(text)
    if ";" in text:
        lists = [_one_each(part, pairs_elsewhere) for part in text.split(";") if part.strip()]
    else:
        lists = [_comma_list(text, pairs_elsewhere)]
    return PeopleList(
        tuple(person for found in lists for person in found.people),
        tuple(piece for found in lists for piece in found.not_names),
        any(found.is_uneven for found in lists),
    )


def is_in_pairs(text: str) -> bool:
    """Whether the list is surely in the form "Family, Given, Family, Given"."""
    pieces = [_name_part(piece)[0] for piece in _pieces(_outside_brackets(text)) if piece]
    families = pieces[::2]
    return len(pieces) >= 2 and len(pieces) % 2 == 0 and any(" " not in family for family in families)


def person_named(text: str) -> ParsedPerson | None:
    """One person, from "Family, Given" or "Given Family"; None when it is no name."""
    found = _one_each(text, True)
    return found.people[0] if len(found.people) == 1 and not found.not_names else None


def _one_each(text: str, pairs: bool) -> PeopleList:
    pieces = [piece for piece in _pieces(text) if piece]
    if len(pieces) == 2 and looks_like_name(pieces[0]) and not _is_role(pieces[1]):
        family, note = _name_part(pieces[0])
        given, more = _name_part(pieces[1])
        if (" " not in family or pairs) and looks_like_name(given):
            return PeopleList((ParsedPerson(family, given, ", ".join(filter(None, (note, more)))),))
    return _comma_list(text, pairs)


def _comma_list(text: str, pairs_elsewhere: bool) -> PeopleList:
    pieces = [piece for piece in _pieces(text) if piece]
    names: list[tuple[str, str]] = []
    not_names: list[str] = []
    is_role_first = bool(pieces) and _ROLE_FIRST.match(pieces[0][:200]) is not None
    for piece in pieces:
        name, note = _name_part(piece)
        if is_role_first and (found := _ROLE_FIRST.match(name[:200])):
            names.append((found[2], ", ".join(filter(None, (found[1], note)))))
        elif names and _is_role(piece):
            names[-1] = (names[-1][0], ", ".join(filter(None, (names[-1][1], piece))))
        elif looks_like_name(name):
            names.append((name, note))
        else:
            not_names.append(piece)
    singles = [" " not in name for name, _note in names]
    in_pairs = len(names) >= 2 and (
        any(singles[::2]) or (any(singles) and pairs_elsewhere) or (pairs_elsewhere and not any(singles))
    )
    if in_pairs and ((len(names) % 2 and sum(singles) * 2 < len(names)) or _has_and_within_pair(text)):
        in_pairs = False
    if not in_pairs:
        return PeopleList(
            tuple(_given_first(*name) for name in names), tuple(not_names), any(singles) and len(names) > 1
        )
    people = [
        ParsedPerson(family, given, ", ".join(filter(None, (note, more))))
        for (family, note), (given, more) in zip(names[::2], names[1::2], strict=False)
    ]
    if len(names) % 2:
        people.append(ParsedPerson(names[-1][0], "", names[-1][1]))
    return PeopleList(tuple(people), tuple(not_names), bool(len(names) % 2))


def _has_and_within_pair(text: str) -> bool:
    """Whether "og" stands where a list in pairs has a comma: in "Kari, Ola, Siri og Per" no two words are one person."""
    *before, _last = _AND.split(_BRACKETS.sub(" ", text))
    return any(part.count(",") % 2 == 0 for part in before)


def has_role(text: str) -> bool:
    """Whether a role, an office or a municipality is named."""
    return bool(_ROLE.search(text[:200]))


def is_role_alone(text: str) -> bool:
    """Whether a text is a role and nothing else."""
    return bool(_ROLE_ALONE.fullmatch(text[:80]))


def _is_role(piece: str) -> bool:
    """Whether a piece of a list tells what the person before it is. A role in brackets belongs to its own name."""
    return has_role(_outside_brackets(piece))


def _with_deputies_noted(text: str) -> str:
    """The list with whom a deputy met for in brackets: "Roger Vik for Turid Moen"."""
    return _FOR_SOMEBODY.sub(lambda found: f" (for {found['who']})" if found["who"] else found[0], text)


def _given_first(name: str, note: str) -> ParsedPerson:
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return ParsedPerson(" ".join(words[start:]), " ".join(words[:start]), note)


def _name_part(piece: str) -> tuple[str, str]:
    """A name, and what stands in brackets, after a dash or before "v/" with it."""
    notes = [note.strip() for note in _BRACKETS.findall(piece) if note.strip()]
    name = " ".join(_BRACKETS.sub(" ", piece).replace(")", " ").split()).strip(" .:")
    if ved := _VED.match(name[:200]):
        notes.insert(0, ved[1])
        name = ved[2]
    elif ": " in name[:60]:
        before, name = name.split(": ", 1)
        notes.insert(0, before)
    parts = _DASH.split(name, maxsplit=1)
    if len(parts) == 2:
        name = parts[0]
        notes.append(parts[1])
    return name.strip(), ", ".join(notes)


def _pieces(text: str) -> list[str]:
    """The text cut at commas and "og", not inside brackets."""
    pieces, start, depth = [], 0, 0
    for match in re.finditer(r"[(),;\t]| og (?=[A-ZÆØÅ])| samt (?=[A-ZÆØÅ])", text):
        sign = match[0]
        if sign == "(":
            depth = 1
        elif sign == ")":
            depth = 0
        elif depth == 0:
            pieces.append(text[start : match.start()])
            start = match.end()
    pieces.append(text[start:])
    return [piece.strip(" .").strip() for piece in pieces]


def _outside_brackets(text: str) -> str:
    return _BRACKETS.sub(" ", text)
