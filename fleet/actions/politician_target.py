"""Politicians from a list, held against the register and written to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from cooperation.models import Municipality
from cooperation.rules.refusal import Refused
from fleet.imports.politicians import name_key
from fleet.imports.rows import Row
from fleet.models import ImportBatch, ImportRow, Politician, RowOutcome, Seat, SeatRole, Term

from .import_findings import Finding, differences

FIELDS = ("family_name", "given_name", "email", "phone", "party", "note")
SEAT = "seat"
EITHER_OR = {SeatRole.COUNCIL, SeatRole.DEPUTY}
"""A council's member is not its deputy at the same time; a committee's member can be either."""


class PoliticianTarget:
    """The politicians of one municipality, known by their addresses, or their names where there is none."""

    key_field = "email"

    def __init__(self, municipality: Municipality, *, today: date) -> None:
        self.municipality = municipality
        people = list(Politician.objects.filter(municipality=municipality.pk).prefetch_related("seats"))
        self.by_email = {person.email.lower(): person for person in people if person.email}
        self.by_name = {name_key(person.family_name, person.given_name): person for person in people}
        self.terms = {term.since.year: term for term in Term.objects.all()}
        self.term = Term.objects.on(today) or Term.objects.first()

    def look_up(self, keys: list[str]) -> None:
        """All of them are read at the start: a municipality has some hundreds."""

    def judge(self, row: Row) -> Finding:
        facts = {name: value for name, value in row.facts.items() if name in FIELDS}
        registered = self._registered(row, facts)
        term = self.terms.get(row.facts["term"]) if "term" in row.facts else self.term
        if term is None:
            return Finding(RowOutcome.REJECTED, label=row.label, reason=self._no_term(row))
        if registered is None:
            seat = {"term": term.pk, "role": row.facts.get("role", SeatRole.COUNCIL)}
            return Finding(RowOutcome.NEW, label=row.label, after=facts | {SEAT: seat}, links={SEAT: seat})
        before, after = differences({name: getattr(registered, name) for name in FIELDS}, facts)
        finding = Finding(RowOutcome.UNCHANGED, label=row.label, subject_pk=registered.pk)
        if "role" in row.facts or "term" in row.facts:
            self._judge_seat(registered, term, row.facts.get("role"), before, after)
        if after:
            finding.outcome, finding.before, finding.after = RowOutcome.CHANGED, before, after
        return finding

    def _registered(self, row: Row, facts: dict[str, Any]) -> Politician | None:
        """By the address; by the name where either side has no address to tell two people apart by."""
        email = facts.get("email", "")
        if email and (found := self.by_email.get(email)):
            return found
        named = self.by_name.get(name_key(facts["family_name"], facts.get("given_name", "")))
        return named if named and not (email and named.email) else None

    def _judge_seat(
        self, person: Politician, term: Term, role: str | None, before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        held = [seat.role for seat in person.seats.all() if seat.term_id == term.pk]
        if role in held or (role is None and held):
            return
        role = role or SeatRole.COUNCIL
        replaced = next((one for one in held if {one, role} <= EITHER_OR), None)
        before[SEAT] = {"term": term.pk, "role": replaced} if replaced else None
        after[SEAT] = {"term": term.pk, "role": role}

    def _no_term(self, row: Row) -> str:
        if "term" in row.facts:
            return _("There is no term of office that begins in %(year)d.") % {"year": row.facts["term"]}
        return _("There is no term of office yet. Register one first.")

    def gone(self, is_named: Callable[[str], bool]) -> Iterator[Finding]:
        """A list of politicians may be a part of them: nobody is taken away because a list does not name them."""
        yield from ()

    def write(self, findings: list[Finding], batch: ImportBatch) -> None:
        new = [finding for finding in findings if finding.outcome == RowOutcome.NEW and finding.row]
        people = [
            Politician(
                municipality=self.municipality,
                **{name: value for name, value in (finding.after or {}).items() if name in FIELDS},
            )
            for finding in new
        ]
        for finding, made in zip(new, Politician.objects.bulk_create(people), strict=True):
            finding.subject_pk = made.pk
        for finding in findings:
            if finding.outcome == RowOutcome.CHANGED:
                facts = {name: value for name, value in (finding.after or {}).items() if name in FIELDS}
                if facts:
                    Politician.objects.filter(pk=finding.subject_pk).update(**facts)
            self._write_seat(finding.subject_pk, finding.before, finding.after)

    def _write_seat(self, politician: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """Put the seat after in the place of the seat before, where there are such."""
        if old := (before or {}).get(SEAT):
            Seat.objects.filter(politician=politician, term=old["term"], role=old["role"]).delete()
        if new := (after or {}).get(SEAT):
            Seat.objects.get_or_create(politician_id=politician, term_id=new["term"], role=new["role"])

    def why_not_undo(self, rows: list[ImportRow]) -> list[str]:
        now = Politician.objects.in_bulk([row.subject_pk for row in rows])
        return [
            _("%(key)s has been changed since.") % {"key": row.key}
            for row in rows
            if (person := now.get(row.subject_pk)) is None
            or any(getattr(person, name) != value for name, value in (row.after or {}).items() if name in FIELDS)
        ]

    def undo(self, rows: list[ImportRow], batch: ImportBatch) -> None:
        for row in rows:
            if row.outcome == RowOutcome.NEW:
                self._take_away(row)
            else:
                facts = {name: value for name, value in (row.before or {}).items() if name in FIELDS}
                if facts:
                    Politician.objects.filter(pk=row.subject_pk).update(**facts)
                self._write_seat(row.subject_pk, row.after, row.before)

    def _take_away(self, row: ImportRow) -> None:
        try:
            with transaction.atomic():
                Politician.objects.filter(pk=row.subject_pk).delete()
        except ProtectedError as error:
            raise Refused([_("%(key)s has got a device or a subsidy since.") % {"key": row.label}]) from error
