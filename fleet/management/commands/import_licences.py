from __future__ import annotations

from fleet.models import ImportKind

from ._import_command import ImportCommand


class Command(ImportCommand):
    help = "Bring in accounts and licences: Microsoft 365's export of users, or Graph's users or subscribedSkus."
    kind = ImportKind.LICENCES
