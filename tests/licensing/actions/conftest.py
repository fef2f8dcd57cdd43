"""Reasons are compared as they stand in the code."""

from __future__ import annotations

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield
