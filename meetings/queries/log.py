"""The change log of a meeting and of a case, as secretary and auditor read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from cooperation.models import Alphabetical, Change, User
from cooperation.rules.alphabet import alphabetical_key
from meetings.models import Case, Meeting, TextField, TextVersion
from meetings.models.text_version import POINT_FIELDS

from .log_words import Fact, Names, facts_told, sentence, sentence_key, verb_name


@dataclass(frozen=True)
class LogLine:
    """A line in plain words: who, when, what, to which case, and the facts before and after."""

    change: Change
    told: str
    case: Case | None
    facts: tuple[Fact, ...]
    comparison_url: str


def _key(thing: type[Model], pk: int) -> str:
    return f"{thing._meta.label_lower}:{pk}"


def changes_of_meeting(meeting: Meeting) -> QuerySet[Change]:
    """Every change to the meeting and to all that belongs to it, newest first, also to what is gone from it."""
    keys = [_key(Meeting, meeting.pk), *(_key(Case, pk) for pk in meeting.cases.values_list("pk", flat=True))]
    return _about(keys)


def changes_of_case(case: Case) -> QuerySet[Change]:
    """Every change to the case and to all that belongs to it, on whatever meeting it was then."""
    return _about([_key(Case, case.pk)])


def _about(keys: list[str]) -> QuerySet[Change]:
    """Of meetings alone: a goal or a solution that names a case keeps its own log."""
    about = Q(subject__in=keys) | Q(within__in=keys)
    return Change.objects.filter(about, subject__startswith="meetings.").select_related("by").order_by("-at", "-pk")


@dataclass(frozen=True)
class Narrowed:
    """What the reader wants to see of a log."""

    by: int | None = None
    verb: str = ""
    since: date | None = None
    until: date | None = None


def narrowed(changes: QuerySet[Change], to: Narrowed) -> QuerySet[Change]:
    if to.by is not None:
        changes = changes.filter(by=to.by)
    if to.verb:
        thing, _dot, verb = to.verb.partition(".")
        changes = changes.filter(subject__startswith=f"meetings.{thing}:", verb=verb)
    if to.since:
        changes = changes.filter(at__date__gte=to.since)
    if to.until:
        changes = changes.filter(at__date__lte=to.until)
    return changes


def who_and_what(changes: QuerySet[Change]) -> tuple[list[User], list[tuple[str, str]]]:
    """Who occurs in the log, and what was done, to choose from."""
    plain = changes.order_by()
    users = list(User.objects.filter(pk__in=plain.values("by")).order_by(Alphabetical("name"), "email"))
    keys = {sentence_key(Change(subject=subject, verb=verb)) for subject, verb in plain.values_list("subject", "verb")}
    return users, sorted(((key, verb_name(key)) for key in keys), key=lambda pair: alphabetical_key(pair[1]))


def log_lines(changes: list[Change]) -> list[LogLine]:
    """These lines in words, with the same few queries however many they are."""
    names = Names(changes)
    keys = {key for change in changes if (key := _case_of(change))}
    cases = Case.objects.in_bulk(keys)
    versions = _comparisons(changes)
    return [
        LogLine(
            change,
            sentence(change),
            cases.get(_case_of(change) or 0),
            tuple(facts_told(change, names)),
            versions.get(change.pk, ""),
        )
        for change in changes
    ]


def _case_of(change: Change) -> int | None:
    """The case that a line is about, if it is about one."""
    for key in (change.subject, change.within):
        thing, _colon, pk = key.partition(":")
        if thing == Case._meta.label_lower and pk.isdecimal():
            return int(pk)
    return None


def _comparisons(changes: list[Change]) -> dict[int, str]:
    """For each line about a text, where the text before and after stand side by side."""
    wanted = {
        change.pk: key
        for change in changes
        if change.verb in ("text", "set_aside") and (key := (change.after or {}).get("text_version"))
    }
    versions = TextVersion.objects.in_bulk(wanted.values())
    found = {}
    for pk, key in wanted.items():
        if version := versions.get(key):
            found[pk] = _comparison_url(version)
    return found


def _comparison_url(version: TextVersion) -> str:
    if version.field in POINT_FIELDS:
        address = reverse(
            "meetings:point_text_versions", args=[version.case_id, version.point_id, TextField(version.field)]
        )
    else:
        address = reverse("meetings:case_text_versions", args=[version.case_id, TextField(version.field)])
    return f"{address}?right={version.pk}"
