"""Where the work with a file is done: a short one at once, a long one in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from cooperation.models import User
from fleet.models import ImportBatch, ImportState

from .import_batch import apply_import, claim_import, read_import

AT_ONCE_BYTES = 512 * 1024
AT_ONCE_ROWS = 2000
QUIET = timedelta(minutes=10)
"""After so long without a word the process has died, and the work can be asked for again."""


def start_reading(batch: ImportBatch) -> None:
    """Look at an uploaded file: at once when it is short, else beside this request."""
    if batch.file.size <= AT_ONCE_BYTES:
        read_import(batch, today=timezone.localdate())
    else:
        _start("read", batch)


def start_applying(batch: ImportBatch, *, by: User) -> None:
    """Apply a file that was looked at: at once when it is short, else beside this request. Raises Refused."""
    claim_import(batch)
    if batch.rows <= AT_ONCE_ROWS:
        apply_import(batch, by=by, today=timezone.localdate())
    else:
        _start("apply", batch, by)


def is_stuck(batch: ImportBatch) -> bool:
    """Whether a process that should be working on the file has not been heard of for long."""
    working = batch.state in (ImportState.READING, ImportState.APPLYING)
    return working and batch.worked_at is not None and batch.worked_at < timezone.now() - QUIET


def release_stuck(batch: ImportBatch) -> None:
    """Let a file whose process died be asked for again: it wrote nothing to the registers."""
    if is_stuck(batch):
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.WAITING)


def _start(verb: str, batch: ImportBatch, by: User | None = None) -> None:
    command = [sys.executable, "manage.py", "import_work", verb, str(batch.pk)]
    if by is not None:
        command += ["--by", str(by.pk)]
    subprocess.Popen(  # noqa: S603  # our own program; only keys vary
        command,
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
