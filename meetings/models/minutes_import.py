from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MinutesImport(models.Model):
    """A file of existing minutes that was brought in: its text as it was read, and what of it was not placed.

    Rows are only ever added; they show where a meeting's texts came from.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="minutes_imports")
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    text = models.TextField(_("text of the file"))
    unplaced = models.JSONField(_("lines without a place"), default=list, blank=True)
    imported_at = models.DateTimeField(_("brought in"), auto_now_add=True)
    imported_by = models.ForeignKey(
        "cooperation.User", verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("minutes brought in")
        verbose_name_plural = _("minutes brought in")
        indexes = [models.Index(fields=["sha256"], name="minutes_import_by_file")]

    def __str__(self) -> str:
        return self.file_name
