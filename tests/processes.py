"""Real processes that work at the same time on one database, on either kind of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

PROJECT = Path(__file__).parents[1]
# Each waits, with everything loaded, until all the others do; what it calls `told` is what it tells.
BEGIN = """
import json, sys
import django
django.setup()
told = []
def ready():
    print("ready", flush=True)
    sys.stdin.readline()
"""
END = """
print(json.dumps(told))
"""


def shared_database(folder: Path) -> dict[str, str]:
    """Settings for processes that work on what the test has made: on SQLite on a copy of it in `folder`, as a file."""
    settings = {"ROR_BOARD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "ror_board.settings"}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "db.sqlite3")])
        return settings
    given = urlsplit(os.environ["DATABASE_URL"])
    return settings | {"DATABASE_URL": given._replace(path=f"/{connection.settings_dict['NAME']}").geturl()}


def run_at_once(scripts: list[str], settings: dict[str, str]) -> list[Any]:
    """Start a process for each script, let them all go from `ready()` at once, and give back what each told."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN + script + END],
            cwd=PROJECT,
            env=os.environ | settings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for script in scripts
    ]
    try:
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        answers = [process.communicate(timeout=120)[0] for process in started]
        assert [process.returncode for process in started] == [0] * len(started)
    finally:
        for process in started:
            process.kill()
    return [json.loads(answer) for answer in answers]
