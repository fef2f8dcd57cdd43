from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import Role, User


class MeasurementSource(models.TextChoices):
    TYPED = "typed", _("Typed")
    IMPORTED = "imported", _("Imported")
    COMPUTED = "computed", _("Worked out by the program")


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def visible_to(self, user: User) -> MeasurementQuerySet:
        """Measurements of all together, and those of the municipalities that this user may see."""
        if user.has_role(Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.MEMBER):
            return self
        return self.filter(Q(municipality=None) | Q(municipality__in=user.municipalities_as_contact()))


class Measurement(models.Model):
    """What a benefit was measured to be on a day (måling): for one municipality, or for all of them together."""

    benefit = models.ForeignKey("docs_vision.Benefit", on_delete=models.CASCADE, related_name="measurements")
    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: all of them together."),
    )
    measured_on = models.DateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    source = models.CharField(max_length=10, choices=MeasurementSource.choices, default=MeasurementSource.TYPED)
    by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["measured_on", "pk"]
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "municipality", "measured_on"], name="measurement_once_a_day_in_a_municipality"
            ),
            models.UniqueConstraint(
                fields=["benefit", "measured_on"],
                condition=Q(municipality=None),
                name="measurement_once_a_day_for_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benefit_id} {self.measured_on}: {self.value}"
