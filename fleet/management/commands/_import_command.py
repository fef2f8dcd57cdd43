"""What the commands that bring a file in have in common."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.models import Municipality
from fleet.actions.import_batch import Outcome, import_at_once, try_import
from fleet.actions.import_file import open_import
from fleet.imports.faults import UnreadableError
from fleet.models import ImportKind


class ImportCommand(BaseCommand):
    """Reads a file for a municipality, applies it, and says what came of its rows."""

    kind: ImportKind

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--municipality", required=True, metavar="NUMBER", help="for example 1506")
        parser.add_argument("--dry-run", action="store_true", help="say what would be changed and change nothing")
        parser.add_argument("--json", action="store_true", help="print the counts and rejected rows as JSON, only that")

    def handle(self, *_args: Any, **options: Any) -> None:
        municipality = find_municipality(options["municipality"])
        try:
            outcome = self.bring_in(options["file"], municipality, is_dry_run=options["dry_run"])
        except UnreadableError as unreadable:
            self.tell_fault(str(unreadable), as_json=options["json"])
            sys.exit(1)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(outcome), ensure_ascii=False, indent=2))
        else:
            self.tell(outcome, is_dry_run=options["dry_run"])

    def bring_in(self, path: Path, municipality: Municipality, *, is_dry_run: bool) -> Outcome:
        opened = open_import(path, self.kind, municipality, today=timezone.localdate())
        if is_dry_run:
            return try_import(opened)
        _batch, outcome = import_at_once(opened, path, municipality=municipality, by=None)
        return outcome

    def tell_fault(self, fault: str, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"fault": fault}, ensure_ascii=False, indent=2))
        self.stderr.write(fault)

    def tell(self, outcome: Outcome, *, is_dry_run: bool) -> None:
        counts = outcome.counts
        told = (
            (_("Rows"), counts.rows),
            (pgettext("rows of a file", "New"), counts.new),
            (pgettext("rows of a file", "Changed"), counts.changed),
            (pgettext("rows of a file", "Unchanged"), counts.unchanged),
            (pgettext("rows of a file", "Rejected"), counts.rejected),
            (pgettext("rows of a file", "Gone"), counts.gone),
        )
        for label, count in told:
            self.stdout.write(f"{label}: {count}")
        for finding in outcome.rejected:
            facts = {"line": finding.line, "column": finding.column or "–", "reason": finding.reason}
            self.stdout.write(_("Line %(line)d, %(column)s: %(reason)s") % facts)
        if is_dry_run:
            self.stdout.write(_("Nothing was changed: this was a dry run."))


def find_municipality(number: str) -> Municipality:
    """The municipality with this number or name. Raises CommandError with what can be chosen."""
    found = Municipality.objects.filter(Q(number=number) | Q(name__iexact=number)).first()
    if found is None:
        known = ", ".join(f"{one.number} {one.name}" for one in Municipality.objects.all()) or "–"
        raise CommandError(
            _("There is no municipality %(number)s. There are: %(known)s") % {"number": number, "known": known}
        )
    return found


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The counts, and each rejected row with its line, its column (empty for the whole row) and the reason."""
    return {
        **outcome.counts.as_json(),
        "rejected_rows": [
            {"line": finding.line, "column": finding.column, "reason": finding.reason} for finding in outcome.rejected
        ],
    }
