from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    AGENDA = "agenda", _("Agenda")
    MINUTES = "minutes", _("Minutes")


class DocumentState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class Document(models.Model):
    """A meeting's agenda or minutes as a file (dokument), and what it was made from.

    `revision_key` says which state of the meeting, the register and the layout it shows: while that is unchanged,
    the file in store is the document. `source_sha256` is the hash of the HTML it was set from.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.WAITING)
    revision_key = models.CharField(max_length=120)
    reasons = models.JSONField(default=list)
    source_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    pages = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind"], name="document_once_per_kind"),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.READY) | ~Q(sha256=""), name="document_ready_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.meeting_id}"
