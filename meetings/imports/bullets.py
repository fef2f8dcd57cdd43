"""Bullets and how deep they are nested."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .lines import Layout, Line
from .paragraphs import is_ended, starts_new

_BULLET = re.compile(r"([•●▪■◦○‣⁃∙·➢➤►✓\uf0b7\uf0a7\uf0d8\uf076*+o–—-])\s+(?=\S)")
_NUMBER = re.compile(r"(?:(?:\d{1,2}|[a-zæøå])\)\s+|\d{1,2}\.\s+(?=[A-ZÆØÅ\"«]))(?=\S)")
_DASHES = "–—-"


@dataclass(slots=True)
class Block:
    """A paragraph (level 0) or a bullet (level 1 and deeper), as the lines it stands on."""

    level: int
    lines: list[Line] = field(default_factory=list)


def bullet_sign(line: Line) -> str:
    """The bullet that a line begins with, or nothing."""
    found = _BULLET.match(line.text)
    return found[1] if found else ""


def _number_sign(line: Line) -> str:
    """What all items of one numbered list have in common: "1." or "a)"."""
    found = _NUMBER.match(line.text)
    return ("1" if found[0][0].isdigit() else "a") + found[0].rstrip()[-1] if found else ""


def without_bullet(line: Line) -> Line:
    found = _BULLET.match(line.text) or _NUMBER.match(line.text)
    text = line.text[found.end() :] if found else line.text
    return Line(line.number, text, line.indent, line.has_gap, line.page, text)


def blocks_of(lines: list[Line], layout: Layout, *, with_numbers: bool = False) -> list[Block]:
    """Paragraphs and bullets in order. The same sign at the same indent is the same level; a new sign is deeper.

    `with_numbers`: "1." and "a)" are signs as well.
    """
    blocks: list[Block] = []
    open_signs: list[tuple[str, int]] = []
    for line in lines:
        sign = bullet_sign(line) or (_number_sign(line) if with_numbers else "")
        before = blocks[-1].lines[-1] if blocks else None
        if sign and sign in _DASHES and before and _is_interjection(before, line, blocks[-1]):
            sign = ""
        if sign:
            _open(open_signs, sign, line.indent)
            blocks.append(Block(len(open_signs), [without_bullet(line)]))
        elif before is None or starts_new(before, line, layout):
            blocks.append(Block(0, [line]))
        else:
            blocks[-1].lines.append(line)
    return blocks


def _is_interjection(before: Line, line: Line, block: Block) -> bool:
    """A dash in the middle of a sentence that a line break moved to the beginning of a line."""
    return block.level == 0 and not line.has_gap and not is_ended(before.text) and line.text[2:3].islower()


def _open(signs: list[tuple[str, int]], sign: str, indent: int) -> None:
    """Bring the stack of open bullets to the new one, which is then on top."""
    same = [place for place, (other, _indent) in enumerate(signs) if other == sign]
    if same:
        near = [place for place in same if abs(signs[place][1] - indent) <= 1 or len(same) == 1]
        place = near[-1] if near else same[-1]
        if indent > signs[place][1] + 1 and place == len(signs) - 1:
            signs.append((sign, indent))
            return
        if indent < signs[place][1] - 1 and not near:
            place = same[0]
        del signs[place + 1 :]
        signs[place] = (sign, min(indent, signs[place][1]) if signs[place][1] - indent <= 1 else indent)
        return
    while signs and indent < signs[-1][1] - 1:
        signs.pop()
    signs.append((sign, indent))
