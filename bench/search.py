"""The search among 100 000 cases: the page, against the bare query of the database."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from django.db import connection, transaction
from django.urls import reverse

from cooperation.models import Body, User
from meetings.actions.search import catch_up_search
from meetings.models import Case, Meeting, State
from meetings.queries.search import Asked, found_cases, page_of

from .client import Client
from .report import figure, section
from .server import Server

CASES = 100_000
CASES_A_MEETING = 20
BATCH = 250
ROUNDS = 200
VOCABULARY = 6000
GOAL = 2
COMMON = (
    "anskaffelse", "avtale", "budsjett", "digital", "drift", "kommune", "kostnad", "lisens", "møte", "nettverk", "plan",
    "politiker", "prosjekt", "rapport", "samarbeid", "sikkerhet", "skole", "strategi", "system", "tjeneste", "vedtak",
)  # fmt: skip
ENDINGS = ("", "en", "er", "ene", "et", "s")


def vocabulary(chance: random.Random) -> list[str]:
    """Words with endings, the commonest first: some that such a board writes, and made-up ones as long as real words."""
    syllables = [first + vowel + last for first in "bdfghjklmnprstv" for vowel in "aeiouyåø" for last in "kldnrst"]
    stems = [
        *COMMON,
        *("".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3)))) for _stem in range(VOCABULARY)),
    ]
    return [stem + chance.choice(ENDINGS) for stem in stems]


def fill_cases(words: list[str], chance: random.Random) -> None:
    """Meetings of twenty cases back through the years, until there are so many cases."""
    body = Body.objects.get()
    weights = [1 / (place + 20) for place in range(len(words))]  # as words come in any language
    missing = CASES - Case.objects.count()

    def text(count: int) -> str:
        return " ".join(chance.choices(words, weights, k=count)).capitalize()

    for first in range(0, missing // CASES_A_MEETING, BATCH):
        meetings = range(first, min(first + BATCH, missing // CASES_A_MEETING))
        with transaction.atomic():
            made = Meeting.objects.bulk_create(
                Meeting(
                    body=body,
                    year=1700 + index // 25,
                    number=index % 25 + 50,
                    date=date(1700 + index // 25, index % 12 + 1, index % 25 + 1),
                    state=State.DRAFT_MINUTES,
                )
                for index in meetings
            )
            Case.objects.bulk_create(
                Case(
                    body=body,
                    meeting=meeting,
                    position=place,
                    number=place,
                    display_number=f"{meeting.label}-{place:03}",
                    year=meeting.year,
                    running_number=100_000 + meeting.number * 100 + place,
                    title=text(4),
                    background=f"<p>{text(40)}.</p>",
                    minutes=f"<p>{text(60)}.</p>",
                    decision=f"<p>{text(12)}.</p>",
                )
                for meeting in made
                for place in range(1, CASES_A_MEETING + 1)
            )


def measure_search(server: Server, secretary: User) -> None:
    chance = random.Random(2023)
    words = vocabulary(chance)
    fill_cases(words, chance)
    section(f"Search among {Case.objects.count():,} cases, on {connection.vendor}".replace(",", " "))
    begun = time.perf_counter()
    indexed = catch_up_search()
    figure("indexed", f"{indexed / (time.perf_counter() - begun):.0f} cases a second")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client(server.port, secretary)
    address = reverse("meetings:search_page")
    queries = [query_of(words, chance) for _round in range(ROUNDS)]
    taken: dict[str, list[float]] = {"page": [], "bare query": []}
    for place, query in enumerate([*queries[:5], *queries]):
        doers: dict[str, Callable[[], object]] = {
            "bare query": lambda query=query: bare_query(secretary, Asked(query)),
            "page": lambda query=query: client.get(f"{address}?q={quote(query)}"),
        }
        for name, do in doers.items():
            begun = time.perf_counter()
            do()
            if place >= 5:
                taken[name].append((time.perf_counter() - begun) * 1000)
    told = {name: (statistics.median(times), statistics.quantiles(times, n=20)[-1]) for name, times in taken.items()}
    for name, (median, high) in told.items():
        figure(name, f"median {median:.0f} ms, p95 {high:.0f} ms")
    ratio = told["page"][1] / told["bare query"][1]
    figure("p95 of the page, against the bare query", f"{ratio:.2f}", goal=f"≤ {GOAL}", met=ratio <= GOAL)


def bare_query(user: User, asked: Asked) -> list[object]:
    """What the database has to answer for the page: the keys of its twenty and how many there are."""
    return list(page_of(found_cases(user, asked), asked, page=1).values_list("pk", "total"))


def query_of(words: list[str], chance: random.Random) -> str:
    """What people ask: one word, common or rare, two or three words, the beginning of one, a number."""
    kind = chance.random()
    if kind < 0.15:
        return f"{chance.randrange(1700, 1900)}/M{chance.randrange(50, 75)}-{chance.randrange(1, 21):03}"
    if kind < 0.4:
        return chance.choice(words)
    if kind < 0.6:
        return chance.choice(words[:250])
    if kind < 0.75:
        return chance.choice(words)[:5]
    return " ".join(chance.choices(words[:1000], k=chance.choice((2, 3))))
