"""What came of a case elsewhere in the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cooperation.models import User
from meetings.models import Case


@dataclass(frozen=True)
class Result:
    """Something that a case led to: what kind of thing, its title, where it stands and how it goes."""

    kind: str
    title: str
    url: str
    state: str


ResultSource = Callable[[User, Case], Iterable[Result]]
SOURCES: list[ResultSource] = []
"""Who keeps what comes of cases adds itself here: given a reader and a case, what that reader may see."""


def results_of(user: User, case: Case) -> list[Result]:
    return [result for source in SOURCES for result in source(user, case)]
