from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class TermQuerySet(models.QuerySet["Term"]):
    def on(self, day: date) -> Term | None:
        """The term that runs on that day."""
        return self.filter(since__lte=day, until__gte=day).first()


class Term(models.Model):
    """A council's term of office (valgperiode), from its first to its last day."""

    since = models.DateField(_("from"), unique=True)
    until = models.DateField(_("until"))

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="term_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.since.year}–{self.until.year}"

    def get_absolute_url(self) -> str:
        return f"{reverse('fleet:politician_list')}?term={self.pk}"
