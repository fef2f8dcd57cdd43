"""What a database can keep of a text."""

from __future__ import annotations

import re

NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def can_be_kept(value: object) -> bool:
    """Whether every text in this can be kept: JSON may spell NUL and halves of surrogate pairs, which databases refuse."""
    if isinstance(value, dict):
        return all(map(can_be_kept, value)) and all(map(can_be_kept, value.values()))
    if isinstance(value, list):
        return all(map(can_be_kept, value))
    return not isinstance(value, str) or NO_TEXT.search(value) is None
