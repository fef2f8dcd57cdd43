from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models import User

from .reach import kept_by, seen_by


class ReplacementCountQuerySet(models.QuerySet["ReplacementCount"]):
    def visible_to(self, user: User) -> ReplacementCountQuerySet:
        return self.filter(seen_by(user))

    def written_by(self, user: User) -> ReplacementCountQuerySet:
        return self.filter(kept_by(user))


class ReplacementCount(models.Model):
    """How many devices of a municipality are due at a day, as its contact confirmed it (bekreftet antall).

    `devices` keeps what was counted: for each device its facts and why it counts or not, as it was that moment.
    """

    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="replacement_counts",
    )
    as_of = models.DateField(_("due by"))
    count = models.PositiveIntegerField(_("devices due"))
    cost = models.DecimalField(_("cost in kroner"), max_digits=12, decimal_places=2)
    devices = models.JSONField(default=list)
    devices_sha256 = models.CharField(max_length=64)
    note = models.CharField(_("note"), max_length=300, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        "cooperation.User", verbose_name=_("confirmed by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ReplacementCountQuerySet.as_manager()

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        verbose_name = _("confirmed replacement count")
        verbose_name_plural = _("confirmed replacement counts")
        indexes = [models.Index(fields=["municipality", "as_of"], name="replacement_count_by_day")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.count}"
