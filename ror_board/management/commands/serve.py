"""Run the web server and the worker that makes documents, as one."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandParser, call_command
from django.core.management.base import BaseCommand
from django.db import connections

from ror_board.demo import holds_data

# A worker that dies at once is started again after a while, not in a tight loop.
RESTART_AFTER_SECONDS = (1, 2, 5, 15, 60)
STEADY_SECONDS = 60


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
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes")
        parser.add_argument("--prepare", action="store_true", help="bring database and static files up to date first")
        parser.add_argument("--demo", action="store_true", help="fill an empty database with the demo first")
        parser.add_argument("--reset-demo", action="store_true", help="empty a demo database and fill it again")
        parser.add_argument("--threads", type=int, default=4, help="threads in each web process")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["prepare"]:
            prepare()
        if options["reset_demo"] or (options["demo"] and not holds_data()):
            self._fill_with_demo(reset=options["reset_demo"])
        # The children open connections of their own.
        connections.close_all()
        address = f"{options['host']}:{options['port']}"
        os.environ.setdefault("ROR_BOARD_URL", f"http://{address}")  # what links in mails begin with
        stopping = False

        def stop(signum: int, frame: FrameType | None) -> None:
            nonlocal stopping
            stopping = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        web = self._web(address, options["workers"], options["threads"])
        worker, started, failures = self._worker(), time.monotonic(), 0
        try:
            self._tell_when_it_answers(address, web)
            while not stopping and web.poll() is None:
                time.sleep(0.3)
                if worker.poll() is not None:
                    failures = 0 if time.monotonic() - started > STEADY_SECONDS else failures + 1
                    wait = RESTART_AFTER_SECONDS[min(failures, len(RESTART_AFTER_SECONDS) - 1)]
                    self.stderr.write(f"The document worker ended ({worker.returncode}); again in {wait} s.")
                    time.sleep(wait)
                    worker, started = self._worker(), time.monotonic()
        finally:
            for process in (web, worker):
                process.terminate()
            for process in (web, worker):
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()
        if not stopping:
            sys.exit(web.returncode or 1)

    def _fill_with_demo(self, *, reset: bool) -> None:
        """In a process of its own: what building needs of memory is given back before the doors open."""
        done = subprocess.run(  # noqa: S603  # our own program, with checked arguments
            [sys.executable, "manage.py", "demo_data", "--quiet", *(["--reset"] if reset else [])],
            cwd=settings.BASE_DIR,
            check=False,
        )
        if done.returncode:
            sys.exit(done.returncode)

    def _web(self, address: str, workers: int, threads: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  # our own program, with checked arguments
            [
                sys.executable, "-m", "gunicorn", "ror_board.wsgi", "--bind", address, "--workers", str(workers),
                "--threads", str(threads), "--worker-class", "gthread", "--preload", "--timeout", "60",
                "--max-requests", "20000", "--max-requests-jitter", "2000", "--log-level", "warning",
                "--worker-tmp-dir", str(settings.DATA_DIR), "--no-control-socket",
            ],
            cwd=settings.BASE_DIR,
        )  # fmt: skip

    def _worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # our own program
            [sys.executable, "manage.py", "worker"], cwd=settings.BASE_DIR
        )

    def _tell_when_it_answers(self, address: str, web: subprocess.Popen[bytes]) -> None:
        for _attempt in range(100):
            try:
                with urllib.request.urlopen(f"http://{address}/health/", timeout=2):
                    break
            except urllib.error.HTTPError:  # it answers, if only to say that this host is not allowed
                break
            except OSError:
                if web.poll() is not None:
                    return
                time.sleep(0.2)
        self.stdout.write(f"The board's room is open: http://{address}/")
        call_command("demo_data", "--sign-ins", stdout=self.stdout)
        self.stdout.flush()
