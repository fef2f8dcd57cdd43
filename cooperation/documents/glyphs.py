"""Signs that the bundled fonts cannot print are named instead: a hole in the text would break PDF/A (6.2.11.8)."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

FONT_FOLDER = Path(settings.BASE_DIR) / "static" / "vendor" / "inter"
ALWAYS = frozenset("\n\r\t\u00ad")


@cache
def printable() -> frozenset[str]:
    """Every sign that all the bundled faces, Latin and Latin extended, have between them."""
    faces: dict[str, set[int]] = {}
    for path in sorted(FONT_FOLDER.glob("*.woff2")):
        face = path.stem.replace("latin-ext-", "").replace("latin-", "")
        with TTFont(path) as font:
            faces.setdefault(face, set()).update(font.getBestCmap())
    return frozenset(map(chr, set.intersection(*faces.values()))) | ALWAYS


def only_printable(text: str) -> str:
    """The text with each sign that has no glyph replaced by its name in brackets."""
    signs = printable()
    if signs.issuperset(text):
        return text
    return "".join(sign if sign in signs else _named(sign) for sign in unicodedata.normalize("NFC", text))


def _named(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Mn", "Me", "Cf", "Cc", "Cn", "Co", "Cs"):
        return ""
    if category == "Zs":
        return " "
    folded = unicodedata.normalize("NFKC", sign)
    if folded != sign and printable().issuperset(folded):
        return folded
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
