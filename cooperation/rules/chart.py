"""Charts as shapes: where each bar, line and word of a picture stands. A template draws them as SVG with attributes only.

Nothing here depends on colour alone: values are written beside their bars, series have names and hatching, and the page
puts a table behind every chart. Coordinates are whole numbers in a picture `width` wide, which scales to its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from math import ceil, floor, log10

Number = int | Decimal
Told = Callable[[Number], str]

WIDTH = 960
TEXT_SIZE = 20
LETTER = 0.56  # how wide a letter is beside its height, on average
ROW, BAR = 46, 30
SERIES = 6
LEGEND_ROW = 34
# What paper shows; a page's style sheet puts its own colours in their place.
COLOURS = ("#1f5f99", "#c2571a", "#2b7a55", "#7a4fa3", "#9a7400", "#5b6670", "#e3e8ec")
DASHES = ("", ' stroke-dasharray="12 6"', ' stroke-dasharray="4 5"', ' stroke-dasharray="16 5 4 5"')
INK, AXIS, MARK, BOLD = "#1b2127", "#4a5560", "#d5dbe0", ' font-weight="600"'


@dataclass(frozen=True)
class Rect:
    x: int
    y: int
    width: int
    height: int
    series: int


@dataclass(frozen=True)
class Words:
    """`anchor` is start, middle or end, as SVG has it."""

    x: int
    y: int
    text: str
    anchor: str = "start"
    kind: str = "label"


@dataclass(frozen=True)
class Rule:
    """A straight line: an axis or one of its marks."""

    x1: int
    y1: int
    x2: int
    y2: int
    kind: str = "axis"


@dataclass(frozen=True)
class Course:
    """A series as a line through its points."""

    points: tuple[tuple[int, int], ...]
    series: int

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True)
class Chart:
    """`title` names it, `description` says in a sentence what it shows: both are read aloud."""

    title: str
    description: str
    height: int
    rects: tuple[Rect, ...] = ()
    words: tuple[Words, ...] = ()
    rules: tuple[Rule, ...] = ()
    courses: tuple[Course, ...] = ()
    width: int = WIDTH
    text_size: int = TEXT_SIZE

    @property
    def shapes(self) -> str:
        """What stands inside the `<svg>`, escaped: many small parts, so written here and not by a template."""
        parts = [
            f'<line class="chart-{rule.kind}" x1="{rule.x1}" y1="{rule.y1}" x2="{rule.x2}" y2="{rule.y2}" '
            f'stroke="{AXIS if rule.kind == "axis" else MARK}" stroke-width="1.5"/>'
            for rule in self.rules
        ]
        parts += [
            f'<rect class="chart-series-{rect.series}" x="{rect.x}" y="{rect.y}" width="{rect.width}" '
            f'height="{rect.height}" rx="2" fill="{COLOURS[rect.series]}"/>'
            for rect in self.rects
        ]
        parts += [
            f'<polyline class="chart-course-{course.series}" points="{course.path}" fill="none" stroke-width="3.5" '
            f'stroke="{COLOURS[course.series]}"{DASHES[course.series % len(DASHES)]}/>'
            for course in self.courses
        ]
        parts += [
            f'<text class="chart-{words.kind}" x="{words.x}" y="{words.y}" text-anchor="{words.anchor}" '
            f'fill="{INK}"{BOLD if words.kind == "value" else ""}>{escape(words.text)}</text>'
            for words in self.words
        ]
        return "".join(parts)


@dataclass(frozen=True)
class Series:
    """A named row of values, one for each label of the chart."""

    name: str
    values: tuple[Number, ...]


def wide(text: str) -> int:
    return ceil(len(text) * TEXT_SIZE * LETTER)


def nice_steps(low: Number, high: Number, *, about: int = 5) -> list[Decimal]:
    """Round figures from at or below the lowest to at or above the highest, zero among them: 0, 50, 100, …"""
    low, high = min(Decimal(low), Decimal(0)), max(Decimal(high), Decimal(0))
    if low == high:
        return [Decimal(0), Decimal(1)]
    rough = (high - low) / about
    size = Decimal(10) ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough)
    first, last = floor(low / step), ceil(high / step)
    return [step * number for number in range(first, last + 1)]


def bars(*, title: str, description: str, rows: Sequence[tuple[str, Number]], told: Told) -> Chart:
    """Bars that lie, the longest name deciding where they begin; below zero they go to the left."""
    labels = [label for label, _value in rows]
    return grouped_bars(
        title=title,
        description=description,
        labels=labels,
        series=[Series("", tuple(value for _label, value in rows))],
        told=told,
    )


def grouped_bars(*, title: str, description: str, labels: Sequence[str], series: Sequence[Series], told: Told) -> Chart:
    """For each label one bar of each series, one under the other: before and after, budget and accounts."""
    top, legend, squares = _legend([row.name for row in series])
    values = [value for row in series for value in row.values]
    start, scale = _lying(labels, values, told)
    lowest: Number = min(values, default=0)
    zero = start + scale(max(-lowest, 0))
    thick = BAR if len(series) == 1 else max(18, 56 // max(len(series), 1))
    words, rects = list(legend), list(squares)
    y = top
    for place, label in enumerate(labels):
        middle = y + (thick * len(series)) // 2
        words.append(Words(0, middle + TEXT_SIZE // 3, label))
        for number, row in enumerate(series):
            value = row.values[place]
            length = scale(value if value >= 0 else -value)
            x = zero if value >= 0 else zero - length
            rects.append(Rect(x, y, length, thick - 4, number % SERIES))
            at, anchor = (zero + length + 8, "start") if value >= 0 else (zero - length - 8, "end")
            words.append(Words(at, y + (thick - 4) // 2 + TEXT_SIZE // 3, told(value), anchor, "value"))
            y += thick
        y += ROW - BAR
    return Chart(title, description, y + 4, tuple(rects), tuple(words), (Rule(zero, top - 6, zero, y - 10),))


def stacked_bars(*, title: str, description: str, labels: Sequence[str], series: Sequence[Series], told: Told) -> Chart:
    """For each label one bar, made of the series after each other, and its sum at the end. Values of zero or more."""
    top, legend, squares = _legend([row.name for row in series])
    sums = [sum(row.values[place] for row in series) for place in range(len(labels))]
    start, scale = _lying(labels, sums, told)
    words, rects = list(legend), list(squares)
    y = top
    for place, label in enumerate(labels):
        words.append(Words(0, y + BAR // 2 + TEXT_SIZE // 3, label))
        so_far: Number = 0
        for number, row in enumerate(series):
            x = start + scale(so_far)
            so_far += row.values[place]
            length = start + scale(so_far) - x
            if length:
                rects.append(Rect(x, y, length, BAR, number % SERIES))
        words.append(
            Words(start + scale(so_far) + 8, y + BAR // 2 + TEXT_SIZE // 3, told(sums[place]), "start", "value")
        )
        y += ROW
    return Chart(title, description, y, tuple(rects), tuple(words), (Rule(start, top - 6, start, y - ROW + BAR + 6),))


def _lying(labels: Sequence[str], values: Iterable[Number], told: Told) -> tuple[int, Callable[[Number], int]]:
    """Where lying bars begin, and how long a value is."""
    values = list(values)
    start = max(map(wide, labels), default=0) + 16
    to_the_right = max((wide(told(value)) for value in values if value >= 0), default=0) + 12
    to_the_left = max((wide(told(value)) for value in values if value < 0), default=0)
    start += to_the_left + (12 if to_the_left else 0)
    room = max(WIDTH - start - to_the_right, WIDTH // 5)
    span = max([*values, 0]) - min([*values, 0])

    def scale(value: Number) -> int:
        return int(value * room / span) if span else 0

    return start, scale


def lines(
    *, title: str, description: str, labels: Sequence[str], series: Sequence[Series], told: Told, height: int = 440
) -> Chart:
    """Values over time: one line for each series, the last value written at its end."""
    top, legend, squares = _legend([row.name for row in series])
    values = [value for row in series for value in row.values]
    steps = nice_steps(min(values, default=0), max(values, default=0))
    left = max(wide(told(step)) for step in steps) + 14
    right = WIDTH - max((wide(told(row.values[-1])) for row in series), default=0) - 24
    bottom = height - 40
    span = steps[-1] - steps[0]

    def place(value: Number) -> int:
        return bottom - int((value - steps[0]) * (bottom - top) / span)

    def across(number: int) -> int:
        return left + 20 + (right - left - 40) * number // max(len(labels) - 1, 1)

    rules = [Rule(left, place(step), right, place(step), "axis" if step == 0 else "mark") for step in steps]
    words = list(legend)
    words += [Words(left - 8, place(step) + TEXT_SIZE // 3, told(step), "end", "mark") for step in steps]
    words += [Words(across(number), height - 10, label, "middle") for number, label in enumerate(labels)]
    courses = []
    for number, row in enumerate(series):
        points = tuple((across(index), place(value)) for index, value in enumerate(row.values))
        courses.append(Course(points, number % SERIES))
        x, y = points[-1]
        words.append(Words(x + 12, y + TEXT_SIZE // 3, told(row.values[-1]), "start", "value"))
    return Chart(title, description, height, tuple(squares), tuple(words), tuple(rules), tuple(courses))


def progress(*, title: str, description: str, label: str, done: Number, of: Number, told: str) -> Chart:
    """How far something has come: one bar in its frame."""
    share = min(max(Decimal(done) / of, Decimal(0)), Decimal(1)) if of else Decimal(0)
    words = (Words(0, TEXT_SIZE, label), Words(WIDTH, TEXT_SIZE, told, "end", "value"))
    frame = Rect(0, TEXT_SIZE + 12, WIDTH, BAR, SERIES)
    bar = Rect(0, TEXT_SIZE + 12, int(WIDTH * share), BAR, 0)
    return Chart(title, description, TEXT_SIZE + 12 + BAR + 4, (frame, bar), words)


def _legend(names: Sequence[str]) -> tuple[int, list[Words], list[Rect]]:
    """The names of the series above the chart, each with its square, in as many rows as they need; where the chart
    begins below them. A single series has no legend.
    """
    words: list[Words] = []
    squares: list[Rect] = []
    if len(names) < 2:
        return 8, words, squares
    x, y = 0, TEXT_SIZE
    for number, name in enumerate(names):
        needed = wide(name) + 60
        if x and x + needed > WIDTH:
            x, y = 0, y + LEGEND_ROW
        squares.append(Rect(x, y - TEXT_SIZE + 4, 18, 18, number % SERIES))
        words.append(Words(x + 28, y, name))
        x += needed
    return y + LEGEND_ROW - 8, words, squares
