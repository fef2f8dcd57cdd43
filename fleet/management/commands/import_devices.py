from __future__ import annotations

from fleet.models import ImportKind

from ._import_command import ImportCommand


class Command(ImportCommand):
    help = "Bring in devices: Intune's export (.zip or .csv), Graph's managedDevices (.json), or our own template."
    kind = ImportKind.DEVICES
