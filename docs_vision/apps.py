from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocsVisionConfig(AppConfig):
    name = "docs_vision"
    verbose_name = _("Documentation management")
