"""The facts that a standard text can have filled in."""

from __future__ import annotations

from string import Formatter

PLACEHOLDERS = ("previous_date", "previous_number")


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces in the text and is no known fact, as it was written.

    Raises ValueError where a brace is not closed.
    """
    unknown = []
    for _plain, name, form, conversion in Formatter().parse(text):
        if name is not None and (name not in PLACEHOLDERS or form or conversion):
            unknown.append("{" + name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "") + "}")
    return unknown
