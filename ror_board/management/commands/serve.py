"""Run the web server and the worker that makes documents, as one."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import CommandParser, call_command
from django.core.management.base import BaseCommand

# A worker that dies at once is started again after a while, not in a tight loop.
RESTART_AFTER_SECONDS = (1, 2, 5, 15, 60)
STEADY_SECONDS = 60


class Command(BaseCommand):
    help = "Run the web server and the worker that makes documents; both end with this command."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes")
        parser.add_argument("--threads", type=int, default=4, help="threads in each web process")

    def handle(self, *args: Any, **options: Any) -> None:
        address = f"{options['host']}:{options['port']}"
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

    def _web(self, address: str, workers: int, threads: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  # our own program, with checked arguments
            [
                sys.executable, "-m", "gunicorn", "ror_board.wsgi", "--bind", address, "--workers", str(workers),
                "--threads", str(threads), "--worker-class", "gthread", "--preload", "--timeout", "60",
                "--max-requests", "20000", "--max-requests-jitter", "2000", "--log-level", "warning",
                "--worker-tmp-dir", str(settings.DATA_DIR),
            ],
            cwd=settings.BASE_DIR,
        )  # fmt: skip

    def _worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # our own program
            [sys.executable, "manage.py", "render_worker"], cwd=settings.BASE_DIR
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
