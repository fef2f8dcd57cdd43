from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentLanguage(models.TextChoices):
    """The language a document is written in (målform); the reader's own choice of interface is another matter."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    ENGLISH = "en", _("English")
