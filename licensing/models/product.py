from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical


class Unit(models.TextChoices):
    """What one of a product is counted by."""

    USER = "user", _("user")
    DEVICE = "device", _("device")
    OTHER = "other", _("piece")


class Product(models.Model):
    """Something with a price that municipalities hold so many of (produkt): a licence, a service."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    unit = models.CharField(_("counted per"), max_length=10, choices=Unit.choices, default=Unit.USER)
    sku_part_number = models.CharField(
        _("Microsoft SKU"), max_length=80, blank=True, help_text=_("For example STANDARDPACK for Office 365 E1.")
    )
    sku_id = models.UUIDField(_("Microsoft SKU id"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("licensing:product_page", args=[self.pk])
