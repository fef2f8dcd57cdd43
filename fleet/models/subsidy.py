from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import User

from .reach import kept_by, seen_by


class SubsidyQuerySet(models.QuerySet["Subsidy"]):
    def visible_to(self, user: User) -> SubsidyQuerySet:
        return self.filter(seen_by(user, "politician__municipality"))

    def written_by(self, user: User) -> SubsidyQuerySet:
        return self.filter(kept_by(user, "politician__municipality"))


class Subsidy(models.Model):
    """Money that a politician got for an own device (tilskudd)."""

    politician = models.ForeignKey(
        "fleet.Politician", verbose_name=_("politician"), on_delete=models.PROTECT, related_name="subsidies"
    )
    device = models.ForeignKey(
        "fleet.Device",
        verbose_name=_("device"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="subsidies",
    )
    amount = models.DecimalField(
        _("amount in kroner"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )
    granted_on = models.DateField(_("granted"))
    term = models.ForeignKey(
        "fleet.Term",
        verbose_name=_("term of office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subsidies",
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = SubsidyQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_on", "-pk"]
        verbose_name = _("subsidy")
        verbose_name_plural = _("subsidies")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="subsidy_not_negative")]

    def __str__(self) -> str:
        return f"{self.politician}: {self.amount}"
