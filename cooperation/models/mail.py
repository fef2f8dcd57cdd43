from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .user import Grant, Role, User


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, now: datetime) -> OutgoingMailQuerySet:
        return self.filter(state=MailState.WAITING, next_try_at__lte=now).order_by("next_try_at", "pk")

    def visible_to(self, user: User) -> OutgoingMailQuerySet:
        """A secretary's are those that the secretaries of the own bodies wrote."""
        if user.has_role(Role.LEADER, Role.ADMINISTRATOR):
            return self
        mine = Grant.objects.filter(role=Role.SECRETARY, body__in=user.bodies_as(Role.SECRETARY))
        return self.filter(made_by__in=mine.values("user"))

    def about(self, subject: models.Model) -> OutgoingMailQuerySet:
        return self.filter(concerns=concerning(subject))


def concerning(subject: models.Model) -> str:
    """A thing's name in the outbox and in the change log: "app.model:pk"."""
    return f"{subject._meta.label_lower}:{subject.pk}"


class OutgoingMail(models.Model):
    """A mail to one receiver (utgående e-post): written at once, sent by the worker, kept as proof of what was sent.

    `concerns` names the thing it is about as "app.model:pk".
    """

    to = models.EmailField(_("to"))
    person = models.ForeignKey("cooperation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    calendar = models.TextField(blank=True)  # an iCalendar object, sent as an invitation
    calendar_method = models.CharField(max_length=10, blank=True)
    concerns = models.CharField(max_length=80, db_index=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)
    error = models.CharField(_("error"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("written"), auto_now_add=True)
    made_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False) | (~Q(state=MailState.SENT) & Q(sent_at=None)),
                name="mail_sent_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class MailPaper(models.Model):
    """A stored file that goes with a mail (vedlegg til e-post), known by the hash of its bytes."""

    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="papers")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file in a mail")
        verbose_name_plural = _("files in mails")

    def __str__(self) -> str:
        return self.name
