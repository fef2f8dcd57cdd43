from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Theme(models.Model):
    """What goals are grouped by (satsingsområde)."""

    title = models.CharField(_("title"), max_length=160)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("docs_vision:entry_edit", args=["themes", self.pk])


class Goal(models.Model):
    """Something the municipalities want to reach (mål), with the strategy it is taken from and its period."""

    theme = models.ForeignKey(Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="goals")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("The strategy or plan it stands in.")
    )
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    class Meta:
        ordering = ["theme__position", "theme", "position", "pk"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year=None) | Q(last_year=None) | Q(last_year__gte=F("first_year")),
                name="goal_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("docs_vision:goal_page", args=[self.pk])
