"""Public figures that costs are shared and moved by."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PopulationFigure(models.Model):
    """How many inhabitants a municipality had on 1 January of a year (folketall)."""

    municipality = models.ForeignKey(
        "cooperation.Municipality", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="populations"
    )
    year = models.PositiveSmallIntegerField(_("on 1 January of"))
    inhabitants = models.PositiveIntegerField(_("inhabitants"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "municipality__number"]
        verbose_name = _("population figure")
        verbose_name_plural = _("population figures")
        constraints = [models.UniqueConstraint(fields=["municipality", "year"], name="population_once_per_year")]

    def __str__(self) -> str:
        return f"{self.municipality} {self.year}: {self.inhabitants}"


class IndexKind(models.TextChoices):
    FORECAST = "forecast", _("forecast")
    OUTCOME = "outcome", _("outcome")


class IndexFigure(models.Model):
    """By how many per cent prices rise from the year before into a year (deflator). What was foretold and what came are
    two figures, kept apart.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=10, choices=IndexKind.choices)
    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=2, validators=[MinValueValidator(-99)])
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["year", "kind"]
        verbose_name = _("index figure")
        verbose_name_plural = _("index figures")
        constraints = [
            models.UniqueConstraint(fields=["year", "kind"], name="index_figure_once"),
            models.CheckConstraint(condition=Q(percent__gt=-100), name="index_leaves_a_price"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.percent} % ({self.get_kind_display()})"
