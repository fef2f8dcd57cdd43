"""What names the record of a meeting: the file in the archive, its format and that format's version."""

from __future__ import annotations

RECORD = "meeting.json"
FORMAT = "ror-board meeting"
VERSION = 1
