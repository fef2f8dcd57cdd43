"""A scenario's cost table from a terminal: the same calculation as its page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from cooperation.documents.renderer import NotMade
from cooperation.models import Cooperation
from licensing.documents.cost_table import FORMATS
from licensing.documents.workbook import about_scenario
from licensing.models import Scenario
from licensing.queries.scenario import scenario_inputs


class Command(BaseCommand):
    help = "Write a scenario's cost table to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the scenario's name, or its number")
        parser.add_argument("--format", choices=sorted(FORMATS), default="json")
        parser.add_argument("-o", "--output", help="the file to write; without it, standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        scenario = find_scenario(options["name"])
        inputs = scenario_inputs(scenario)
        if inputs.gaps:
            lacking = sorted(
                {f"{gap.product}: no {gap.lacks} from {gap.span.first} to {gap.span.last}" for gap in inputs.gaps}
            )
            self.stderr.write("\n".join(["These days cost nothing in the table:", *lacking]))
        with override(Cooperation.objects.current().language):
            try:
                content = FORMATS[options["format"]](inputs.table(), about_scenario(scenario))
            except NotMade as failure:
                raise CommandError(failure.told()) from failure
        if options["output"]:
            try:
                Path(options["output"]).write_bytes(content)
            except OSError as error:
                raise CommandError(f"{options['output']} cannot be written: {error.strerror}") from error
        else:
            sys.stdout.buffer.write(content)


def find_scenario(name: str) -> Scenario:
    """The scenario of this name. Raises CommandError with the names there are."""
    found = Scenario.objects.filter(name=name).first()
    if found is None and name.isdecimal():
        found = Scenario.objects.filter(pk=int(name)).first()
    if found is None:
        names = ", ".join(Scenario.objects.values_list("name", flat=True)) or "none"
        raise CommandError(f"There is no scenario {name}. Scenarios: {names}")
    return found
