"""The list of meetings, as the database grows."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client as InProcess
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.models import User
from meetings.models import Meeting

from .client import Client, signed_in_session
from .report import against, figure, section, table_head
from .server import Server
from .timing import Timed, take_turns

MOST_QUERIES = 8
ROUNDS = 40


@dataclass(frozen=True)
class MeasuredList:
    stored: int
    time: Timed
    control: Timed
    queries: int


def measure_list(server: Server, secretary: User) -> MeasuredList:
    """Time the list with the meetings there are now."""
    client = Client(server.port, secretary)
    path, control = reverse("meetings:meeting_list"), reverse("bench_read", args=[Meeting.objects.all()[:1].get().pk])
    stored = Meeting.objects.count()
    name = f"list of meetings, {stored} stored"
    taken = take_turns({name: lambda: client.get(path), "control": lambda: client.get(control)}, rounds=ROUNDS)
    return MeasuredList(stored, taken[name], taken["control"], queries_of(path, secretary))


def queries_of(path: str, user: User) -> int:
    """How many queries a signed-in reader's page takes, the session's and the user's among them."""
    browser = InProcess(headers={"host": "localhost"})
    browser.cookies[settings.SESSION_COOKIE_NAME] = signed_in_session(user)
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    return len(captured)


def tell_lists(lists: list[MeasuredList]) -> None:
    section("The list of meetings")
    table_head()
    for measured in lists:
        against(measured.time, measured.control)
    found = {measured.stored: measured.queries for measured in lists}
    same = len(set(found.values())) == 1 and max(found.values()) <= MOST_QUERIES
    shown = ", ".join(f"{queries} with {stored}" for stored, queries in found.items())
    print()
    figure("queries", shown, goal=f"the same, at most {MOST_QUERIES}", met=same)
