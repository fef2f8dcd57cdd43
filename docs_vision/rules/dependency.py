"""What depends on what, without going in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def circles(depends: Mapping[int, Iterable[int]], thing: int, wanted: Iterable[int]) -> set[int]:
    """Those of the wanted that depend on the thing themselves, nearer or farther: it cannot depend on them in turn."""
    return {one for one in wanted if thing in _needed(depends, one)}


def _needed(depends: Mapping[int, Iterable[int]], start: int) -> set[int]:
    found: set[int] = {start}
    waiting = [start]
    while waiting:
        new = set(depends.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found
