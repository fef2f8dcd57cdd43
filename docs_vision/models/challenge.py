from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical


class Law(models.Model):
    """A law that documentation has to comply with (lov)."""

    title = models.CharField(_("title"), max_length=160)
    short_title = models.CharField(_("short title"), max_length=60, unique=True)

    class Meta:
        ordering = [Alphabetical("short_title"), "pk"]
        verbose_name = _("law")
        verbose_name_plural = _("laws")

    def __str__(self) -> str:
        return self.short_title

    def get_absolute_url(self) -> str:
        return reverse("docs_vision:entry_edit", args=["laws", self.pk])


class ChallengeArea(models.TextChoices):
    SYSTEMS = "systems", _("Systems")
    ORGANISATION = "organisation", _("Organisation")
    PEOPLE = "people", _("People")


class Challenge(models.Model):
    """What stands in the way today (utfordring): in systems, in the organisation or with people."""

    area = models.CharField(_("area"), max_length=20, choices=ChallengeArea.choices)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    consequence = models.TextField(_("consequence"), blank=True)
    laws = models.ManyToManyField(Law, verbose_name=_("laws it touches"), blank=True, related_name="challenges")
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    class Meta:
        ordering = ["area", "position", "pk"]
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("docs_vision:challenge_page", args=[self.pk])
