from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MovementKind(models.TextChoices):
    CAME = "came", _("Came")
    LEFT = "left", _("Left")


class Movement(models.Model):
    """That somebody came or left while a case was treated (tiltrådte, fratrådte). It counts from that case on."""

    case = models.ForeignKey("meetings.Case", on_delete=models.CASCADE, related_name="movements")
    person = models.ForeignKey("cooperation.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=MovementKind.choices)
    at = models.TimeField(_("time"))

    class Meta:
        ordering = ["case__position", "at", "pk"]
        verbose_name = _("coming or leaving")
        verbose_name_plural = _("coming and leaving")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()} {self.at}"
