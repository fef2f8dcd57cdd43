"""Whatever a file holds: reading it never fails, and every line ends in the result or among the unplaced."""

from __future__ import annotations

import json
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from meetings.imports.lines import MinutesText, numbered_lines
from meetings.imports.minutes import parse_minutes

PIECES = st.sampled_from(
    [
        "PS 12/23 Budsjett",
        "PS 13/23 Orienteringer",
        "2023/M6-001 - Regnskap",
        "Vedtak: Godkjent.",
        "Vedtak:",
        "Deltok: Nordmann, Kari",
        "Forfall",
        "Sted",
        "Til stede: Berg, Ola,",
        "Til stede Moen, Jens, Dahl, Nina",
        "Siri Lunde",
        "• Nettverk",
        "o Ferdig med alt",
        "  - Underpunkt",
        "1. Første ledd",
        "Bakgrunn:",
        "dokumentasjons-",
        "forvaltning er bra.",
        "en lang linje som går helt ut til kanten av siden og derfor fortsetter på neste linje",
        "Rådet viste til sak",
        "Side 1 av 3",
        "agenda items end:",
        "Navn\tKommune\tMøtt",
        "Kari Moe\tNordvik\tNei",
        "Faste medlemmer som møtte:",
        "Møteleder: Per Vik",
        "Møtet hevet kl. 11.05",
        "Lisenser\t1 200\t1 320",
        "",
        "",
    ]
)
KNOWN = re.compile(
    r"agenda items (?:start|end)|til stede|forfall|deltok|sted\b|vedtak|\bps\b|\b12/23|\b13/23|2023/m6|agenda"
    r"|faste medlemmer som møtte|navn|kommune|møtt\b|nordvik|nei",
    re.IGNORECASE,
)


def strings_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in strings_in(item)] if isinstance(value, list | tuple) else []


def letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), st.booleans())
@example(["Deltok: Nordmann, Kari", "Bakgrunn:", "Siri Lunde"], False)
@example(["Sted", "Siri Lunde", "Til stede: Berg, Ola,", "Sted", "1. Første ledd"], False)
def test_every_word_of_structured_text_is_somewhere(pieces, is_wrapped):
    text = "\n".join(pieces)
    parsed = parse_minutes(MinutesText(text, is_wrapped))
    kept = letters(" ".join(strings_in({**parsed.as_json(), "problems": []})))
    for line in numbered_lines(text):
        for word in KNOWN.sub(" ", line.text).split():
            assert letters(word).removeprefix("o") in kept


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=600), st.booleans())
def test_no_text_makes_it_fail(text, is_wrapped):
    parsed = parse_minutes(MinutesText(text, is_wrapped))
    assert json.loads(json.dumps(parsed.as_json())) == parsed.as_json()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="Vedtak: Dto13./-–•o\n\t,()Ms2PS", max_size=400))
def test_no_odd_mixture_of_signs_makes_it_fail(text):
    parse_minutes(MinutesText(text))


def test_large_hostile_texts_are_read():
    """A pattern that goes back and forth, or work for every pair of lines, would not come to an end here."""
    size = 100_000
    texts = [
        "a" * size,
        "Til stede: " + "Nordmann, Kari, " * (size // 16),
        "Dato " + "1" * size,
        "Vedtak: " + " " * size + "x",
        "Til stede Kari" + " " * size + "x",
        "Til stede: Kari" + "\t" * size + "x",
        "Navn\tMøtt\n" + "Kari Moe\tJa\n" * (size // 12),
        "Navn  Møtt\n" * (size // 11),
        "Til stede: " + "Kari Moe for " * (size // 13),
        "PS 1/23 Sak\n" + "Møtet hevet kl. 11.05\n" * (size // 22),
        "PS 1/23 " + "A" * size,
        "• " * (size // 2),
        "(" * size,
        "2023/M6-001 - Sak\nVedtak: Ja.\n\n" * (size // 35),
        "Dato:\n" * (size // 6),
        "dokumentasjons-\n" * (size // 16),
        "PS 1/23 Sak\n" + "".join(f"{' ' * (number % 60)}- punkt\n" for number in range(size // 40)),
    ]
    assert [len(parse_minutes(MinutesText(text)).cases) <= 200 for text in texts] == [True] * len(texts)
