"""A meeting's page with all its minutes, a case's page and its editor, and a save while writing."""

from __future__ import annotations

from functools import partial
from itertools import count

from django.urls import reverse

from cooperation.models import User
from meetings.models import TextField, TextVersion

from .client import Client
from .fill import meeting_of_december
from .report import against, section, table_head
from .server import Server
from .timing import take_turns

GOAL = 3
ROUNDS = 60


def measure_pages(server: Server, secretary: User) -> None:
    section("Pages and saves, among 500 meetings")
    client = Client(server.port, secretary)
    meeting = meeting_of_december()
    case = meeting.cases.get(number=4)
    control = reverse("bench_read", args=[meeting.pk])
    pages = {
        "a view with one query": control,
        "meeting page, all minutes": reverse("meetings:meeting_page", args=[meeting.pk]),
        "case page": reverse("meetings:case_page", args=[case.pk]),
        "case page, to write in": reverse("meetings:case_edit", args=[case.pk]),
    }
    taken = take_turns({name: partial(client.get, path) for name, path in pages.items()}, rounds=ROUNDS)
    table_head()
    for name in list(pages)[1:]:
        against(taken[name], taken["a view with one query"], goal=GOAL)
    _measure_save(client, case.pk)


def _measure_save(client: Client, case: int) -> None:
    texts = count()
    start = TextVersion.objects.filter(case=case, field=TextField.MINUTES).count()
    versions = count(start)
    save, control = (
        reverse("meetings:case_text_save", args=[case, TextField.MINUTES]),
        reverse("bench_write", args=[case]),
    )

    def text() -> str:
        return "".join(f"<p>Rådet drøftet saken, ordskifte {next(texts)}.</p>" for _part in range(10))

    taken = take_turns(
        {
            "a view with one UPDATE": lambda: client.post(control, {"text": text()}),
            "save while writing": lambda: client.post(save, {"text": text(), "version": next(versions)}),
        },
        rounds=ROUNDS,
    )
    against(taken["save while writing"], taken["a view with one UPDATE"], goal=GOAL)
