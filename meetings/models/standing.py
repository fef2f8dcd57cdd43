from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import DocumentLanguage

from .case import CaseKind, Outcome


class StandingCase(models.Model):
    """A case that every new meeting of a body starts with (fast sak), in one language."""

    body = models.ForeignKey("cooperation.Body", on_delete=models.CASCADE, related_name="standing_cases")
    language = models.CharField(_("language"), max_length=2, choices=DocumentLanguage.choices)
    position = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    kind = models.CharField(_("kind"), max_length=20, choices=CaseKind.choices)
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        ordering = ["body", "language", "position", "pk"]
        verbose_name = _("standing case")
        verbose_name_plural = _("standing cases")

    def __str__(self) -> str:
        return self.title


class StandardText(models.Model):
    """A decision text used again and again (standardvedtak). Facts in braces are filled in, never typed.

    `{previous_date}` and `{previous_number}` are those of the meeting whose minutes the case approves.
    """

    body = models.ForeignKey("cooperation.Body", on_delete=models.CASCADE, related_name="standard_texts")
    language = models.CharField(_("language"), max_length=2, choices=DocumentLanguage.choices)
    kind = models.CharField(
        _("for cases of kind"), max_length=20, choices=CaseKind.choices, blank=True, help_text=_("Empty: for all.")
    )
    outcome = models.CharField(_("outcome"), max_length=24, choices=Outcome.choices)
    text = models.CharField(_("text"), max_length=500)

    class Meta:
        ordering = ["body", "language", "kind", "pk"]
        verbose_name = _("standard text")
        verbose_name_plural = _("standard texts")
        constraints = [models.CheckConstraint(condition=~Q(outcome=""), name="standard_text_has_outcome")]

    def __str__(self) -> str:
        return self.text
