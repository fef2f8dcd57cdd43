"""A meeting as a record that the program reads back: every field of everything that belongs to it.

Fields are found by themselves, so that a new one is never forgotten. What is known elsewhere is named and not copied: a
person by name, a case and a meeting by number. Who saved what and when is for the change log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import FileField, ForeignKey, Model

from cooperation.models import Body, Membership, Municipality, Person, User
from meetings.models import (
    Action,
    ActionAssignee,
    Attachment,
    Attendance,
    Case,
    CaseAttendance,
    DecisionLink,
    Exhibit,
    Impartiality,
    Meeting,
    Movement,
    OrientationPoint,
    Proposal,
    Vote,
)
from meetings.queries.attendance import seats_of
from meetings.rules.record_format import FORMAT, VERSION

from .papers import PaperSource


@dataclass(frozen=True)
class Part:
    """A list in the record: which rows, by which of their fields they belong to their owner, and their own lists."""

    name: str
    model: type[Model]
    owner: str
    order: tuple[str, ...] = ("pk",)
    parts: tuple[Part, ...] = ()


MEETING_PARTS = (Part("attendance", Attendance, "meeting"),)
CASE_PARTS = (
    Part("points", OrientationPoint, "case", ("position", "pk")),
    Part("attendance", CaseAttendance, "case"),
    Part("impartiality", Impartiality, "case"),
    Part("movements", Movement, "case"),
    Part("proposals", Proposal, "case", ("position", "pk"), (Part("votes", Vote, "proposal"),)),
    Part("actions", Action, "case", ("pk",), (Part("assignees", ActionAssignee, "action"),)),
    Part("exhibits", Exhibit, "case"),
    Part("attachments", Attachment, "case", ("position", "pk")),
)
# Read when every case is there: a decision changes one that may stand in the same meeting.
LINK_PARTS = (Part("changes_decisions", DecisionLink, "later"),)
# What belongs to a meeting and is not in its record, since it proves or runs something at the time it happened.
NOT_IN_RECORD = frozenset(
    {
        "meetings.ApprovedMinutes",  # the frozen files, in the ZIP as they are
        "meetings.Circulation",
        "meetings.Document",  # made anew from the record
        "meetings.MinutesImport",
        "meetings.Notice",
        "meetings.Remark",
        "meetings.Reply",
        "meetings.Room",
        "meetings.SearchEntry",
        "meetings.SpeakerTurn",
        "meetings.TextVersion",
    }
)
# What a record leaves to others: keys, moments, the one who did it, and what the import sets by itself.
LEFT_OUT = frozenset(
    {
        "id",
        "revision",
        "shortfall_told",
        "removed_at",
        "created_at",
        "added_at",
        "frozen_at",
        "made_at",
        "file",
        "approves_version",
    }
)


def fields_of(model: type[Model], owner: str = "") -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in LEFT_OUT
        and field.name != owner
        and not isinstance(field, FileField)
        and not (isinstance(field, ForeignKey) and field.related_model in (User, Body))
    ]


def meeting_record(meeting: Meeting, papers: tuple[PaperSource, ...] = ()) -> dict[str, Any]:
    """The record, as JSON values."""
    cases = list(meeting.cases.on_agenda().select_related("approves", "continues"))
    paths = {paper.key: paper.safe_path for paper in papers}
    return {
        "format": FORMAT,
        "version": VERSION,
        "body": {"name": meeting.body.name, "slug": meeting.body.slug},
        "meeting": _row(meeting, Meeting),
        "seats": [_seat(seat) for seat in seats_of(meeting)],
        **_parts(MEETING_PARTS, meeting, paths),
        "cases": [_row(case, Case, "meeting") | _parts((*CASE_PARTS, *LINK_PARTS), case, paths) for case in cases],
    }


def _parts(parts: tuple[Part, ...], owner: Model, paths: dict[int, str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for part in parts:
        rows = part.model._default_manager.filter(**{part.owner: owner}).order_by(*part.order)
        if any(field.name == "removed_at" for field in part.model._meta.concrete_fields):
            rows = rows.filter(removed_at=None)
        told[part.name] = [
            _row(row, part.model, part.owner) | _file(row, paths) | _parts(part.parts, row, paths) for row in rows
        ]
    return told


def _file(row: Model, paths: dict[int, str]) -> dict[str, str]:
    return {"file": paths[row.pk]} if isinstance(row, Attachment) and row.pk in paths else {}


def _row(row: Model, model: type[Model], owner: str = "") -> dict[str, Any]:
    return {field.name: _value(row, field) for field in fields_of(model, owner)}


def _value(row: Model, field: Any) -> Any:
    if not isinstance(field, ForeignKey):
        value = getattr(row, field.attname)
        return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else _plain(value)
    return named(getattr(row, field.name))


def _plain(value: Any) -> str:
    return str(DjangoJSONEncoder().default(value))


def named(thing: Model | None) -> Any:
    """What another thing is known by in a record. A case without a number, in another meeting, has no name."""
    if thing is None:
        return None
    if isinstance(thing, Person):
        return {"family_name": thing.family_name, "given_name": thing.given_name}
    if isinstance(thing, Membership):
        return named(thing.person)
    if isinstance(thing, Municipality):
        return thing.number
    if isinstance(thing, Meeting):
        return thing.label
    assert isinstance(thing, Case), thing._meta.label
    return thing.display_number or None


def _seat(seat: Membership) -> dict[str, Any]:
    municipality = seat.municipality
    return {
        "person": named(seat.person),
        "role": seat.role,
        "municipality": {"number": municipality.number, "name": municipality.name} if municipality else None,
    }
