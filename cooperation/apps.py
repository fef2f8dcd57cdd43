from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "cooperation"
    verbose_name = _("Cooperation")

    def ready(self) -> None:
        from .models.alphabet import teach_alphabet  # noqa: PLC0415  # models are there once the apps are loaded

        connection_created.connect(teach_alphabet, dispatch_uid="alphabet")
