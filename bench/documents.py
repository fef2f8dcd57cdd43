"""The minutes as PDF: made for the first time, and unchanged."""

from __future__ import annotations

import http.client
import time
from itertools import count
from pathlib import Path

import weasyprint
from django.conf import settings
from django.urls import reverse

from cooperation.documents.glyphs import FONT_FOLDER
from cooperation.documents.html import PRINT_CSS
from cooperation.models import User
from meetings.actions.revision import changed
from meetings.documents.html import document_html
from meetings.documents.source import meeting_source
from meetings.models import Case, Meeting

from .client import Client
from .fill import meeting_of_december
from .report import against, section, table_head
from .server import running_server
from .timing import take_turns

FIRST_GOAL, UNCHANGED_GOAL = 1.15, 3
FIRST_ROUNDS, UNCHANGED_ROUNDS = 15, 100
LOOK_AGAIN_SECONDS = 0.01
STATIC_COPY = "bench-minutes.pdf"


def measure_documents(secretary: User) -> None:
    """Starts servers of its own: a server knows the static files that were there when it started."""
    section("The minutes as PDF")
    table_head()
    meeting = meeting_of_december()
    path = reverse("meetings:document_pdf", args=[meeting.pk, "minutes"])
    with running_server() as server:
        _measure_first(Client(server.port, secretary), meeting, path)
        pdf = Client(server.port, secretary).get(path).body
    (Path(settings.STATIC_ROOT) / STATIC_COPY).write_bytes(pdf)
    with running_server() as server:
        client = Client(server.port, secretary)
        taken = take_turns(
            {"a static file": lambda: client.get(f"/static/{STATIC_COPY}"), "unchanged": lambda: client.get(path)},
            rounds=UNCHANGED_ROUNDS,
        )
    against(
        taken["unchanged"].named(f"unchanged minutes ({len(pdf) / 1000:.0f} kB), against a static file"),
        taken["a static file"],
        goal=UNCHANGED_GOAL,
    )


def _measure_first(client: Client, meeting: Meeting, path: str) -> None:
    changes = count()

    def change() -> None:
        Case.objects.filter(meeting=meeting, number=3).update(minutes=f"<p>Endring {next(changes)}.</p>")
        changed(meeting)

    def first() -> None:
        while client.get(path, accepted=(http.client.OK, http.client.ACCEPTED)).status != http.client.OK:
            time.sleep(LOOK_AGAIN_SECONDS)

    taken = take_turns(
        {"changed": change, "bare": lambda: bare_weasyprint(meeting), "first": first}, rounds=FIRST_ROUNDS
    )
    against(taken["first"].named("first minutes, against bare WeasyPrint"), taken["bare"], goal=FIRST_GOAL)


def bare_weasyprint(meeting: Meeting) -> None:
    """The same HTML and style, set by the library alone, in a process that has it loaded."""
    style = weasyprint.CSS(string=PRINT_CSS.read_text(), base_url=Path(FONT_FOLDER).resolve().as_uri() + "/")
    html = document_html(meeting_source(meeting), "minutes")
    weasyprint.HTML(string=html).write_pdf(stylesheets=[style], pdf_variant="pdf/a-2a", pdf_tags=True)
