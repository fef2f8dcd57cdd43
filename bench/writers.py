"""Fifty people who write at once: none of their texts is lost, none is refused without a reason, no number is used twice."""

from __future__ import annotations

import http.client
import json
import statistics
import threading
import time
from collections import Counter
from datetime import date

from django.db import connections
from django.urls import reverse

from cooperation.models import Body, Grant, Role, User
from meetings.models import Case, Meeting, State, TextField, TextVersion

from .client import Client
from .report import figure, section
from .server import Server

WRITERS = 50
SAVES = 10
LATE_CASES = 4


def measure_writers(server: Server) -> None:
    section(f"{WRITERS} writers at once")
    body = Body.objects.get()
    people = [_writer(body, number) for number in range(WRITERS)]
    meeting = Meeting.objects.create(
        body=body, year=2098, number=1, date=date(2098, 6, 1), state=State.STARTED, place="Molde"
    )
    case = Case.objects.create(
        body=body, meeting=meeting, position=1, number=1, display_number="2098/M1-001", year=2098, running_number=1
    )
    _measure_own_saves(server, people, meeting)
    _measure_saves(server, people, case)
    _measure_numbers(server, people, meeting)


def _writer(body: Body, number: int) -> User:
    user = User.objects.create_user(f"writer{number}@example.org")
    Grant.objects.create(user=user, role=Role.SECRETARY, body=body)
    return user


def _at_once(server: Server, people: list[User], work: object) -> list[float]:
    """Let everybody work from the same moment. Returns how long each request took."""
    ready = threading.Barrier(len(people))
    taken: list[float] = []
    failures: list[Exception] = []
    clients = [Client(server.port, user) for user in people]

    def do(place: int) -> None:
        try:
            ready.wait()
            work(clients[place], place, taken)  # type: ignore[operator]
        except Exception as failure:  # noqa: BLE001  # told by the one who waits
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return taken


def _measure_own_saves(server: Server, people: list[User], meeting: Meeting) -> None:
    """Each in a text of their own: every save is kept."""
    cases = Case.objects.bulk_create(Case(body=meeting.body, position=1000 + place) for place in range(len(people)))

    def save(client: Client, place: int, taken: list[float]) -> None:
        path = reverse("meetings:case_text_save", args=[cases[place].pk, TextField.BACKGROUND])
        for number in range(SAVES):
            begun = time.perf_counter()
            client.post(path, {"text": f"<p>Lagring {number}.</p>", "version": number})
            taken.append((time.perf_counter() - begun) * 1000)

    begun = time.perf_counter()
    taken = _at_once(server, people, save)
    seconds = time.perf_counter() - begun
    kept = TextVersion.objects.filter(case__in=cases).exclude(number=None).count()
    figure("saves of own texts", f"{len(taken)} in {seconds:.1f} s, median {statistics.median(taken):.0f} ms")
    figure("kept", str(kept), goal=str(WRITERS * SAVES), met=kept == WRITERS * SAVES)


def _measure_saves(server: Server, people: list[User], case: Case) -> None:
    """All in one text: most are refused, each with the newer text and its own kept. Those who win go on."""
    path = reverse("meetings:case_text_save", args=[case.pk, TextField.MINUTES])
    answers: Counter[int] = Counter()
    sent: set[str] = set()

    def save(client: Client, place: int, taken: list[float]) -> None:
        version = 0
        for number in range(SAVES):
            text = f"<p>Skriver {place} lagrer for {number}. gang.</p>"
            sent.add(text)
            begun = time.perf_counter()
            answer = client.post(path, {"text": text, "version": version}, accepted=SAVED_OR_CONFLICT)
            taken.append((time.perf_counter() - begun) * 1000)
            answers[answer.status] += 1
            told = json.loads(answer.body)
            version = told.get("version") or told.get("newer", {}).get("version", version)

    begun = time.perf_counter()
    taken = _at_once(server, people, save)
    seconds = time.perf_counter() - begun
    kept = set(TextVersion.objects.filter(case=case, field=TextField.MINUTES).values_list("text", flat=True))
    figure("saves of one text", f"{len(taken)} in {seconds:.1f} s, median {statistics.median(taken):.0f} ms")
    figure("saved, and refused with the newer text", f"{answers[200]} and {answers[409]}")
    figure("texts lost", str(len(sent - kept)), goal="0", met=not sent - kept)
    strange = sum(answers.values()) - answers[200] - answers[409]
    figure("refused without a reason", str(strange), goal="0", met=not strange)


SAVED_OR_CONFLICT = (http.client.OK, http.client.CONFLICT)


def _measure_numbers(server: Server, people: list[User], meeting: Meeting) -> None:
    """Late cases draw the next number of the meeting and of the year."""
    path = reverse("meetings:case_add", args=[meeting.pk])

    def add(client: Client, place: int, taken: list[float]) -> None:
        for number in range(LATE_CASES):
            begun = time.perf_counter()
            fields = {"title": f"Sak {place}-{number}", "kind": "decision"}
            client.post(path, fields, accept="text/html", accepted=(http.client.FOUND,))
            taken.append((time.perf_counter() - begun) * 1000)

    taken = _at_once(server, people, add)
    numbers = list(meeting.cases.order_by("number").values_list("number", "running_number"))
    wanted = [(number, number) for number in range(1, WRITERS * LATE_CASES + 2)]
    figure("late cases numbered", f"{len(taken)}, median {statistics.median(taken):.0f} ms")
    figure("gaps and duplicates", "none" if numbers == wanted else "SOME", goal="none", met=numbers == wanted)
