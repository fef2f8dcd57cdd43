"""Measure everything on a database of its own, which is thrown away: `python -m bench [PART ...]`."""

from __future__ import annotations

import argparse
import os
import tempfile

PARTS = (
    "costs",
    "documents",
    "pages",
    "list",
    "visit",
    "memory",
    "whole",
    "search",
    "writers",
    "what-if",
    "workbook",
    "import",
    "registers",
    "surveys",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--given-database", action="store_true", help="measure on the one that DATABASE_URL names")
    given = parser.parse_args()
    chosen = given.parts or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="ror-board-bench-") as folder:
        os.environ |= {
            "ROR_BOARD_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "ROR_BOARD_LOG_LEVEL": "WARNING",
        }
        if not given.given_database:
            os.environ.pop("DATABASE_URL", None)
        import django  # noqa: PLC0415  # the folder and the settings have to be named first

        django.setup()
        from .run import run  # noqa: PLC0415

        run(chosen)


if __name__ == "__main__":
    main()
