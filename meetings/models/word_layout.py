from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WordLayout(models.Model):
    """The Word file that gives a body's Word documents their look (mal): styles, header and footer, logo.

    The file lies in the store of documents under its hash.
    """

    body = models.OneToOneField("cooperation.Body", on_delete=models.CASCADE, related_name="word_layout")
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    changed_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("Word layout")
        verbose_name_plural = _("Word layouts")

    def __str__(self) -> str:
        return self.name
