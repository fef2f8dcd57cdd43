from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Room(models.Model):
    """What goes on in a meeting right now (møterommet): the case on the projector. `version` rises with every change."""

    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.CASCADE, related_name="room")
    case = models.ForeignKey("meetings.Case", on_delete=models.SET_NULL, null=True, related_name="+")
    shows_decision = models.BooleanField(default=False)
    speaking_minutes = models.PositiveSmallIntegerField(_("minutes for each speaker"), null=True, blank=True)
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = _("meeting room")
        verbose_name_plural = _("meeting rooms")

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.case_id}"


class SpeakerTurn(models.Model):
    """Somebody who has asked for the floor in a case (talerliste)."""

    case = models.ForeignKey("meetings.Case", on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey("cooperation.Person", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return str(self.person)
