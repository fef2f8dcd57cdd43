from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import User

from .device import DeviceKind
from .reach import seen_by


class LifetimeQuerySet(models.QuerySet["Lifetime"]):
    def visible_to(self, user: User) -> LifetimeQuerySet:
        """Those of the cooperation, and those that a municipality in reach has of its own."""
        return self.filter(Q(municipality=None) | seen_by(user))


class Lifetime(models.Model):
    """How long a kind of device lasts and what a new one costs: for the cooperation, or one municipality's own."""

    kind = models.CharField(_("kind"), max_length=10, choices=DeviceKind.choices)
    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lifetimes",
        help_text=_("Empty: for all municipalities that have none of their own."),
    )
    months = models.PositiveSmallIntegerField(
        _("lifetime in months"), validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    price = models.DecimalField(
        _("price of a new one in kroner"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )

    objects = LifetimeQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "municipality__number"]
        verbose_name = _("lifetime")
        verbose_name_plural = _("lifetimes")
        constraints = [
            models.UniqueConstraint(fields=["kind", "municipality"], name="lifetime_once_per_municipality"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(municipality=None), name="lifetime_once_for_the_cooperation"
            ),
            models.CheckConstraint(condition=Q(months__gte=1), name="lifetime_at_least_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.months}"
