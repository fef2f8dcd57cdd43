"""Fill an empty database with the demo, and tell who can sign in to it."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from cooperation.models import Role
from ror_board.demo import PASSWORD, build_demo, holds_data, is_only_demo, sign_ins


class Command(BaseCommand):
    help = "Fill an empty database with the demo. A database that holds something is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="empty the database first, if it holds only the demo")
        parser.add_argument("--today", type=date.fromisoformat, help="the day the demo is made for (YYYY-MM-DD)")
        told = parser.add_mutually_exclusive_group()
        told.add_argument("--quiet", action="store_true", help="do not tell who can sign in")
        told.add_argument("--sign-ins", action="store_true", help="only tell who can sign in, if the demo is there")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["sign_ins"]:
            fill(reset=options["reset"], today=options["today"] or timezone.localdate())
        if not options["quiet"] and holds_data() and is_only_demo():
            self.stdout.write(told_sign_ins())


def fill(*, reset: bool, today: date) -> None:
    if reset:
        empty_demo()
    if not holds_data():
        build_demo(today=today)


def empty_demo() -> None:
    """Empty the database. Raises CommandError when anybody but the demo's own people can sign in."""
    if not is_only_demo():
        raise CommandError("The database holds users who are not the demo's. It is not emptied.")
    call_command("flush", interactive=False, verbosity=0)


def told_sign_ins() -> str:
    """One line for each role, for a terminal."""
    first = {entry.role: entry for entry in reversed(sign_ins())}
    with override("en"):
        lines = [f"  {first[role].email:<26} {role.label}" for role in Role]
    return "\n".join([f"Sign in with the password {PASSWORD} as", *lines])
