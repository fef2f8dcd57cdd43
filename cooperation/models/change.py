from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """Somebody tried to change or delete a line of the change log. A fault in the program, never shown to a user."""


class ChangeQuerySet(models.QuerySet["Change"]):
    def about(self, *subjects: models.Model) -> ChangeQuerySet:
        return self.filter(subject__in=[f"{one._meta.label_lower}:{one.pk}" for one in subjects])

    def sealed(self) -> ChangeQuerySet:
        return self.exclude(place=None).order_by("place")

    def update(self, **fields: Any) -> NoReturn:
        raise AppendOnly("update")

    def delete(self) -> NoReturn:
        raise AppendOnly("delete")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnly("update")


class Change(models.Model):
    """One line of the change log (endringslogg): who did what, to what, when, and what was before and after.

    Rows are only ever added. `subject` names the thing as "app.model:pk", so that the line outlives it, and `within` what
    it belonged to then in the same way: an attachment's case, a case's meeting, a meeting's body. Soon after it is
    written a line is sealed: it gets its place in the chain, the hash of the line before it, and its own.
    """

    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        "cooperation.User",
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    subject = models.CharField(max_length=80, db_index=True)
    within = models.CharField(max_length=80, db_index=True, blank=True, default="")
    verb = models.CharField(_("what"), max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    place = models.PositiveBigIntegerField(null=True, unique=True, editable=False)
    previous_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change")
        verbose_name_plural = _("change log")
        constraints = [
            models.CheckConstraint(
                condition=Q(place=None, sha256="") | (Q(place__isnull=False) & ~Q(sha256="")),
                name="change_sealed_or_not",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"

    def save(self, *args: Any, **options: Any) -> None:
        """Only a new line can be saved."""
        if not self._state.adding:
            raise AppendOnly("save")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnly("delete")


class LogHead(models.Model):
    """Where the chain of the change log ends: how many lines are sealed, and the hash of the last one."""

    lines = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("end of the change log")
        verbose_name_plural = _("ends of the change log")

    def __str__(self) -> str:
        return f"{self.lines} {self.sha256}"
