"""Find cases over all years, among what the reader may see: by words, number, person, year, kind, outcome and body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Window
from django.db.models.expressions import RawSQL

from cooperation.models import Body, Person, Role, User
from meetings.models import (
    Action,
    Attachment,
    Attendance,
    AttendanceStatus,
    Case,
    CaseAttendance,
    CaseAttendanceKind,
    Meeting,
    OrientationPoint,
    Outcome,
    TextField,
)
from meetings.models.search_tables import COLUMNS, PAPERS, VECTORS, WORDS_TABLE
from meetings.rules.rich_text import plain_text
from meetings.rules.search_words import Part, Wanted, Ways, asked_for, highlighted

ON_A_PAGE = 20
SNIPPETS_OF_A_CASE = 3
PAPER_FIELDS = (TextField.BACKGROUND, TextField.ASSESSMENT, TextField.RECOMMENDATION)


@dataclass(frozen=True)
class Asked:
    """What somebody searches for. Empty: not asked."""

    words: str = ""
    year: int | None = None
    kind: str = ""
    outcome: str = ""
    body: int | None = None
    person: int | None = None
    newest_first: bool = False

    @property
    def is_something(self) -> bool:
        return bool(asked_for(self.words) or self.year or self.kind or self.outcome or self.body or self.person)


@dataclass(frozen=True)
class Snippet:
    """A piece of one text of a case with the found words, and where to read on."""

    label: str
    parts: tuple[Part, ...]
    url: str


@dataclass(frozen=True)
class FoundCase:
    case: Case
    title: tuple[Part, ...]
    snippets: tuple[Snippet, ...]
    shows_minutes: bool

    @property
    def outcome(self) -> str:
        """What became of it, where the reader may know: a withdrawn case is listed as such from the start."""
        return (
            self.case.get_outcome_display()
            if self.case.outcome and (self.shows_minutes or self.case.is_withdrawn)
            else ""
        )


@dataclass(frozen=True)
class Found:
    """One page of what was found, and how much there is of it for this reader."""

    cases: tuple[FoundCase, ...]
    total: int
    page: int
    meeting: Meeting | None

    @property
    def pages(self) -> int:
        return ceil(self.total / ON_A_PAGE)


def found_cases(user: User, asked: Asked) -> QuerySet[Case]:
    """Every case that this reader may find by what is asked."""
    shown = minutes_shown_to(user)
    ways = asked_for(asked.words)
    cases = Case.objects.visible_to(user)
    if ways:
        everywhere = _has(ways, COLUMNS)
        cases = cases.filter(everywhere if _reads_all(user) else _has(ways, PAPERS) | (shown & everywhere))
    if asked.year:
        cases = cases.filter(meeting__year=asked.year)
    if asked.kind:
        cases = cases.filter(kind=asked.kind)
    if asked.outcome:
        known = Q(outcome=Outcome.WITHDRAWN) | shown
        cases = cases.filter(known, outcome=asked.outcome)
    if asked.body:
        cases = cases.filter(body=asked.body)
    if asked.person:
        cases = cases.filter(_took_part(asked.person, shown))
    return cases


def _reads_all(user: User) -> bool:
    """Whether the minutes of every case the user may see may be read too: only a member has to wait for them."""
    return user.has_role(Role.LEADER, Role.AUDITOR) or user.bodies_as(Role.MEMBER) <= user.bodies_as(Role.SECRETARY)


def minutes_shown_to(user: User) -> Q:
    """Cases whose minutes the reader may read; a waiting case is only visible to those who may read all of it."""
    return Q(meeting=None) | Q(meeting__in=Meeting.objects.showing_minutes_to(user))


def _took_part(person: int, shown: Q) -> Q:
    """Present at the meeting, or in this case only; not where the person left."""
    there = Attendance.objects.filter(
        meeting=OuterRef("meeting"), person=person, status__in=(AttendanceStatus.PRESENT, AttendanceStatus.GUEST)
    )
    rows = CaseAttendance.objects.filter(case=OuterRef("pk"), person=person)
    joined, left = rows.filter(kind=CaseAttendanceKind.JOINED), rows.filter(kind=CaseAttendanceKind.LEFT)
    return (Q(Exists(there)) & ~(shown & Q(Exists(left)))) | (shown & Q(Exists(joined)))


def _has(ways: Sequence[Ways], columns: Sequence[str]) -> Q:
    return Q(pk__in=_matching(ways, columns))


def _matching(ways: Sequence[Ways], columns: Sequence[str]) -> RawSQL:
    """The keys of the cases in which all that is asked for stands in these columns. Stems hold letters and digits only."""
    if connection.vendor == "sqlite":
        sql = f"SELECT rowid FROM {WORDS_TABLE} WHERE {WORDS_TABLE} MATCH %s"  # noqa: S608  # our own name
        return RawSQL(sql, [f"{{{' '.join(columns)}}} : ({_expression(ways, _for_sqlite, ' AND ', ' OR ')})"])  # noqa: S611  # the words are parameters
    # OFFSET 0: found once as a set, and not asked of each case in turn, for which its words would have to be unpacked.
    vector = VECTORS[tuple(columns)]
    sql = f"SELECT case_id FROM meetings_searchentry WHERE {vector} @@ to_tsquery('simple', %s) OFFSET 0"  # noqa: S608
    return RawSQL(sql, [_expression(ways, _for_postgresql, " & ", " | ")])  # noqa: S611


def _for_postgresql(one: Wanted) -> str:
    return f"'{one.stem}':*" if one.is_beginning else f"'{one.stem}'"


def _for_sqlite(one: Wanted) -> str:
    return f'"{one.stem}"*' if one.is_beginning else f'"{one.stem}"'


def _expression(ways: Sequence[Ways], say: Callable[[Wanted], str], and_: str, or_: str) -> str:
    return and_.join(
        "(" + or_.join("(" + and_.join(say(one) for one in way) + ")" for way in each) + ")" for each in ways
    )


def find(user: User, asked: Asked, *, page: int = 1) -> Found:
    """One page of the cases found, with the words in their context. Costs the same queries however many there are."""
    ways = asked_for(asked.words)
    # First the keys alone, however many are found; then what the page shows of its twenty.
    places = list(page_of(found_cases(user, asked), asked, page=page).values_list("pk", "total"))
    of_page = Case.objects.filter(pk__in=[key for key, _total in places]).select_related("body", "meeting")
    annotated: list[Any] = list(of_page.annotate(shows_minutes=_as_fact(minutes_shown_to(user))))
    with_minutes = {case.pk for case in annotated if case.shows_minutes}
    cases = {case.pk: case for case in annotated}
    rows = [cases[key] for key, _total in places]
    total = places[0][1] if places else 0
    return Found(tuple(_in_context(rows, ways, with_minutes)), total=total, page=page, meeting=_meeting(user, asked))


def page_of(cases: QuerySet[Any], asked: Asked, *, page: int) -> QuerySet[Any]:
    """One page of them, best match or newest first, each with the `total` of all pages."""
    cases = cases.annotate(total=Window(Count("*")))
    newest = (F("meeting__date").desc(nulls_first=True), "-meeting_id", "position", "pk")
    ways = asked_for(asked.words)
    if ways and not asked.newest_first:
        cases = cases.annotate(in_title=_as_fact(_has(ways, ("title",)))).order_by("-in_title", *newest)
    else:
        cases = cases.order_by(*newest)
    first = (page - 1) * ON_A_PAGE
    return cases[first : first + ON_A_PAGE]


def _as_fact(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _meeting(user: User, asked: Asked) -> Meeting | None:
    """The meeting whose number was asked for, such as 2023/M6."""
    year, _slash, number = asked.words.strip().upper().partition("/M")
    if not (year.isdecimal() and number.isdecimal() and len(year) == 4 and len(number) < 5):
        return None
    meetings = Meeting.objects.visible_to(user).filter(year=int(year), number=int(number))
    return meetings.select_related("body").order_by("body_id").first()


def _in_context(cases: Sequence[Case], ways: tuple[Ways, ...], with_minutes: set[int]) -> Iterator[FoundCase]:
    keys = [case.pk for case in cases] if ways else []
    points = list(OrientationPoint.objects.in_order().filter(case__in=keys))
    papers = list(Attachment.objects.in_order().filter(case__in=keys))
    actions = list(Action.objects.filter(case__in=keys, removed_at=None).order_by("pk"))
    for case in cases:
        shows = case.pk in with_minutes
        texts = [*_papers(case, papers), *(_minutes(case, points, actions) if shows else ())] if ways else []
        snippets = (Snippet(label, highlighted(text, ways), url) for label, text, url in texts if text)
        with_hits = [snippet for snippet in snippets if snippet.parts]
        title = highlighted(case.title, ways, whole=True)
        yield FoundCase(case, title, tuple(with_hits[:SNIPPETS_OF_A_CASE]), shows_minutes=shows)


def _papers(case: Case, papers: Sequence[Attachment]) -> Iterator[tuple[str, str, str]]:
    for field in PAPER_FIELDS:
        yield str(field.label), plain_text(getattr(case, field.value)), case.get_absolute_url()
    for paper in papers:
        if paper.case_id == case.pk:
            name = f"{paper.title} ({paper.name})" if paper.title else paper.name
            yield str(Attachment._meta.verbose_name).capitalize(), name, paper.get_absolute_url()


def _minutes(
    case: Case, points: Sequence[OrientationPoint], actions: Sequence[Action]
) -> Iterator[tuple[str, str, str]]:
    yield str(TextField.DECISION.label), plain_text(case.decision), case.get_absolute_url()
    yield str(TextField.MINUTES.label), plain_text(case.minutes), case.get_absolute_url()
    for point in points:
        if point.case_id == case.pk:
            yield point.heading, f"{point.heading}\n{plain_text(point.text)}", case.get_absolute_url()
    for action in actions:
        if action.case_id == case.pk:
            yield str(Action._meta.verbose_name).capitalize(), action.text, case.get_absolute_url()


@dataclass(frozen=True)
class Choices:
    """What a reader can narrow a search by: only what occurs among what the reader may see."""

    years: list[int]
    bodies: list[Body]
    people: list[Person]


def choices_for(user: User) -> Choices:
    meetings = Meeting.objects.visible_to(user)
    years = sorted(set(meetings.order_by().values_list("year", flat=True).distinct()), reverse=True)
    bodies = Body.objects.filter(Exists(Case.objects.visible_to(user).filter(body=OuterRef("pk"))))
    there = Attendance.objects.filter(
        person=OuterRef("pk"),
        status__in=(AttendanceStatus.PRESENT, AttendanceStatus.GUEST),
        meeting__in=meetings,
    )
    joined = CaseAttendance.objects.filter(
        person=OuterRef("pk"),
        kind=CaseAttendanceKind.JOINED,
        case__meeting__in=Meeting.objects.showing_minutes_to(user),
    )
    people = Person.objects.filter(Exists(there) | Exists(joined))
    return Choices(years=years, bodies=list(bodies), people=list(people))
