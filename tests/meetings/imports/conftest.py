from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

FILES = Path(__file__).parent / "files"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def council_text() -> str:
    return (FILES / "header_in_the_middle.txt").read_text(encoding="utf-8")


@pytest.fixture
def nynorsk_text() -> str:
    return (FILES / "header_last_nynorsk.txt").read_text(encoding="utf-8")
