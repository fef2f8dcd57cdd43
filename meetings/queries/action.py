"""Actions to follow up: of a case, of a body, of somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Prefetch, Q, QuerySet

from cooperation.models import Body, Change, Municipality, Person, User
from cooperation.models.mail import concerning
from meetings.models import Action, ActionAssignee, ActionStatus, Case, Meeting

from .attendance import seats_of


@dataclass(frozen=True)
class ActionRow:
    action: Action
    assignees: list[ActionAssignee]
    is_done: bool
    is_late: bool


@dataclass(frozen=True)
class Answered:
    """An answer that was given once. `by` is empty when it came by a link."""

    at: datetime
    by: User | None
    status: str
    answer: str


@dataclass(frozen=True)
class ActionFilter:
    """What the list shows: whose, of which municipality, due when, and whether ended ones too."""

    municipality: Municipality | None = None
    person: Person | None = None
    body: Body | None = None
    due_before: date | None = None
    with_ended: bool = False


SOONEST_FIRST = (F("due_on").asc(nulls_last=True), "pk")


def with_assignees(actions: QuerySet[Action], *, seen_by: User | None = None) -> QuerySet[Action]:
    """With who answers for them; for a user, only those answers that the user may see."""
    answerable = ActionAssignee.objects.select_related("person", "municipality")
    if seen_by is not None:
        answerable = answerable.visible_to(seen_by)
    return actions.select_related("case__body", "case__meeting").prefetch_related(Prefetch("assignees", answerable))


def rows_of(actions: Iterable[Action], *, today: date) -> list[ActionRow]:
    rows = []
    for action in actions:
        answerable = list(action.assignees.all())
        is_done = bool(answerable) and all(one.is_ended for one in answerable)
        is_late = not is_done and action.due_on is not None and action.due_on < today
        rows.append(ActionRow(action, answerable, is_done, is_late))
    return rows


def actions_of_case(case: Case, *, today: date) -> list[ActionRow]:
    return rows_of(with_assignees(Action.objects.filter(case=case, removed_at=None)), today=today)


def open_actions_of(body: Body, *, before: Meeting | None = None) -> list[Action]:
    """The body's open actions, soonest due first; with a meeting, only those that came out of earlier meetings."""
    found = Action.objects.still_open().filter(case__body=body)
    if before is not None:
        found = found.filter(Q(case__meeting=None) | Q(case__meeting__date__lt=before.date))
    return list(with_assignees(found).order_by(*SOONEST_FIRST))


def action_list(user: User, chosen: ActionFilter) -> QuerySet[Action]:
    """The actions that this user may see, as filtered, soonest due first."""
    found = Action.objects.visible_to(user)
    if not chosen.with_ended:
        found = found.filter(pk__in=Action.objects.still_open().values("pk"))
    if chosen.body is not None:
        found = found.filter(case__body=chosen.body)
    if chosen.municipality is not None:
        found = found.filter(assignees__municipality=chosen.municipality)
    if chosen.person is not None:
        found = found.filter(assignees__person=chosen.person)
    if chosen.due_before is not None:
        found = found.filter(due_on__lt=chosen.due_before)
    return with_assignees(found.distinct(), seen_by=user).order_by(*SOONEST_FIRST)


def people_answering(user: User) -> QuerySet[Person]:
    """The people who answer for something that this user may see."""
    return Person.objects.filter(pk__in=ActionAssignee.objects.visible_to(user).values("person"))


def case_told(case: Case) -> str:
    """A case as those outside the body may see it: where its title is exempt, the public one."""
    return f"{case.display_number} {case.public_title or case.title}".strip()


def history_of(one: ActionAssignee) -> list[Answered]:
    """What has been answered, newest first."""
    key = f"person:{one.person_id}" if one.person_id else f"municipality:{one.municipality_id}"
    names = dict(ActionStatus.choices)
    changes = Change.objects.filter(subject=concerning(one.action), verb="answer").select_related("by")
    return [
        Answered(change.at, change.by, str(names.get(told["status"], "")), told["answer"])
        for change in changes.order_by("-pk")
        if (told := change.after or {}).get("who") == key
    ]


def names_to_call(case: Case) -> dict[str, list[str]]:
    """What may stand after @ in a line, and what it can mean: "municipality:3" or "person:7".

    Municipalities by name and number; people by full name and by family name, members by given name too.
    """
    names: dict[str, list[str]] = defaultdict(list)

    def add(name: str, key: str) -> None:
        if name and key not in names[name.casefold()]:
            names[name.casefold()].append(key)

    for town in Municipality.objects.all():
        for name in (town.name, town.number):
            add(name, f"municipality:{town.pk}")
    for person in Person.objects.all():
        add(str(person), f"person:{person.pk}")
        add(person.family_name, f"person:{person.pk}")
    for seat in seats_of(case.meeting) if case.meeting else []:
        add(seat.person.given_name, f"person:{seat.person_id}")
    return dict(names)


def called(keys: Iterable[str]) -> list[str]:
    """The full names behind such keys, with the municipality of people who may share a name."""
    split = [key.split(":") for key in keys]
    towns = Municipality.objects.filter(pk__in=[pk for noun, pk in split if noun == "municipality"])
    people = Person.objects.filter(pk__in=[pk for noun, pk in split if noun == "person"]).select_related("municipality")
    return [
        *(town.name for town in towns),
        *(f"{person} ({person.municipality})" if person.municipality else str(person) for person in people),
    ]
