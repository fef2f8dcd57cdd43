"""The files that others wrote are those that the manifest lists, and point at nothing that is not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.conf import settings

VENDOR = Path(settings.BASE_DIR) / "static" / "vendor"


def test_the_files_are_those_of_the_manifest():
    check = [sys.executable, str(Path(settings.BASE_DIR) / "script" / "vendor"), "--check"]
    assert subprocess.run(check, capture_output=True, text=True, check=False).stderr == ""


def test_no_file_points_at_a_source_map():
    code = [path for path in VENDOR.rglob("*") if path.suffix in (".js", ".css")]
    assert [path.name for path in code if "sourceMappingURL" in path.read_text()] == []
