from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SlideKind(models.TextChoices):
    TITLE = "title", _("Title and text")
    CHALLENGES = "challenges", _("Challenges")
    GOALS = "goals", _("Goals")
    MAP = "map", _("Benefit map")
    SOLUTIONS = "solutions", _("Solutions and their benefits")
    PROGRESS = "progress", _("Progress of the benefits")
    PREREQUISITES = "prerequisites", _("Prerequisites")
    TIMELINE = "timeline", _("Milestones")
    ARITHMETIC = "arithmetic", _("What it is worth")
    STATES = "states", _("Where each municipality stands")


class VisionSlide(models.Model):
    """One slide of the vision's presentation (lysbilde), in the order that the leader has arranged."""

    kind = models.CharField(_("shows"), max_length=20, choices=SlideKind.choices)
    title = models.CharField(_("title"), max_length=160, blank=True, help_text=_("Empty: the name of what it shows."))
    text = models.TextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)
    is_shown = models.BooleanField(_("is shown"), default=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("slide")
        verbose_name_plural = _("slides")

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("docs_vision:entry_edit", args=["slides", self.pk])
