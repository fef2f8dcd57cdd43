"""Where finished documents lie: under the hash of their bytes, outside every folder that a web server shows."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings


def path_of(sha256: str, suffix: str = "pdf") -> Path:
    return Path(settings.DATA_DIR) / "documents" / sha256[:2] / f"{sha256}.{suffix}"


def keep(content: bytes, suffix: str = "pdf") -> str:
    """Store the bytes, whole or not at all. Returns their SHA-256 in hexadecimal."""
    with keeping(suffix) as kept:
        kept.file.write(content)
    return kept.sha256


@dataclass
class Kept:
    """A file on its way into the store. Its hash and size are known when it is there."""

    file: IO[bytes]
    sha256: str = ""
    size: int = 0


@contextmanager
def keeping(suffix: str = "pdf") -> Iterator[Kept]:
    """Store what is written, whole or not at all: nothing is left of a file that fails."""
    folder = Path(settings.DATA_DIR) / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, written = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            kept = Kept(file)
            yield kept
            file.flush()
            os.fsync(file.fileno())
            kept.size = file.tell()
            file.seek(0)
            kept.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        path = path_of(kept.sha256, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        Path(written).replace(path)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
