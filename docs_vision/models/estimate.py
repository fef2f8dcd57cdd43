from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Role, User


class EstimateMethod(models.TextChoices):
    """How an amount a year is worked out; `docs_vision.rules.arithmetic` has the formulas."""

    HOURS = "hours", _("Hours saved × cost of an hour")
    SHARE = "share", _("Share of a national amount")


class Estimate(models.Model):
    """What a benefit is thought to be worth a year (gevinstberegning), from assumptions that can be changed.

    HOURS: each municipality's count (people, cases) × hours saved for each a year × kroner an hour.
    SHARE: a national amount in kroner a year × the municipality's count through the national count.
    `low`, `likely` and `high` are what is uncertain: the hours saved, or the national amount.
    """

    benefit = models.ForeignKey(
        "docs_vision.Benefit", verbose_name=_("benefit"), on_delete=models.CASCADE, related_name="estimates"
    )
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=300, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=EstimateMethod.choices)
    low = models.DecimalField(_("low"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    likely = models.DecimalField(_("likely"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    high = models.DecimalField(_("high"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    hour_cost = models.DecimalField(
        _("kroner an hour"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    national_count = models.PositiveIntegerField(_("national count"), null=True, blank=True)
    counted = models.CharField(
        _("what is counted"), max_length=120, help_text=_("For example: inhabitants on 1 January 2022.")
    )
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("estimate")
        verbose_name_plural = _("estimates")
        constraints = [
            models.CheckConstraint(
                condition=Q(low__lte=F("likely"), likely__lte=F("high")), name="estimate_low_likely_high"
            ),
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="estimate_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(method=EstimateMethod.HOURS, hour_cost__isnull=False)
                | Q(method=EstimateMethod.SHARE, national_count__gt=0),
                name="estimate_has_what_its_method_needs",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("docs_vision:estimate_page", args=[self.pk])


class EstimateShareQuerySet(models.QuerySet["EstimateShare"]):
    def visible_to(self, user: User) -> EstimateShareQuerySet:
        """All for those who see the whole cooperation; a contact sees the own municipality."""
        if user.has_role(Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.MEMBER):
            return self
        return self.filter(municipality__in=user.municipalities_as_contact())


class EstimateShare(models.Model):
    """One municipality's count in an estimate: its people, cases or inhabitants."""

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="shares")
    municipality = models.ForeignKey("cooperation.Municipality", on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(_("count"))

    objects = EstimateShareQuerySet.as_manager()

    class Meta:
        ordering = ["municipality__number"]
        verbose_name = _("municipality's count")
        verbose_name_plural = _("municipalities' counts")
        constraints = [models.UniqueConstraint(fields=["estimate", "municipality"], name="estimate_share_once")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.count}"
