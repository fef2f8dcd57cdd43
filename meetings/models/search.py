from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """What a case is found by: the stems of its texts, sorted by who may read them (see `search_tables`).

    A member reads `title` and `papers` from the notice on, `minutes` and `decision` when they are sent out.
    """

    case = models.OneToOneField(
        "meetings.Case", on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    title = models.TextField(blank=True)
    papers = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return self.title


class SearchChange(models.Model):
    """That a case's words have changed since it was indexed. The database writes these rows itself (`search_tables`)."""

    case_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("change to index")
        verbose_name_plural = _("changes to index")

    def __str__(self) -> str:
        return str(self.case_id)
