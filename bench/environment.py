"""Where the figures come from."""

from __future__ import annotations

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection


def tell_environment() -> None:
    cpu = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "gunicorn", "weasyprint"))
    database = f"SQLite {sqlite3.sqlite_version}" if connection.vendor == "sqlite" else connection.vendor
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"# Benchmark, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n")
    print(f"{os.cpu_count()} × {cpu}; load {load}; Python {platform.python_version()}, {packages}, {database}.")
    print("Each ratio is the median, over rounds in which both were done in turn, of time through time of the control.")
