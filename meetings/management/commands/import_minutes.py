from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cooperation.models import Body
from cooperation.rules.refusal import Refused
from meetings.actions.minutes_import import (
    MinutesSource,
    differences,
    import_minutes,
    is_brought_in,
    is_named,
    other_body_named,
    replace_with_minutes,
    stored_meeting,
    with_proposed_numbers,
)
from meetings.imports.faults import MAX_FILE_BYTES, UnreadableError
from meetings.imports.minutes import parse_minutes
from meetings.imports.minutes_file import read_minutes_file
from meetings.imports.parsed_minutes import ParsedMeeting, ParsedMinutes, Problem


class Command(BaseCommand):
    help = "Bring in existing minutes from a .txt, .docx or .pdf file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--body", metavar="SLUG", help="the body that met; needed when there are several")
        parser.add_argument("--dry-run", action="store_true", help="say what was understood and write nothing")
        parser.add_argument("--json", action="store_true", help="print what was understood as JSON, and nothing else")

    def handle(self, *_args: Any, **options: Any) -> None:
        parsed, source = self.read(options["file"], as_json=options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(parsed.as_json(), ensure_ascii=False, indent=2))
        else:
            self.tell(parsed)
        if not parsed.is_understood:
            sys.exit(1)
        if options["dry_run"]:
            return
        if options["json"] and not options["body"] and not Body.objects.exists():
            # The file is understood, and there is nowhere yet to bring it in to: said beside the JSON, not in it.
            self.stderr.write(_("There is no body yet, so nothing was brought in."))
        else:
            self.bring_in(parsed, source, slug=options["body"], is_quiet=options["json"])

    def read(self, path: Path, *, as_json: bool) -> tuple[ParsedMinutes, MinutesSource]:
        try:
            with path.open("rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)  # one too many is enough to refuse it for its size
            text = read_minutes_file(path.name, data)
        except OSError as error:
            fault = _("The file cannot be opened: %(reason)s") % {"reason": error.strerror}
        except UnreadableError as error:
            fault = str(error)
        else:
            return parse_minutes(text), MinutesSource.of(path.name, data, text.text)
        if not as_json:
            raise CommandError(fault)
        unread = ParsedMinutes(ParsedMeeting(), problems=(Problem(1, fault, is_blocking=True),))
        return unread, MinutesSource(path.name, "", "")

    def tell(self, parsed: ParsedMinutes) -> None:
        meeting = parsed.meeting
        facts = [meeting.number, str(meeting.date or ""), meeting.place]
        self.stdout.write(_("Meeting: %(facts)s") % {"facts": ", ".join(filter(None, facts)) or "–"})
        self.stdout.write(_("Present: %(names)s") % {"names": "; ".join(map(str, meeting.present)) or "–"})
        self.stdout.write(_("Apologies: %(names)s") % {"names": "; ".join(map(str, meeting.apologies)) or "–"})
        for case in parsed.cases:
            self.stdout.write(f"{case.number} {case.title}")
        self.stdout.write(_("Lines left unplaced: %(count)d") % {"count": len(parsed.unplaced)})
        for problem in parsed.problems:
            self.tell_problem(problem)

    def tell_problem(self, problem: Problem) -> None:
        facts = {"line": problem.line, "message": problem.message}
        self.stderr.write(_("Line %(line)d: %(message)s") % facts)

    def bring_in(self, parsed: ParsedMinutes, source: MinutesSource, *, slug: str | None, is_quiet: bool) -> None:
        out = self.stderr if is_quiet else self.stdout
        body = self.body(slug, named=parsed.meeting.body)
        if other := other_body_named(parsed, body):
            self.tell_problem(other)
        parsed = with_proposed_numbers(parsed, body=body, source=source)
        meeting = stored_meeting(parsed, body=body, source=source)
        try:
            if meeting is None:
                made = import_minutes(parsed, body=body, source=source, by=None)
                out.write(_("Brought in as %(meeting)s.") % {"meeting": made})
                return
            found = [] if is_brought_in(meeting, source) else differences(parsed, meeting)
            if not found:
                out.write(_("%(meeting)s is there already; nothing was changed.") % {"meeting": meeting})
                return
            out.write(_("%(meeting)s is there already, and the file says otherwise:") % {"meeting": meeting})
            for difference in found:
                facts = {"what": difference.what, "stored": difference.stored or "–", "file": difference.in_file or "–"}
                out.write(_("%(what)s\n  stored: %(stored)s\n  file: %(file)s") % facts)
            if is_quiet or not self.is_confirmed():
                out.write(_("Nothing was changed."))
                return
            replace_with_minutes(meeting, parsed, source=source, by=None)
            out.write(_("%(meeting)s now says what the file says; the earlier texts are kept.") % {"meeting": meeting})
        except Refused as refused:
            raise CommandError("\n".join(refused.reasons)) from None

    def is_confirmed(self) -> bool:
        if not sys.stdin.isatty():
            return False
        self.stdout.write(_("Let the file's texts take the place of the stored ones? [y/N] "), ending="")
        self.stdout.flush()
        return input().strip().casefold() in ("y", "yes", "j", "ja")

    def body(self, slug: str | None, *, named: str) -> Body:
        """The body of this slug; without one the only body, or the only one of the name that the file gives."""
        bodies = list(Body.objects.filter(slug=slug) if slug else Body.objects.all())
        if len(bodies) > 1 and named:
            bodies = [body for body in bodies if is_named(body, named)]
        if len(bodies) == 1:
            return bodies[0]
        known = ", ".join(Body.objects.values_list("slug", flat=True)) or "–"
        raise CommandError(_("Say which body met with --body. There are: %(bodies)s") % {"bodies": known})
