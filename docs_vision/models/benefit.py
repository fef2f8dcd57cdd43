from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from docs_vision.rules.own_effect import MEASURES


class BenefitKind(models.TextChoices):
    TIME = "time", _("Time")
    MONEY = "money", _("Money")
    QUALITY = "quality", _("Quality")
    RIGHTS = "rights", _("Rights")
    RISK = "risk", _("Risk")


class Benefit(models.Model):
    """A benefit (gevinst), or with `is_disbenefit` its opposite (ulempe): who owns it, from what to what, by when.

    Baseline, target and measurements are amounts in `unit`. Whether more or less is better follows from the target.
    `measure` names a figure that the program works out itself; empty: measurements are typed or imported.
    """

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=BenefitKind.choices)
    is_disbenefit = models.BooleanField(_("is a disbenefit"), default=False)
    owner = models.ForeignKey(
        "cooperation.Person",
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who answers for realising it, and is reminded of measurements."),
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(_("date of the baseline"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(_("date of realisation"), null=True, blank=True)
    measured_every_months = models.PositiveSmallIntegerField(
        _("months between measurements"), null=True, blank=True, help_text=_("Empty: no reminder.")
    )
    measure = models.CharField(
        _("figure from the program itself"), max_length=40, choices=MEASURES, blank=True, default=""
    )
    solutions = models.ManyToManyField(
        "docs_vision.Solution", verbose_name=_("solutions that give it"), blank=True, related_name="benefits"
    )
    goals = models.ManyToManyField(
        "docs_vision.Goal", verbose_name=_("goals it serves"), blank=True, related_name="benefits"
    )
    depends_on = models.ManyToManyField(
        "self", verbose_name=_("depends on"), symmetrical=False, blank=True, related_name="dependents"
    )
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_on=None) | Q(baseline__isnull=False, baseline_on__isnull=False),
                name="benefit_baseline_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(target=None, target_on=None) | Q(target__isnull=False, target_on__isnull=False),
                name="benefit_target_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("docs_vision:benefit_page", args=[self.pk])
