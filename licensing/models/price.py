from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PriceSource(models.TextChoices):
    LIST = "list", _("list price")
    NEGOTIATED = "negotiated", _("negotiated price")
    FORECAST = "forecast", _("forecast price")


class Period(models.TextChoices):
    """What time a price is for."""

    MONTH = "month", _("per month")
    YEAR = "year", _("per year")


class Price(models.Model):
    """What one of a product costs from a day (pris), and where that price comes from. Newer rows replace older ones of
    the same source from their day on; the older stay as history.
    """

    product = models.ForeignKey(
        "licensing.Product", verbose_name=_("product"), on_delete=models.PROTECT, related_name="prices"
    )
    source = models.CharField(_("source"), max_length=12, choices=PriceSource.choices, default=PriceSource.LIST)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: until a newer one."))
    amount = models.DecimalField(_("price"), max_digits=14, decimal_places=2)
    period = models.CharField(_("for"), max_length=8, choices=Period.choices, default=Period.MONTH)
    note = models.CharField(_("where it stands"), max_length=200, blank=True)

    class Meta:
        ordering = ["product", "-since", "source", "pk"]
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(fields=["product", "source", "since"], name="price_once_per_source_and_day"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="price_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.amount} ({self.get_source_display()}, {self.since})"
