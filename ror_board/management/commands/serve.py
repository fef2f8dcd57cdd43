"""Run the web server and the worker that makes documents, as one."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandParser, call_command
from django.core.management.base import BaseCommand
from django.db import connections

from ror_board.demo import holds_data
from ror_board.supervisor import add_server_arguments


def prepare() -> None:
    """Migrate the database, and collect the static files when any of them is new or changed."""
    call_command("migrate", verbosity=0)
    stamp = Path(settings.STATIC_ROOT) / ".collected-from"
    fingerprint = static_fingerprint()
    if not stamp.exists() or stamp.read_text() != fingerprint:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Changes when a static file of ours or of a library is added, removed or changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Command(BaseCommand):
    help = "Run the web server and the worker that makes documents; both end with this command."

    def add_arguments(self, parser: CommandParser) -> None:
        add_server_arguments(parser)
        parser.add_argument("--prepare", action="store_true", help="bring database and static files up to date first")
        parser.add_argument("--demo", action="store_true", help="fill an empty database with the demo first")
        parser.add_argument("--reset-demo", action="store_true", help="empty a demo database and fill it again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["prepare"]:
            prepare()
        if options["reset_demo"] or (options["demo"] and not holds_data()):
            self._fill_with_demo(reset=options["reset_demo"])
        # From here on this process only watches over the others: it becomes one that has not loaded Django.
        connections.close_all()
        arguments = [f"--{name}={options[name]}" for name in ("host", "port", "workers", "threads")]
        os.chdir(settings.BASE_DIR)
        os.execv(  # noqa: S606  # our own program, with checked arguments
            sys.executable, [sys.executable, "-m", "ror_board.supervisor", f"--data={settings.DATA_DIR}", *arguments]
        )

    def _fill_with_demo(self, *, reset: bool) -> None:
        """In a process of its own: what building needs of memory is given back before the doors open."""
        done = subprocess.run(  # noqa: S603  # our own program, with checked arguments
            [sys.executable, "manage.py", "demo_data", "--quiet", *(["--reset"] if reset else [])],
            cwd=settings.BASE_DIR,
            check=False,
        )
        if done.returncode:
            sys.exit(done.returncode)
