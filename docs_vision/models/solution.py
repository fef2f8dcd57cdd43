from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SolutionStatus(models.TextChoices):
    DONE = "done", _("Done")
    ONGOING = "ongoing", _("Ongoing")
    POSSIBLE = "possible", _("Possible")
    DECLINED = "declined", _("Declined")


class Solution(models.Model):
    """A measure or system that is to give benefits (tiltak, løsning). Without a municipality the cooperation answers for it."""

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=SolutionStatus.choices, default=SolutionStatus.POSSIBLE
    )
    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("responsible municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: the cooperation."),
    )
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("to be in use from"), null=True, blank=True)
    replaces = models.TextField(_("systems replaced"), blank=True, help_text=_("One system on each line."))
    challenges = models.ManyToManyField(
        "docs_vision.Challenge", verbose_name=_("challenges it meets"), blank=True, related_name="solutions"
    )
    case = models.ForeignKey(
        "meetings.Case",
        verbose_name=_("comes from the case"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="solution_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("docs_vision:solution_page", args=[self.pk])

    @property
    def replaced_systems(self) -> list[str]:
        return [line.strip() for line in self.replaces.splitlines() if line.strip()]
