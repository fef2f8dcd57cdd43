"""Read a meeting back from its record: the same meeting, in a body that does not have it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.actions.register import add_person, register_changed
from cooperation.models import Body, Membership, MembershipRole, Municipality, Person, User
from cooperation.rules.refusal import Refused
from meetings.documents.record import CASE_PARTS, LINK_PARTS, MEETING_PARTS, Part, fields_of
from meetings.imports.record_file import RecordFile
from meetings.models import Attachment, Case, Exhibit, Meeting, OrientationPoint, Proposal, TextField
from meetings.models.text_version import CASE_FIELDS, POINT_FIELDS
from meetings.rules.rich_text import clean_rich_text

from .attachment import why_not_add_file
from .meeting import why_not_keep
from .text import clean_text, start_texts

LONGEST_NAME = 80
NUMBER_LENGTH = 4


def import_record(file: RecordFile, *, body: Body, by: User | None) -> tuple[Meeting, list[str]]:
    """Make the meeting of this record with all that belongs to it, or refuse with every reason.

    Returns the meeting and what of the record has no place here, such as a link to a meeting that this body lacks.
    """
    stored: list[Attachment] = []
    try:
        with transaction.atomic():
            Body.objects.select_for_update().get(pk=body.pk)
            reading = _Reading(file, body, by, stored)
            meeting = reading.meeting()
            if reading.reasons:
                raise Refused(reading.reasons)
            after = {"label": meeting.label, "sha256": file.sha256}
            log_change(meeting, "import_record", by=by, after=after)
    except IntegrityError as error:
        _take_away(stored)
        raise Refused([_("The body already has one of the numbers in the record.")]) from error
    except BaseException:
        _take_away(stored)
        raise
    return meeting, reading.notes


def _take_away(stored: list[Attachment]) -> None:
    """The rows are gone with the transaction; their files go too."""
    for attachment in stored:
        attachment.file.delete(save=False)


class _Reading:
    """One record on its way in. `reasons` refuse it, `notes` do not."""

    def __init__(self, file: RecordFile, body: Body, by: User | None, stored: list[Attachment]) -> None:
        self.record, self.files = file.record, file.files
        self.body, self.by, self.stored = body, by, stored
        self.reasons: list[str] = []
        self.notes: list[str] = []
        self.day: date | None = None

    def meeting(self) -> Meeting:
        meeting = Meeting(body=self.body)
        self.fill(meeting, self.record["meeting"], _("The meeting"))
        if self.reasons:
            raise Refused(self.reasons)
        if reasons := why_not_keep(meeting):
            raise Refused(reasons)
        meeting.save(force_insert=True)
        self.day = meeting.date
        for row in self.record["seats"]:
            self.seat(row, meeting.date)
        for part in MEETING_PARTS:
            self.part(part, self.record, meeting, meeting.label)
        cases = [(self.case(row, meeting), row) for row in self.record["cases"]]
        for case, row in cases:
            if case is not None:
                for part in LINK_PARTS:
                    self.part(part, row, case, str(case))
        return meeting

    def seat(self, row: dict[str, Any], day: date) -> None:
        """Make sure that the person has the seat on the day; a new seat is known for that day only."""
        person, role, where = self.person(row.get("person")), row.get("role"), row.get("municipality")
        if person is None or role not in MembershipRole.values:
            self.reasons.append(_("A seat in the record names no person or no role."))
            return
        if Membership.objects.filter(body=self.body, person=person, role=role).on(day).exists():
            return
        municipality = None
        if isinstance(where, dict):
            number, name = str(where.get("number", "")), str(where.get("name", ""))
            if len(number) != NUMBER_LENGTH or len(name) > LONGEST_NAME:
                self.reasons.append(_("No municipality has the number “%(number)s”.") % {"number": number[:60]})
                return
            municipality, _made = Municipality.objects.get_or_create(number=number, defaults={"name": name})
        Membership.objects.create(
            body=self.body, person=person, role=role, municipality=municipality, since=day, until=day
        )
        register_changed()

    def case(self, row: dict[str, Any], meeting: Meeting) -> Case | None:
        case = Case(body=self.body, meeting=meeting)
        name = str(row.get("display_number") or row.get("title") or _("A case"))[:80]
        if not self.fill(case, row, name, owner="meeting"):
            return None
        _clean_texts(case, CASE_FIELDS)
        case.save(force_insert=True)
        start_texts(case, by=self.by)
        for part in CASE_PARTS:
            self.part(part, row, case, name)
        return case

    def part(self, part: Part, owner_row: dict[str, Any], owner: Model, name: str) -> None:
        rows = owner_row.get(part.name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.reasons.append(_("%(name)s: “%(part)s” is not a list.") % {"name": name, "part": part.name})
            return
        for row in rows:
            thing = part.model(**{part.owner: owner})
            if part in LINK_PARTS and self.links_elsewhere(thing, row, name):
                continue
            if self.fill(thing, row, name, owner=part.owner):
                KEEP.get(part.model, _keep)(self, thing, row, name)
                for inner in part.parts:
                    self.part(inner, row, thing, name)

    def links_elsewhere(self, thing: Model, row: dict[str, Any], name: str) -> bool:
        """Whether a link leads to a case that this body lacks: noted, and left out."""
        earlier = row.get("earlier")
        if not isinstance(earlier, str) or self.other_case(earlier):
            return False
        self.notes.append(
            _("%(name)s: the decision in %(case)s that it changes is not here.") % {"name": name, "case": earlier}
        )
        return True

    def fill(self, thing: Model, row: dict[str, Any], name: str, *, owner: str = "") -> bool:
        """Give a thing the values of its row. False, with reasons noted, when one does not fit."""
        found: list[str] = []
        for field in fields_of(type(thing), owner):
            if field.name not in row:
                continue
            try:
                if isinstance(field, ForeignKey):
                    setattr(thing, field.name, self.named(field, row[field.name], name))
                else:
                    setattr(thing, field.attname, _cleaned(field, row[field.name], thing))
            except (ValidationError, TypeError, ValueError) as error:
                told = " ".join(error.messages) if isinstance(error, ValidationError) else _("This does not fit.")
                found.append(_("%(name)s, %(field)s: %(reason)s") % {"name": name, "field": field.name, "reason": told})
        self.reasons += found
        return not found

    def named(self, field: Any, value: Any, name: str) -> Model | None:
        """What a record names, in this body. What is not here is noted and left out."""
        if value is None and field.null:
            return None
        found = FIND[field.related_model](self, value)
        if found is None and not field.null:
            raise ValidationError(_("It names nobody."))
        if found is None:
            self.notes.append(
                _("%(name)s: %(field)s %(value)s is not here.")
                % {"name": name, "field": field.verbose_name, "value": value}
            )
        return found

    def person(self, value: Any) -> Person | None:
        if not isinstance(value, dict):
            return None
        family, given = (str(value.get(key, "")).strip() for key in ("family_name", "given_name"))
        if not family and not given:
            return None
        if max(len(family), len(given)) > LONGEST_NAME:
            self.reasons.append(_("The name “%(name)s” is too long.") % {"name": f"{given} {family}"[:60]})
            return None
        return Person.objects.named(family, given).first() or add_person(family_name=family, given_name=given)

    def membership(self, value: Any) -> Membership | None:
        person = self.person(value)
        if person is None or self.day is None:
            return None
        held = Membership.objects.filter(body=self.body, person=person).on(self.day).order_by("pk")
        return held.members().first() or held.first()

    def other_meeting(self, label: Any) -> Meeting | None:
        year, _slash, number = str(label).partition("/M")
        if not (year.isdecimal() and number.isdecimal()):
            return None
        return Meeting.objects.filter(body=self.body, year=int(year), number=int(number)).first()

    def other_case(self, number: Any) -> Case | None:
        return Case.objects.filter(body=self.body, display_number=str(number)).first()

    def municipality(self, number: Any) -> Municipality | None:
        return Municipality.objects.filter(number=str(number)).first()


FIND: dict[Any, Callable[[_Reading, Any], Model | None]] = {
    Person: _Reading.person,
    Membership: _Reading.membership,
    Meeting: _Reading.other_meeting,
    Case: _Reading.other_case,
    Municipality: _Reading.municipality,
}


def _cleaned(field: Any, value: Any, thing: Model) -> Any:
    """The value as the field holds it. An empty one that a form would ask for is no fault in a record."""
    if (value is None and field.null) or value in ([], {}):
        return value
    return field.clean(value, thing)


def _clean_texts(thing: Model, fields: tuple[TextField, ...]) -> None:
    """A record is somebody's file: its texts are cleaned as typed ones are."""
    for field in fields:
        setattr(thing, field.value, clean_text(field, getattr(thing, field.value)))


def _keep(reading: _Reading, thing: Model, row: dict[str, Any], name: str) -> None:
    thing.save(force_insert=True)


def _keep_point(reading: _Reading, thing: Model, row: dict[str, Any], name: str) -> None:
    assert isinstance(thing, OrientationPoint)
    _clean_texts(thing, POINT_FIELDS)
    thing.save(force_insert=True)
    start_texts(thing.case, by=reading.by, point=thing)


def _keep_exhibit(reading: _Reading, thing: Model, row: dict[str, Any], name: str) -> None:
    assert isinstance(thing, Exhibit)
    try:
        is_intact = thing.is_intact
    except (KeyError, TypeError, ValueError, AttributeError):
        is_intact = False
    if not is_intact:
        reading.reasons.append(_("%(name)s: a frozen table is not the one that was frozen.") % {"name": name})
        return
    thing.save(force_insert=True)


def _keep_attachment(reading: _Reading, thing: Model, row: dict[str, Any], name: str) -> None:
    assert isinstance(thing, Attachment)
    content = reading.files.get(str(row.get("file", "")))
    told = {"name": name, "file": thing.name}
    if content is None:
        reading.notes.append(_("%(name)s: the attachment %(file)s did not come with the record.") % told)
        return
    if hashlib.sha256(content).hexdigest() != thing.sha256 or len(content) != thing.size:
        reading.reasons.append(_("%(name)s: the attachment %(file)s is not the one in the record.") % told)
        return
    if reasons := why_not_add_file(thing.name, len(content), content):
        reading.reasons += reasons
        return
    if reading.by is None:
        reading.reasons.append(_("%(name)s: an attachment needs somebody who adds it.") % told)
        return
    thing.added_by = reading.by
    thing.file.save(thing.name, ContentFile(content), save=False)
    reading.stored.append(thing)
    thing.save(force_insert=True)


def _keep_proposal(reading: _Reading, thing: Model, row: dict[str, Any], name: str) -> None:
    assert isinstance(thing, Proposal)
    thing.text = clean_rich_text(thing.text)
    thing.save(force_insert=True)


KEEP: dict[Any, Callable[[_Reading, Model, dict[str, Any], str], None]] = {
    OrientationPoint: _keep_point,
    Proposal: _keep_proposal,
    Exhibit: _keep_exhibit,
    Attachment: _keep_attachment,
}
