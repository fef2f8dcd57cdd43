"""What was last done to a device or a politician, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from cooperation.models import Change, User

MOST = 20


@dataclass(frozen=True)
class ToldChange:
    at: datetime
    by: User | None
    told: str


def latest_changes(thing: Model) -> list[ToldChange]:
    """The latest lines of the change log about one thing, newest first."""
    words = {
        "save": _("registered or changed"),
        "change_in_bulk": _("changed together with others"),
        "assign": _("handed out"),
        "take_back": _("taken back"),
        "seat": _("a seat registered or changed"),
        "seat_delete": _("a seat removed"),
        "subsidy": _("a subsidy registered"),
        "subsidy_delete": _("a subsidy removed"),
    }
    lines = Change.objects.filter(subject=f"{thing._meta.label_lower}:{thing.pk}").select_related("by")[:MOST]
    return [ToldChange(line.at, line.by, words.get(line.verb, line.verb)) for line in lines]
