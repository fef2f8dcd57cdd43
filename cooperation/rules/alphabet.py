"""The order in which Norwegians read names: … z, æ, ø, å, capital letters and accents aside.

A name is read as a key, and keys are compared sign by sign, which every database can do. Æ, ø and å become the signs
that follow z, where Norwegian computers had them before there was room for more letters (ISO 646-NO).
"""

from __future__ import annotations

import string
import unicodedata

# How a letter is read when that is not simply itself without its accent: ä, ö and ü as lists in Norway have them.
READ_AS = {
    "æ": "{", "ä": "{",
    "ø": "|", "ö": "|", "ő": "|", "œ": "|",
    "å": "}",
    "ü": "y", "ű": "y",
    "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n", "ß": "s", "ŧ": "t", "þ": "t",
}  # fmt: skip
# Å and aa are the same letter in names: Aas stands among those who are called Ås.
DOUBLE_A, RING_A = "aa", READ_AS["å"]
LATIN = range(0x00C0, 0x0180)  # the letters of the languages written in Europe, Sami among them


def _read(letter: str) -> str:
    small = letter.lower()[0]  # İ becomes two signs
    return READ_AS.get(small) or unicodedata.normalize("NFD", small)[0]


# Letter → how it is read, for those outside a–z.
READINGS = {letter: _read(letter) for letter in map(chr, LATIN) if letter.isalpha()}
_TABLE = str.maketrans(READINGS | dict(zip(string.ascii_uppercase, string.ascii_lowercase, strict=True)))


def alphabetical_key(text: str) -> str:
    """What to sort by: `sorted(names, key=alphabetical_key)`. Names that differ in capitals or accents only are equal."""
    small = text.lower() if text.isascii() else text.translate(_TABLE)
    return small.replace(DOUBLE_A, RING_A)
