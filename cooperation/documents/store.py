"""Where finished documents lie: under the hash of their bytes, outside every folder that a web server shows."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    return Path(settings.DATA_DIR) / "documents" / sha256[:2] / f"{sha256}.pdf"


def keep(content: bytes) -> str:
    """Store the bytes, whole or not at all. Returns their SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, written = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(written).replace(path)
    return sha256
