from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class RenderedFile(models.Model):
    """A PDF of some page (fil): which page, the HTML it is set from, and the file when it is made.

    `kind` and `subject` say what it shows ("licensing.deck", "12-nb"). `fingerprint` is the hash of the HTML and the
    layout: while that is unchanged, the file in store is the page. Who may open it is for the view that asks.
    """

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.WAITING)
    reasons = models.JSONField(default=list)
    language = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    pages = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="rendered_file_once_per_subject"),
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(sha256=""), name="rendered_file_ready_has_a_file"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
