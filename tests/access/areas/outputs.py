"""Search, excerpts and other files of a meeting, and the audit of numbers."""

from __future__ import annotations

from tests.access.roles import READERS

MATRIX = {"meetings:search_page": READERS}


def places(world):
    return {}
