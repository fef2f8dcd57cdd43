from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "ror_board"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415  # registers the system check once the apps are loaded
