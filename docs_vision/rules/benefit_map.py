"""Where the boxes and lines of a benefit map stand (gevinstkart), and which of them hang together.

Four columns: challenges, solutions, benefits, goals. Lines run only from one column to the next, so that the map
reads from left to right. Lengths are in the units of the drawing's view box.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

COLUMNS = ("challenge", "solution", "benefit", "goal")
BOX_WIDTH = 250
COLUMN_STEP = 340
LINE_HEIGHT = 18
PADDING = 12
GAP = 14
HEAD_HEIGHT = 40
LETTERS_A_LINE = 32
SWEEPS = 4  # there and back over the columns; more change little
MOST_CHAINS = 60  # told one by one; where everything hangs together with everything, the map and its table say more


@dataclass(frozen=True)
class Node:
    """A thing on the map. `key` is its column and number, such as "benefit-3"."""

    key: str
    column: str
    title: str
    url: str
    mark: str = ""  # said after the title: a status, or that it is behind schedule
    is_behind: bool = False


@dataclass(frozen=True)
class Box:
    node: Node
    x: int
    y: int
    height: int
    lines: tuple[str, ...]
    is_followed: bool

    @property
    def width(self) -> int:
        return BOX_WIDTH

    @property
    def text_lines(self) -> list[tuple[int, int, str]]:
        """Where each line of the title stands, from the box's corner."""
        return [
            (self.x + PADDING, self.y + PADDING + 13 + place * LINE_HEIGHT, line)
            for place, line in enumerate(self.lines)
        ]


@dataclass(frozen=True)
class Link:
    start: str
    end: str
    path: str
    is_followed: bool


@dataclass(frozen=True)
class BenefitMap:
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    width: int
    height: int
    is_following: bool


def wrapped(text: str, letters: int = LETTERS_A_LINE) -> tuple[str, ...]:
    """The text in lines of at most so many letters; a longer word is cut, because a box cannot grow wider."""
    lines: list[str] = []
    for word in text.split():
        rest = word
        if lines and len(lines[-1]) + 1 + len(rest) <= letters:
            lines[-1] += " " + rest
            continue
        while len(rest) > letters:
            lines.append(rest[: letters - 1] + "-")
            rest = rest[letters - 1 :]
        lines.append(rest)
    return tuple(lines) or ("",)


def followed(edges: Iterable[tuple[str, str]], start: str) -> frozenset[str]:
    """Everything on a line through the start: all that leads to it and all that it leads to."""
    onward: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for first, second in edges:
        onward.setdefault(first, set()).add(second)
        back.setdefault(second, set()).add(first)
    return frozenset({start} | _reached(onward, start) | _reached(back, start))


def _reached(neighbours: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = neighbours.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def chains(edges: Sequence[tuple[str, str]], through: str) -> list[tuple[str, ...]]:
    """Each line through one thing, from its first column to its last, in order. One more than `MOST_CHAINS` at most."""
    onward: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for first, second in edges:
        onward.setdefault(first, []).append(second)
        back.setdefault(second, []).append(first)

    def walk(neighbours: Mapping[str, list[str]], key: str) -> Iterator[tuple[str, ...]]:
        if key not in neighbours:
            yield (key,)
        for near in neighbours.get(key, []):
            for rest in walk(neighbours, near):
                yield (key, *rest)

    lines = (tuple(reversed(before)) + after[1:] for before in walk(back, through) for after in walk(onward, through))
    return list(islice(lines, MOST_CHAINS + 1))


def crossings(columns: Sequence[Sequence[str]], edges: Iterable[tuple[str, str]]) -> int:
    """How many pairs of lines cross, when the boxes of each column stand in this order."""
    place = {key: spot for column in columns for spot, key in enumerate(column)}
    between: dict[int, list[tuple[int, int]]] = {}
    number = {key: spot for spot, column in enumerate(columns) for key in column}
    for start, end in edges:
        between.setdefault(number[start], []).append((place[start], place[end]))
    found = 0
    for lines in between.values():
        before: list[int] = []
        for _start, spot in sorted(lines):
            found += len(before) - bisect_right(before, spot)
            insort(before, spot)
    return found


def untangled(columns: Sequence[Sequence[str]], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The columns with their boxes ordered so that few lines cross.

    Each box is moved to the mean place of those it has lines to in the column beside it, back and forth (the
    barycentre method). Boxes with the same mean, and those without lines, keep the order that they came in; when
    nothing crosses less, all do.
    """
    near: dict[str, list[str]] = {}
    for start, end in edges:
        near.setdefault(start, []).append(end)
        near.setdefault(end, []).append(start)
    now = best = [list(column) for column in columns]
    fewest = crossings(best, edges)
    forth = list(pairwise(range(len(columns))))
    for fixed, moved in [*forth, *((two, one) for one, two in reversed(forth))] * SWEEPS:
        now = [*now[:moved], _by_mean_place(now[moved], now[fixed], near), *now[moved + 1 :]]
        if (count := crossings(now, edges)) < fewest:
            best, fewest = now, count
    return best


def _by_mean_place(moved: Sequence[str], fixed: Sequence[str], near: Mapping[str, list[str]]) -> list[str]:
    place = {key: spot for spot, key in enumerate(fixed)}
    mean: dict[str, float] = {}
    for spot, key in enumerate(moved):
        places = [place[one] for one in near.get(key, ()) if one in place]
        mean[key] = sum(places) / len(places) if places else spot
    return sorted(moved, key=mean.__getitem__)


def lay_out(nodes: Sequence[Node], edges: Sequence[tuple[str, str]], *, follow: str = "") -> BenefitMap:
    """Place every node in its column, so that few lines cross, and draw the lines. `follow` names the node to bring out."""
    by_key = {node.key: node for node in nodes}
    drawn = [edge for edge in edges if edge[0] in by_key and edge[1] in by_key]
    bright = followed(drawn, follow) if follow in by_key else frozenset()
    boxes: dict[str, Box] = {}
    bottom = HEAD_HEIGHT
    columns = untangled([[node.key for node in nodes if node.column == column] for column in COLUMNS], drawn)
    for place, column in enumerate(columns):
        y = HEAD_HEIGHT
        for node in (by_key[key] for key in column):
            lines = wrapped(f"{node.title} ({node.mark})" if node.mark else node.title)
            height = 2 * PADDING + LINE_HEIGHT * len(lines)
            boxes[node.key] = Box(node, place * COLUMN_STEP, y, height, lines, node.key in bright)
            y += height + GAP
        bottom = max(bottom, y)
    links = tuple(
        Link(start, end, _curve(boxes[start], boxes[end]), start in bright and end in bright) for start, end in drawn
    )
    width = (len(COLUMNS) - 1) * COLUMN_STEP + BOX_WIDTH
    return BenefitMap(tuple(boxes.values()), links, width, bottom, bool(bright))


def _curve(first: Box, second: Box) -> str:
    x1, y1 = first.x + BOX_WIDTH, first.y + first.height // 2
    x2, y2 = second.x, second.y + second.height // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
