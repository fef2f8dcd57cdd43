from decimal import Decimal

import pytest

from cooperation.rules.chart import (
    SERIES,
    WIDTH,
    Series,
    bars,
    grouped_bars,
    lines,
    nice_steps,
    progress,
    stacked_bars,
)

TOLD = {"title": "Kostnader", "description": "Det de koster.", "told": str}


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [
        (0, 0, [0, 1]),
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (3, 7, [0, 2, 4, 6, 8]),
        (-30, 70, [-40, -20, 0, 20, 40, 60, 80]),
        (0, Decimal("0.9"), [Decimal(number) / 5 for number in range(6)]),
    ],
)
def test_steps_are_round_and_go_through_zero(low, high, steps):
    assert nice_steps(low, high) == steps


def test_bars_are_as_long_as_their_values():
    chart = bars(rows=[("Aukra", 50), ("Molde", 100), ("Vestnes", 0)], **TOLD)
    lengths = [rect.width for rect in chart.rects]
    assert (lengths[1] // lengths[0], lengths[2]) == (2, 0)
    assert [words.text for words in chart.words] == ["Aukra", "50", "Molde", "100", "Vestnes", "0"]
    assert max(rect.x + rect.width for rect in chart.rects) < WIDTH


def test_values_below_zero_go_to_the_left():
    chart = bars(rows=[("Mindre", -50), ("Mer", 50)], **TOLD)
    less, more = chart.rects
    zero = chart.rules[0].x1
    assert (less.x + less.width, more.x, less.width) == (zero, zero, more.width)
    assert [words.anchor for words in chart.words if words.kind == "value"] == ["end", "start"]


def test_series_have_names_above_the_chart():
    series = [Series("Før", (10, 20)), Series("Etter", (5, 30))]
    chart = grouped_bars(labels=["A", "B"], series=series, **TOLD)
    assert [words.text for words in chart.words[:2]] == ["Før", "Etter"]
    assert len(chart.rects) == 2 + 4
    long_names = [Series("En lang rekke med navn nummer " + str(number), (1,)) for number in range(SERIES + 1)]
    wrapped = grouped_bars(labels=["A"], series=long_names, **TOLD)
    assert len({words.y for words in wrapped.words[: len(long_names)]}) > 1


def test_stacked_bars_follow_each_other_and_end_with_the_sum():
    series = [Series("E1", (30, 0)), Series("Intune", (10, 20))]
    chart = stacked_bars(labels=["Molde", "Aukra"], series=series, **TOLD)
    first, second, third = chart.rects[2:]
    assert (first.x + first.width, third.x) == (second.x, first.x)
    assert [words.text for words in chart.words if words.kind == "value"] == ["40", "20"]


def test_lines_end_with_their_last_value():
    chart = lines(labels=["2023", "2024"], series=[Series("A", (100, 200)), Series("B", (0, -50))], **TOLD)
    assert [len(course.points) for course in chart.courses] == [2, 2]
    assert chart.courses[0].path.count(",") == 2
    assert [words.text for words in chart.words if words.kind == "value"] == ["200", "-50"]
    assert chart.courses[0].points[1][1] < chart.courses[1].points[1][1]


@pytest.mark.parametrize(("done", "of", "width"), [(0, 4, 0), (1, 4, WIDTH // 4), (9, 4, WIDTH), (1, 0, 0)])
def test_progress_fills_its_frame(done, of, width):
    chart = progress(title="Tiltak", description="x", label="Ferdig", done=done, of=of, told="1 av 4")
    assert [rect.width for rect in chart.rects] == [WIDTH, width]


@pytest.mark.parametrize("make", [grouped_bars, stacked_bars])
def test_a_chart_of_nothing_stands(make):
    assert make(labels=[], series=[], **TOLD).rects == ()


def test_words_are_escaped():
    shapes = bars(rows=[("<script>&", 1)], **TOLD).shapes
    assert ("&lt;script&gt;&amp;" in shapes, "<script" in shapes, "style=" in shapes) == (True, False, False)
    courses = lines(labels=["1", "2"], series=[Series("A", (1, 2)), Series("B", (2, 1))], **TOLD).shapes
    assert (courses.count("<polyline"), courses.count("stroke-dasharray")) == (2, 1)
