"""Index every case for the search anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from meetings.actions.search import rebuild_search


class Command(BaseCommand):
    help = "Index every case for the search anew. Harmless at any time; needed only if the index is in doubt."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Cases indexed: %(count)s") % {"count": rebuild_search()})
