from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PrerequisiteKind(models.TextChoices):
    TECHNICAL = "technical", _("Technical")
    ORGANISATIONAL = "organisational", _("Organisational")


class PrerequisiteState(models.TextChoices):
    MISSING = "missing", _("Missing")
    BEGUN = "begun", _("Begun")
    MET = "met", _("Met")


class Prerequisite(models.Model):
    """What built-in archiving needs before it can work (forutsetning for innebygd arkivering), and how far it has come."""

    kind = models.CharField(_("kind"), max_length=20, choices=PrerequisiteKind.choices)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PrerequisiteState.choices, default=PrerequisiteState.MISSING
    )
    evidence = models.TextField(_("evidence"), blank=True)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    class Meta:
        ordering = ["kind", "position", "pk"]
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("docs_vision:entry_edit", args=["prerequisites", self.pk])
