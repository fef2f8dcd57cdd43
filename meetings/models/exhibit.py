from __future__ import annotations

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.rules.table import Table, table_from_json


class ExhibitKind(models.TextChoices):
    """Where a frozen table comes from."""

    SCENARIO = "scenario", _("Cost scenario")
    REPORT = "report", _("Economy and activity report")
    VISION = "vision", _("Vision")


class ExhibitQuerySet(models.QuerySet["Exhibit"]):
    def in_order(self) -> ExhibitQuerySet:
        return self.filter(removed_at=None).order_by("pk")


class Exhibit(models.Model):
    """A table frozen with a case (vedlagt tabell): the figures as they were when the board got them.

    `table` is what is printed (`cooperation.rules.table`), `sha256` its hash. `basis` is what it was worked out from, so
    that later figures can be held against it. Nothing changes a frozen table; what changed since is shown beside it.
    """

    case = models.ForeignKey("meetings.Case", on_delete=models.PROTECT, related_name="exhibits")
    kind = models.CharField(max_length=12, choices=ExhibitKind.choices)
    source_label = models.CharField(_("taken from"), max_length=200)
    source_pk = models.PositiveBigIntegerField()
    table = models.JSONField()
    basis = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(_("frozen"), auto_now_add=True)
    frozen_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = ExhibitQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen table")
        verbose_name_plural = _("frozen tables")

    def __str__(self) -> str:
        return str(self.table["caption"])

    @cached_property
    def as_table(self) -> Table:
        return table_from_json(self.table)

    @property
    def is_intact(self) -> bool:
        """Whether the table is the one that was frozen."""
        return self.as_table.sha256 == self.sha256
