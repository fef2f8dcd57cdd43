"""The real server, as `script/server` runs it, on a port of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

START_SECONDS = 60


@contextmanager
def running_server() -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = Path(settings.DATA_DIR) / "server.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=settings.BASE_DIR,
            stdout=out,
            stderr=out,
            env=os.environ,
        )
    try:
        server = Server(process.pid, port)
        server.wait()
        yield server
    except Exception:
        sys.stderr.write(log.read_text()[-5000:])
        raise
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


class Server:
    def __init__(self, pid: int, port: int) -> None:
        self.pid = pid
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def wait(self) -> None:
        """Until it answers. Raises TimeoutError when it does not."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/health/", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise TimeoutError("The server did not start; see server.log in its data folder.")

    def proportional_memory(self) -> dict[str, float]:
        """Megabytes (PSS) of every process of the server, by what it is."""
        taken: dict[str, float] = {}
        for pid in descendants(self.pid):
            name = _name(pid)
            taken[f"{name} {pid}"] = _pss(pid)
        return taken


def descendants(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += descendants(int(child))
    return found


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    for word in ("gunicorn", "supervisor", "worker"):
        if any(word in part for part in words):
            return word
    return words[0]


def _pss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
