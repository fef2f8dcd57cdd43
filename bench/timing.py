"""Time things against a control in turns, so that what disturbs one disturbs the other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

WARM_UP_ROUNDS = 3


@dataclass(frozen=True)
class Timed:
    """Milliseconds of one thing, one figure for each round."""

    name: str
    rounds: tuple[float, ...]

    def named(self, name: str) -> Timed:
        return Timed(name, self.rounds)

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def spread(self) -> tuple[float, float]:
        """The 10th and the 90th percentile."""
        tenths = statistics.quantiles(self.rounds, n=10, method="inclusive")
        return tenths[0], tenths[-1]

    def over(self, control: Timed) -> float:
        """How many times the control's time: the median over rounds of the two figures of the same round."""
        return statistics.median(mine / its for mine, its in zip(self.rounds, control.rounds, strict=True))


def take_turns(doers: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, Timed]:
    """Do each thing once per round, in turn, and time it. The first rounds warm up and do not count."""
    taken: dict[str, list[float]] = {name: [] for name in doers}
    for count in range(rounds + WARM_UP_ROUNDS):
        for name, do in doers.items():
            before = time.perf_counter()
            do()
            if count >= WARM_UP_ROUNDS:
                taken[name].append((time.perf_counter() - before) * 1000)
    return {name: Timed(name, tuple(times)) for name, times in taken.items()}
