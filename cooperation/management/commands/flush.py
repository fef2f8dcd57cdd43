"""Django's `flush`, which empties the whole database, for a database that guards its change log."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.flush import Command as Flush
from django.db import connections

from cooperation.actions.change import head_file
from cooperation.models.change_guard import guard_log, lift_guard


class Command(Flush):
    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        lift_guard(connection)
        try:
            super().handle(**options)
            head_file().unlink(missing_ok=True)  # it told of a log that is gone
        finally:
            guard_log(connection)
