"""Who takes part in the demo, and the days on which they do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cooperation.actions.change import logged_as_of
from cooperation.models import Body, Membership, Person, User
from meetings.models import Case, TextVersion


@dataclass(frozen=True)
class Cast:
    """Who takes part in the demo, and the day it is made for."""

    body: Body
    people: dict[str, Person]
    seats: dict[str, Membership]
    secretary: User
    today: date


@contextmanager
def dated(day: date, cast: Cast) -> Iterator[None]:
    """Date what is written inside on that day (yesterday at the latest), the texts a minute apart."""
    newest = TextVersion.objects.order_by("pk").last()
    begun = newest.pk if newest else 0
    moment = timezone.make_aware(datetime.combine(min(day, cast.today - timedelta(days=1)), time(9, 0)))
    with logged_as_of(moment):
        yield
    for minute, version in enumerate(TextVersion.objects.filter(pk__gt=begun).order_by("pk")):
        version.saved_at = moment + timedelta(minutes=minute)
        version.save(update_fields=["saved_at"])
    Case.objects.filter(removed_at__gt=moment).update(removed_at=moment)
