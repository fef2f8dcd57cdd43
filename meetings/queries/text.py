"""The versions of one text, to read, compare and restore."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.models import Case, OrientationPoint, TextField, TextVersion
from meetings.rules.text_comparison import Row, compare

# Autosave makes many versions; a page shows the newest of them and leads on to older ones.
VERSIONS_ON_A_PAGE = 100


@dataclass(frozen=True)
class Comparison:
    older: TextVersion
    newer: TextVersion
    rows: list[Row]

    @property
    def sides(self) -> tuple[TextVersion, TextVersion]:
        return self.older, self.newer


def versions_of(case: Case, point: OrientationPoint | None, field: str, *, before: int | None) -> list[TextVersion]:
    """Versions of a text, newest first, set-aside ones among them; `before` (a key) leads to older ones."""
    versions = TextVersion.objects.filter(case=case, point=point, field=field).select_related("saved_by")
    if before is not None:
        versions = versions.filter(pk__lt=before)
    return list(versions.order_by("-pk")[: VERSIONS_ON_A_PAGE + 1])


def comparison(older: TextVersion, newer: TextVersion) -> Comparison:
    return Comparison(older, newer, compare(older.text, newer.text))


def text_context(case: Case, point: OrientationPoint | None, field: TextField) -> dict[str, object]:
    """Whose text it is."""
    return {"case": case, "meeting": case.meeting, "point": point, "field": field, "label": field.label}
