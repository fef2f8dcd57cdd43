"""Keeps the web server and the worker running, and ends both with itself.

`manage.py serve` becomes this process when everything is prepared. It needs nothing but the standard library, so that
watching over the others takes a few megabytes and not a loaded Django.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

PROJECT = Path(__file__).resolve().parent.parent
# A worker that dies at once is started again after a while, not in a tight loop.
RESTART_AFTER_SECONDS = (1, 2, 5, 15, 60)
STEADY_SECONDS = 60
END_WITHIN_SECONDS = 15


def add_server_arguments(parser: argparse.ArgumentParser) -> None:
    """How to serve, as `manage.py serve` and this process both take it."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    parser.add_argument("--threads", type=int, default=4, help="threads in each web process")


def main() -> int:
    """Run both until a signal comes (0) or the web server ends by itself (its code)."""
    parser = argparse.ArgumentParser()
    add_server_arguments(parser)
    parser.add_argument("--data", required=True, help="the folder of the installation's data")
    options = parser.parse_args()
    address = f"{options.host}:{options.port}"
    os.environ.setdefault("ROR_BOARD_URL", f"http://{address}")  # what links in mails begin with
    stopping = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    web = _web(address, options.workers, options.threads, options.data)
    worker, started, failures = _manage("worker"), time.monotonic(), 0
    again_at: float | None = None
    try:
        _tell_when_it_answers(address, web)
        while not stopping and web.poll() is None:
            time.sleep(0.3)
            if worker.poll() is None:
                continue
            if again_at is None:
                failures = 0 if time.monotonic() - started > STEADY_SECONDS else failures + 1
                wait = RESTART_AFTER_SECONDS[min(failures, len(RESTART_AFTER_SECONDS) - 1)]
                sys.stderr.write(f"The document worker ended ({worker.returncode}); again in {wait} s.\n")
                again_at = time.monotonic() + wait
            if time.monotonic() >= again_at:  # not slept through: an end of the web server or of this is seen at once
                worker, started, again_at = _manage("worker"), time.monotonic(), None
    finally:
        for process in (web, worker):
            process.terminate()
        for process in (web, worker):
            try:
                process.wait(timeout=END_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
    return 0 if stopping else web.returncode or 1


def _web(address: str, workers: int, threads: int, data: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # our own program, with checked arguments
        [
            sys.executable, "-m", "gunicorn", "ror_board.wsgi", "--bind", address, "--workers", str(workers),
            "--threads", str(threads), "--worker-class", "gthread", "--preload", "--timeout", "60",
            "--max-requests", "20000", "--max-requests-jitter", "2000", "--log-level", "warning",
            "--worker-tmp-dir", data, "--no-control-socket",
        ],
        cwd=PROJECT,
    )  # fmt: skip


def _manage(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=PROJECT)  # noqa: S603  # our own program


def _tell_when_it_answers(address: str, web: subprocess.Popen[bytes]) -> None:
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
    sys.stdout.write(f"The board's room is open: http://{address}/\n")
    sys.stdout.flush()
    _manage("demo_data", "--sign-ins").wait()


if __name__ == "__main__":
    sys.exit(main())
