from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical


class KeyBasis(models.TextChoices):
    """What a part of a key goes by; the values are those of `rules.allocation.By`."""

    EQUAL = "equal", _("equally")
    POPULATION = "population", _("by inhabitants")
    USERS = "users", _("by users")
    DEVICES = "devices", _("by devices")
    PERCENT = "percent", _("by percentages")


class AllocationKeyQuerySet(models.QuerySet["AllocationKey"]):
    def with_parts(self) -> AllocationKeyQuerySet:
        """With all that sharing asks for: three queries, however many keys."""
        values = AllocationValue.objects.select_related("municipality")
        parts = AllocationPart.objects.select_related("product").prefetch_related(models.Prefetch("values", values))
        return self.prefetch_related(models.Prefetch("parts", parts))


class AllocationKey(models.Model):
    """A way to share a cost between the municipalities (fordelingsnøkkel): parts whose weights sum to one."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = AllocationKeyQuerySet.as_manager()

    class Meta:
        ordering = [Alphabetical("name"), "pk"]
        verbose_name = _("allocation key")
        verbose_name_plural = _("allocation keys")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("licensing:key_page", args=[self.pk])


class AllocationPart(models.Model):
    """One part of a key: how much of the cost it shares, and by what.

    By users or devices: counts typed beside it, or the quantities of a product in the scenario. By inhabitants: the figures of a year.
    """

    key = models.ForeignKey(AllocationKey, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=1)
    weight = models.DecimalField(
        _("weight"), max_digits=9, decimal_places=8, validators=[MinValueValidator(Decimal(0))]
    )
    basis = models.CharField(_("shared"), max_length=12, choices=KeyBasis.choices)
    population_year = models.PositiveSmallIntegerField(_("population figures of"), null=True, blank=True)
    product = models.ForeignKey(
        "licensing.Product",
        verbose_name=_("counted by the quantities of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["key", "position", "pk"]
        verbose_name = _("part of a key")
        verbose_name_plural = _("parts of keys")
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=1), name="weight_is_a_share"),
            models.CheckConstraint(
                condition=Q(basis=KeyBasis.POPULATION, population_year__isnull=False)
                | (~Q(basis=KeyBasis.POPULATION) & Q(population_year=None)),
                name="inhabitants_are_of_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weight_text} {self.get_basis_display()}"

    @property
    def weight_text(self) -> str:
        """`0,3`: as many decimals as it has."""
        return f"{self.weight.normalize():f}".replace(".", ",")


class AllocationValue(models.Model):
    """What a municipality counts with in a part of a key: users, devices or per cent."""

    part = models.ForeignKey(AllocationPart, on_delete=models.CASCADE, related_name="values")
    municipality = models.ForeignKey(
        "cooperation.Municipality", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="+"
    )
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4, validators=[MinValueValidator(Decimal(0))])

    class Meta:
        ordering = ["part", "municipality__number"]
        verbose_name = _("value in a key")
        verbose_name_plural = _("values in keys")
        constraints = [
            models.UniqueConstraint(fields=["part", "municipality"], name="key_value_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="key_value_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.value}"
