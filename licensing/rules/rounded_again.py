"""Whole units of many parts, worked out again when some of them change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from .money import Comparable, divide_half_up, least_rest, share_rest


class RoundedAgain:
    """Parts and what they were rounded to by `share_rest`. Where some parts change, only they are looked at, and those
    whose rest lies between the limit that gave a unit before and the limit that gives one now.
    """

    def __init__(self, parts: Sequence[int], whole: Sequence[int], *, unit: int) -> None:
        self.parts, self.whole, self.unit = parts, whole, unit
        self.of_rest: list[list[int]] = [[] for _rest in range(unit)]
        for index, part in enumerate(parts):
            self.of_rest[part % unit].append(index)
        self.counts = Counter({rest: len(indexes) for rest, indexes in enumerate(self.of_rest) if indexes})
        self.total, self.floors = sum(parts), sum(part // unit for part in parts)
        self.least, _equals = least_rest(self.counts, divide_half_up(self.total, unit) - self.floors, unit)

    def with_changed(
        self, parts: Sequence[int], changed: Iterable[int], order: Callable[[int], Comparable]
    ) -> tuple[list[int], list[int]]:
        """The whole units of these parts, of which only those at the indexes `changed` are others than before, and the
        indexes where a part or its whole units may differ from before.
        """
        unit, touched = self.unit, set(changed)
        counts, total, floors = self.counts.copy(), self.total, self.floors
        for index in touched:
            was, now = self.parts[index], parts[index]
            counts[was % unit] -= 1
            counts[now % unit] += 1
            total += now - was
            floors += now // unit - was // unit
        if self.total <= 0 or total <= 0:  # credit is rounded as a debit with the sign turned: all of it anew
            return share_rest(parts, order, unit=unit), list(range(len(parts)))
        least, of_equals = least_rest(counts, divide_half_up(total, unit) - floors, unit)
        lowest, highest = sorted((self.least, least))
        looked_at = [*touched]
        for rest in range(lowest, highest + 1):
            looked_at += (index for index in self.of_rest[rest] if index not in touched)
        whole, up = list(self.whole), unit - 1 - least
        for index in looked_at:
            whole[index] = (parts[index] + up) // unit
        if of_equals:
            equals = (index for index in looked_at if parts[index] % unit == least)
            for index in sorted(equals, key=lambda index: (order(index), index))[:of_equals]:
                whole[index] += 1
        return whole, looked_at
