from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    FIRST = "first", _("Notice")
    REVISED = "revised", _("Revised notice")
    CANCELLED = "cancelled", _("Cancellation")


class Notice(models.Model):
    """What members are told of a meeting (innkalling): each one sent, in order, with what it said.

    `facts` is the meeting as the notice told it, so that the next one can say what changed. `mailed_at` is empty until
    the agenda is made and the mails are written. `reason` is why the secretary called it despite warnings, or cancelled it.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="notices")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind.choices)
    message = models.TextField(_("message to the members"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    facts = models.JSONField()
    changes = models.JSONField(default=list)
    agenda_sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    mailed_at = models.DateTimeField(_("mailed"), null=True)
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="notice_number_once_a_meeting")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
