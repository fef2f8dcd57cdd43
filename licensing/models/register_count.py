from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterKind(models.TextChoices):
    """Which count of the registers of devices and politicians."""

    OWNED_DEVICES = "owned_devices", _("devices that the municipality owns")
    PRIVATE_DEVICES = "private_devices", _("devices that politicians own themselves")
    POLITICIANS = "politicians", _("politicians")


class RegisterCount(models.Model):
    """A count of one municipality that the registers handed in, with the day it was counted. Older ones stay."""

    kind = models.CharField(_("count"), max_length=20, choices=RegisterKind.choices)
    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="register_counts",
    )
    counted_on = models.DateField(_("counted on"))
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        ordering = ["kind", "municipality__number", "-counted_on"]
        verbose_name = _("count from a register")
        verbose_name_plural = _("counts from the registers")
        constraints = [
            models.UniqueConstraint(fields=["kind", "municipality", "counted_on"], name="register_count_once_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.quantity} {self.get_kind_display()} ({self.counted_on})"
