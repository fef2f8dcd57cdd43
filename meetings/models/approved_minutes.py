from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import User

from .meeting import Meeting


class ApprovedMinutesQuerySet(models.QuerySet["ApprovedMinutes"]):
    def visible_to(self, user: User) -> ApprovedMinutesQuerySet:
        return self.filter(meeting__in=Meeting.objects.showing_minutes_to(user))

    def in_force(self) -> ApprovedMinutesQuerySet:
        """Those that no reopening has set aside."""
        return self.filter(reopened_at=None)


class ApprovedMinutes(models.Model):
    """Minutes as they were approved (godkjent referat): the file, its hash and size, and the data it was made from.

    A row never changes, except that a reopening is written on it; minutes approved anew get a row of their own.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="approvals")
    number = models.PositiveSmallIntegerField(_("version"))
    circulation = models.ForeignKey("meetings.Circulation", on_delete=models.PROTECT, related_name="approvals")
    approved_in = models.ForeignKey(
        "meetings.Case", on_delete=models.PROTECT, null=True, related_name="approved_minutes"
    )
    approved_on = models.DateField(_("approved"))
    approved_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, related_name="+")
    source = models.JSONField()
    source_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    reopened_because = models.TextField(_("reason"), blank=True)

    objects = ApprovedMinutesQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name = _("approved minutes")
        verbose_name_plural = _("approved minutes")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="approved_minutes_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(reopened_at=None), name="approved_minutes_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_because="")
                | (Q(reopened_at__isnull=False) & ~Q(reopened_because="")),
                name="approved_minutes_reopened_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:approved_pdf", args=[self.pk])
