"""Read a meeting back from its record or its ZIP."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cooperation.models import Body, User
from cooperation.rules.refusal import Refused
from meetings.actions.record import import_record
from meetings.imports.record_file import UnreadableRecordError, read_record


class Command(BaseCommand):
    help = "Read a meeting back from its record (JSON) or its ZIP into a body that does not have it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--body", metavar="SLUG", required=True, help="the short name of the body that met")
        parser.add_argument("--as", dest="by", metavar="E-MAIL", help="the user who brings it in")

    def handle(self, *_args: Any, **options: Any) -> None:
        body = Body.objects.filter(slug=options["body"]).first()
        by = User.objects.filter(email=options["by"]).first() if options["by"] else None
        if body is None:
            raise CommandError(_("There is no body “%(slug)s”.") % {"slug": options["body"]})
        if options["by"] and by is None:
            raise CommandError(_("There is no user “%(email)s”.") % {"email": options["by"]})
        try:
            meeting, notes = import_record(read_record(options["file"].read_bytes()), body=body, by=by)
        except OSError as error:
            raise CommandError(_("The file cannot be opened: %(reason)s") % {"reason": error.strerror}) from error
        except UnreadableRecordError as error:
            raise CommandError(str(error)) from error
        except Refused as refused:
            raise CommandError("\n".join(refused.reasons)) from refused
        self.stdout.write(_("Brought in as %(meeting)s.") % {"meeting": meeting})
        for note in notes:
            self.stdout.write(note)
