"""Page numbers, running heads and feet: what stands on every page and belongs to none of the text."""

from __future__ import annotations

import re
from collections import Counter

from .lines import Line

_PAGE_NUMBER = re.compile(
    r"(?:side|page|s\.)\s*\d{1,4}(?:\s*(?:av|of|/)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]|\d{1,4}\s*/\s*\d{1,4}",
    re.IGNORECASE,
)
_WITH_PAGE_NUMBER = re.compile(
    r"^side\s+\d{1,4}\s*(?:av|/)\s*\d{1,4}\b|\bside\s+\d{1,4}(?:\s*(?:av|/)\s*\d{1,4})?$", re.IGNORECASE
)
_LONE_NUMBER = re.compile(r"\d{1,3}")


def furniture(lines: list[Line], keep: set[int], *, first_case: int | None) -> set[int]:
    """The indices of lines that are page furniture. `keep`: those known to be something else.

    The first of several running heads may be the title of the minutes, so it stays where it stands before the cases.
    """
    shapes = [re.sub(r"\d+", "#", line.text.lower()) if len(line.text) <= 160 else "" for line in lines]
    times = Counter(shapes)
    found = {
        index
        for index, line in enumerate(lines)
        if index not in keep
        and len(line.text) <= 160
        and (
            (_PAGE_NUMBER.fullmatch(line.text) and "/" not in line.text)
            or (_WITH_PAGE_NUMBER.search(line.text) and (times[shapes[index]] > 1 or " av " in line.text.lower()))
        )
    }
    running = _at_page_edges(lines, shapes, keep) | _beside_page_numbers(shapes, found, keep)
    titles = {min(same) for same in _by_shape(running, shapes) if first_case is not None and min(same) < first_case}
    return found | _counted_up(lines, keep) | _numbers_at_page_ends(lines, keep) | (running - titles)


def _by_shape(indices: set[int], shapes: list[str]) -> list[list[int]]:
    same: dict[str, list[int]] = {}
    for index in indices:
        same.setdefault(shapes[index], []).append(index)
    return list(same.values())


def _beside_page_numbers(shapes: list[str], numbered: set[int], keep: set[int]) -> set[int]:
    """Lines of one shape that stand right above or below the page number, twice or more."""
    beside = {place for index in numbered for place in (index - 1, index + 1) if 0 <= place < len(shapes)}
    beside -= numbered | keep
    seen = Counter(shapes[place] for place in beside)
    return {place for place in beside if shapes[place] and seen[shapes[place]] > 1}


def _numbers_at_page_ends(lines: list[Line], keep: set[int]) -> set[int]:
    """The page's own number, alone on its last line."""
    last = {line.page: index for index, line in enumerate(lines)}
    return {index for page, index in last.items() if index not in keep and lines[index].text == str(page + 1)}


def _counted_up(lines: list[Line], keep: set[int]) -> set[int]:
    """Lines with nothing but a number, when they count 1, 2, 3 (or 2, 3, 4) through the text."""
    lone = [index for index, line in enumerate(lines) if index not in keep and _LONE_NUMBER.fullmatch(line.text)]
    numbers = [int(lines[index].text) for index in lone]
    if len(numbers) >= 2 and numbers[0] in (1, 2) and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return set(lone)
    return set()


def _at_page_edges(lines: list[Line], shapes: list[str], keep: set[int]) -> set[int]:
    """Lines that stand among the first or last two of most pages, figures aside, where the pages are known."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(index)
    if len(pages) == 2:
        one, two = pages.values()
        same = [(one[place], two[place]) for place in (0, -1) if lines[one[place]].text == lines[two[place]].text]
        return {index for pair in same if shapes[pair[0]] for index in pair if index not in keep}
    if len(pages) < 3:
        return set()
    edges = {index for indices in pages.values() for index in (*indices[:2], *indices[-2:]) if index not in keep}
    seen = Counter(shapes[index] for index in edges)
    return {
        index for index in edges if shapes[index] and seen[shapes[index]] * 2 > len(pages) and seen[shapes[index]] >= 3
    }
