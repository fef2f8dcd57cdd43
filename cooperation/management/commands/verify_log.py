"""Follow the chain of the change log from its first line to its last."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from cooperation.actions.change import broken_log, seal_log
from cooperation.models import LogHead

FAULTS = {
    "missing": "the line is missing",
    "moved": "the line does not follow the one before it",
    "changed": "the line does not say what it said",
    "cut": "the log ends here, but was longer",
}


class Command(BaseCommand):
    help = "Check that no line of the change log was changed, moved, added in between or taken away. Ends with 1 if one was."

    def handle(self, *args: Any, **options: Any) -> None:
        seal_log()
        if broken := broken_log():
            self.stderr.write(f"Line {broken.place}: {FAULTS[broken.fault]}.")
            sys.exit(1)
        head = LogHead.objects.filter(pk=1).first() or LogHead()
        self.stdout.write(f"{head.lines} lines, unbroken. The last one: {head.sha256 or '-'}")
