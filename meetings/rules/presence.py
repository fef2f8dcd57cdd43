"""Who was in the room during a case: the meeting's list, changed by those who came and left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """Somebody came or left during the case with this place on the agenda. `at` is HH:MM."""

    person: int
    place: int
    at: str
    is_coming: bool


def in_the_room(person: int, *, place: int, from_start: bool, steps: Iterable[Step]) -> bool:
    """Whether the person took part in the case at that place: the last step up to and including it decides.

    Who is only known to have come was not there before; who has no step was there as the list says.
    """
    own = sorted((step for step in steps if step.person == person), key=lambda step: (step.place, step.at))
    if not own:
        return from_start
    before = [step for step in own if step.place <= place]
    return before[-1].is_coming if before else not own[0].is_coming
