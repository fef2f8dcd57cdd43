from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical

from .price import Period


class Negotiation(models.Model):
    """A price that was agreed on (forhandling), and so the saving that was promised for a year.

    Promised: what the price was to fall, times the quantities foreseen. What came of it is worked out from the holdings
    and the prices paid.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    product = models.ForeignKey(
        "licensing.Product", verbose_name=_("product"), on_delete=models.PROTECT, related_name="negotiations"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    price_before = models.DecimalField(_("price before"), max_digits=14, decimal_places=2)
    price_promised = models.DecimalField(_("price promised"), max_digits=14, decimal_places=2)
    period = models.CharField(_("for"), max_length=8, choices=Period.choices, default=Period.MONTH)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["-year", Alphabetical("name"), "pk"]
        verbose_name = _("negotiation")
        verbose_name_plural = _("negotiations")
        constraints = [
            models.CheckConstraint(
                condition=Q(price_before__gte=0, price_promised__gte=0), name="negotiated_prices_not_below_zero"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("licensing:negotiation_page", args=[self.pk])


class NegotiationQuantity(models.Model):
    """How many of the product a municipality was foreseen to have when the saving was promised."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="quantities")
    municipality = models.ForeignKey(
        "cooperation.Municipality", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="+"
    )
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        ordering = ["negotiation", "municipality__number"]
        verbose_name = _("quantity foreseen")
        verbose_name_plural = _("quantities foreseen")
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "municipality"], name="negotiation_quantity_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.quantity}"
