"""A change of council (kommunestyreskifte) as a job that is left and taken up again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import User

from .reach import kept_by, seen_by


class CouncilChangeQuerySet(models.QuerySet["CouncilChange"]):
    def visible_to(self, user: User) -> CouncilChangeQuerySet:
        return self.filter(seen_by(user))

    def written_by(self, user: User) -> CouncilChangeQuerySet:
        return self.filter(kept_by(user))

    def open(self) -> CouncilChangeQuerySet:
        return self.filter(closed_at=None)


class CouncilChange(models.Model):
    """That a municipality goes from one council to the next. What is left to do is read from the registers."""

    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="council_changes",
    )
    old_term = models.ForeignKey(
        "fleet.Term", verbose_name=_("the term that ends"), on_delete=models.PROTECT, related_name="changes_from"
    )
    term = models.ForeignKey(
        "fleet.Term", verbose_name=_("the new term"), on_delete=models.PROTECT, related_name="changes_to"
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    started_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("finished"), null=True, blank=True)
    closed_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CouncilChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-term__since", "municipality__number"]
        verbose_name = _("change of council")
        verbose_name_plural = _("changes of council")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "term"], name="council_change_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="council_change_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.term}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def get_absolute_url(self) -> str:
        return reverse("fleet:council_page", args=[self.pk])


class CouncilTask(models.TextChoices):
    """What somebody says of a politician because no register knows it."""

    ACCOUNT_CLOSED = "account_closed", _("Account closed")
    WITHOUT_DEVICE = "without_device", _("Needs no device")
    WITHOUT_ACCOUNT = "without_account", _("Needs no account")


class CouncilTick(models.Model):
    """A point of the checklist that somebody has ticked (avkryssing): for whom, when, by whom."""

    change = models.ForeignKey(CouncilChange, on_delete=models.CASCADE, related_name="ticks")
    politician = models.ForeignKey("fleet.Politician", on_delete=models.CASCADE, related_name="council_ticks")
    task = models.CharField(max_length=16, choices=CouncilTask.choices)
    ticked_at = models.DateTimeField(auto_now_add=True)
    ticked_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "politician", "task"], name="council_tick_once")]

    def __str__(self) -> str:
        return f"{self.politician}: {self.get_task_display()}"
