from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        post_migrate.connect(look_after_search, sender=self)


def look_after_search(*, using: str, plan: list[Any] | None = None, **_rest: object) -> None:
    """Make the search index and its triggers, also when a migration made one of their tables anew."""
    from .models.search_tables import WATCHED, prepare_search  # noqa: PLC0415  # models are not there when this is read

    connection = connections[using]
    wanted = {"meetings_searchentry", *(watched.table for watched in WATCHED)}
    if wanted.issubset(connection.introspection.table_names()):
        prepare_search(connection)
