from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Role, User

from .meeting import Meeting


class CirculationQuerySet(models.QuerySet["Circulation"]):
    def visible_to(self, user: User) -> CirculationQuerySet:
        """Circulations of the meetings whose minutes this user may read."""
        return self.filter(meeting__in=Meeting.objects.showing_minutes_to(user))

    def written_by(self, user: User) -> CirculationQuerySet:
        return self.filter(meeting__body__in=user.bodies_as(Role.SECRETARY))

    def remarked_by(self, user: User) -> CirculationQuerySet:
        """Circulations that this user is asked about: those of the own bodies, as a member or as secretary."""
        return self.visible_to(user).filter(meeting__body__in=user.bodies_as(Role.MEMBER, Role.SECRETARY))


class Circulation(models.Model):
    """Draft minutes sent out for remarks (utsending til merknad): exactly which text, and until when.

    `source` is the whole of the minutes as data, `sha256` the hash of the PDF that members got.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="circulations")
    number = models.PositiveSmallIntegerField(_("version"))
    deadline = models.DateField(_("deadline for remarks"))
    source = models.JSONField()
    source_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    made_at = models.DateTimeField(_("sent out"), auto_now_add=True)
    made_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, related_name="+")

    objects = CirculationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name = _("circulation")
        verbose_name_plural = _("circulations")
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="circulation_number_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:circulation_pdf", args=[self.pk])


class RemarkState(models.TextChoices):
    OPEN = "open", _("Not answered yet")
    TAKEN = "taken", _("Taken up")
    DECLINED = "declined", _("Declined")


class RemarkQuerySet(models.QuerySet["Remark"]):
    def written_by(self, user: User) -> RemarkQuerySet:
        """Remarks that this user answers, as secretary."""
        return self.filter(circulation__meeting__body__in=user.bodies_as(Role.SECRETARY))

    def waiting(self) -> RemarkQuerySet:
        return self.filter(state=RemarkState.OPEN)


class Remark(models.Model):
    """What a member has to say about the draft minutes (merknad), to one case or to all of it."""

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="remarks")
    case = models.ForeignKey("meetings.Case", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("cooperation.Person", on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("remark"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    state = models.CharField(max_length=10, choices=RemarkState.choices, default=RemarkState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["case__position", "made_at", "pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def author(self) -> str:
        return str(self.person or self.user or "")
