"""What texts say about a survey's practices, held against what its answers give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from cooperation.models import User
from fleet.rules.survey import Said, practices_said

from .survey import Counted

SPOKEN_OF = timedelta(days=366)
"""How long after a round was opened texts are taken to speak of it."""


@dataclass(frozen=True)
class SourceText:
    """A text that a reader may open, as plain text: where it stands and what it says."""

    label: str
    url: str
    text: str


TextSource = Callable[[User, date, date], Iterable[SourceText]]
SOURCES: list[TextSource] = []
"""Who holds texts adds itself here: given the reader and the first and last day, its texts of those days."""


@dataclass(frozen=True)
class Contradiction:
    source: SourceText
    said: Said
    counted: int


def texts_that_differ(counted: Counted, user: User) -> list[Contradiction]:
    """The texts that say another number of practices than the confirmed answers give.

    None before all have answered, and none for a reader who sees only some of the answers.
    """
    opened = counted.question.round.opened_at
    if opened is None or counted.silent or not counted.practices:
        return []
    seen = sum(len(practice.who) for practice in counted.practices)
    if seen < counted.question.round.answers.count():
        return []
    first = timezone.localdate(opened)
    count = len(counted.practices)
    return [
        Contradiction(source, said, count)
        for texts_of in SOURCES
        for source in texts_of(user, first, first + SPOKEN_OF)
        for said in practices_said(source.text)
        if said.number != count
    ]
