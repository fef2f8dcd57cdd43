"""The bell that wakes the worker: a datagram to a socket in the data folder. Missed, the worker looks by itself."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

from django.conf import settings


def bell_path() -> Path:
    return Path(settings.DATA_DIR) / "render.sock"


def ring() -> bool:
    """Wake the worker. Returns whether one was listening."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        try:
            sender.sendto(b"1", str(bell_path()))
        except BlockingIOError:  # its queue is full: it is awake and busy
            return True
        except OSError:
            return False
    return True


class Bell:
    """The worker's end of it."""

    def __init__(self) -> None:
        path = bell_path()
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))

    def wait(self, seconds: float) -> None:
        """Sleep until the bell rings, at most this long."""
        self.socket.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            self.socket.recv(16)

    def close(self) -> None:
        self.socket.close()
        with contextlib.suppress(FileNotFoundError):
            bell_path().unlink()
