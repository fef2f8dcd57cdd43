"""Work on one uploaded file, started by the page that shows it."""

from __future__ import annotations

import contextlib
import resource
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cooperation.models import User
from cooperation.rules.refusal import Refused
from fleet.actions.import_batch import apply_import, read_import
from fleet.models import ImportBatch

MEMORY_BYTES = 2 * 1024 * 1024 * 1024
CPU_SECONDS = 900


class Command(BaseCommand):
    help = "Read or apply one uploaded file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=("read", "apply"))
        parser.add_argument("batch", type=int)
        parser.add_argument("--by", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        batch = ImportBatch.objects.get(pk=options["batch"])
        if options["verb"] == "read":
            read_import(batch, today=timezone.localdate())
        else:
            with contextlib.suppress(Refused):  # the page shows the file anew, as the register is now
                apply_import(batch, by=User.objects.get(pk=options["by"]), today=timezone.localdate())
