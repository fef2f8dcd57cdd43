from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    COMING = "coming", _("Coming")
    DECLINED = "declined", _("Cannot come")
    DEPUTY = "deputy", _("Sends a deputy")


class Reply(models.Model):
    """What a member, or a deputy who was asked, answered to the notice (svar på innkalling). The last answer counts."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="replies")
    membership = models.ForeignKey("cooperation.Membership", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    deputy = models.ForeignKey(
        "cooperation.Membership", verbose_name=_("deputy"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(_("message to the secretary"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"), auto_now=True)
    by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="reply_once_a_seat"),
            models.CheckConstraint(
                condition=Q(answer=Answer.DEPUTY, deputy__isnull=False) | (~Q(answer=Answer.DEPUTY) & Q(deputy=None)),
                name="reply_names_a_deputy_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.get_answer_display()}"
