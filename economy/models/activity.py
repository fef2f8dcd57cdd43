from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureKind(models.TextChoices):
    """What is counted in the registers."""

    POLITICIANS = "politicians", _("Politicians")
    OWNED_DEVICES = "owned_devices", _("Municipality's devices")
    PRIVATE_DEVICES = "private_devices", _("Own devices")
    DUE = "due", _("To be replaced")
    LICENCES = "licences", _("Licences")
    SURVEY = "survey", _("Answers to the survey")


class ActivityFigure(models.Model):
    """A count from the registers as it was drawn for a report (aktivitetstall), with what is behind it.

    The registers know their present state only, so what was drawn is kept: `behind` lists what was counted and what was
    not, each with its reason. `as_of` is the day that dates were held against.
    """

    report = models.ForeignKey("economy.Report", on_delete=models.CASCADE, related_name="figures")
    municipality = models.ForeignKey("cooperation.Municipality", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=FigureKind.choices)
    count = models.PositiveIntegerField()
    behind = models.JSONField(default=list)
    as_of = models.DateField()
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["municipality__number", "kind"]
        verbose_name = _("activity figure")
        verbose_name_plural = _("activity figures")
        constraints = [models.UniqueConstraint(fields=["report", "municipality", "kind"], name="activity_figure_once")]

    def __str__(self) -> str:
        return f"{self.municipality} {self.get_kind_display()}: {self.count}"
