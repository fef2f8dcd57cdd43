from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PointQuerySet(models.QuerySet["OrientationPoint"]):
    def in_order(self) -> PointQuerySet:
        return self.filter(removed_at=None).order_by("position", "pk")


class OrientationPoint(models.Model):
    """One matter of a case that informs about several (orienteringspunkt): a heading and its nested text."""

    case = models.ForeignKey("meetings.Case", on_delete=models.CASCADE, related_name="points")
    position = models.PositiveIntegerField(_("place in the order"), default=0)
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("orientation point")
        verbose_name_plural = _("orientation points")

    def __str__(self) -> str:
        return self.heading
