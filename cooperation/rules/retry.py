"""How long to wait before a mail is tried again."""

from __future__ import annotations

from datetime import timedelta

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)


def wait_after(tries: int) -> timedelta | None:
    """The wait after that many failed tries; None when it is time to give up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None
