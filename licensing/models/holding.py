from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models import Role, User

READS_ALL = (Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.MEMBER)


class HoldingQuerySet(models.QuerySet["Holding"]):
    def visible_to(self, user: User) -> HoldingQuerySet:
        """All for the cooperation's own people; a municipality's contact sees that municipality's."""
        if user.has_role(*READS_ALL):
            return self
        return self.filter(municipality__in=user.municipalities_as_contact())


class Holding(models.Model):
    """How many of a product a municipality has from a day (beholdning). Older rows stay as history."""

    product = models.ForeignKey(
        "licensing.Product", verbose_name=_("product"), on_delete=models.PROTECT, related_name="holdings"
    )
    municipality = models.ForeignKey(
        "cooperation.Municipality", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="holdings"
    )
    since = models.DateField(_("from"))
    quantity = models.PositiveIntegerField(_("quantity"))
    note = models.CharField(_("where the count comes from"), max_length=200, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["product", "municipality__number", "-since"]
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        constraints = [
            models.UniqueConstraint(fields=["product", "municipality", "since"], name="holding_once_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.quantity} × {self.product} ({self.since})"
