from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One line of the change log (endringslogg): who did what, to what, when, and what was before and after.

    Rows are only ever added. `subject` names the thing as "app.model:pk", so that the line outlives it.
    """

    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(
        "cooperation.User",
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    subject = models.CharField(max_length=80, db_index=True)
    verb = models.CharField(_("what"), max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change")
        verbose_name_plural = _("change log")

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
