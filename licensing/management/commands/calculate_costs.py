"""Work out costs from a file, without a database: what docs/cost-format.md describes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from licensing.documents.calculated import calculated_json
from licensing.imports.cost_file import CostFile, NotUnderstood, read_cost_file
from licensing.rules.allocation import allocate
from licensing.rules.cost_table import calculate


class Command(BaseCommand):
    help = "Work out costs from a JSON file (- for standard input) and print the table as JSON."
    requires_system_checks: list[str] = []  # it needs nothing but the file

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the JSON file, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            try:
                read = read_cost_file(_content(options["file"]))
            except NotUnderstood as error:
                raise CommandError("\n".join(error.reasons)) from error
            for name in read.unknown:
                self.stderr.write(f"{name} means nothing here and was left aside.")
            self.stdout.write(json.dumps(_worked_out(read), ensure_ascii=False, indent=2))


def _worked_out(read: CostFile) -> dict[str, Any]:
    table = calculate(year=read.year, municipalities=read.municipalities, items=read.items)
    shared = read.allocation
    allocated = allocate(shared.amount, shared.parts, read.municipalities) if shared else None
    return calculated_json(table, allocated)


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
