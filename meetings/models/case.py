from __future__ import annotations

from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Body, Role, User

from .meeting import STATES_FOR_MEMBERS


class CaseKind(models.TextChoices):
    APPROVE_AGENDA = "approve_agenda", _("Approval of notice and agenda")
    APPROVE_MINUTES = "approve_minutes", _("Approval of previous minutes")
    REPORT = "report", _("Report")
    ORIENTATION = "orientation", _("For orientation")
    DECISION = "decision", _("For decision")
    OTHER_BUSINESS = "other_business", _("Any other business")


class Outcome(models.TextChoices):
    """What became of a case."""

    NONE = "", _("Not decided yet")
    ADOPTED = "adopted", _("Adopted")
    ADOPTED_WITH_CHANGES = "adopted_with_changes", _("Adopted with changes")
    NOTED = "noted", _("Noted")
    POSTPONED = "postponed", _("Postponed")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> CaseQuerySet:
        """Cases of meetings this user may read, and the queues of the user's own bodies for those who write them."""
        kept = self.filter(removed_at=None)
        if user.has_role(Role.LEADER, Role.AUDITOR):
            return kept
        return kept.filter(
            Q(body__in=user.bodies_as(Role.SECRETARY))
            | Q(body__in=user.bodies_as(Role.MEMBER), meeting__state__in=STATES_FOR_MEMBERS)
        )

    def written_by(self, user: User) -> CaseQuerySet:
        return self.filter(removed_at=None, body__in=user.bodies_as(Role.SECRETARY))

    def logged_for(self, user: User) -> CaseQuerySet:
        """Cases whose change log this user may read, removed ones too."""
        return self if user.has_role(Role.AUDITOR) else self.filter(body__in=user.bodies_as(Role.SECRETARY))

    def waiting_in_queue(self, body: Body) -> CaseQuerySet:
        return self.filter(body=body, meeting=None, removed_at=None).order_by("position", "pk")

    def removed_from(self, body: Body) -> CaseQuerySet:
        return self.filter(body=body).exclude(removed_at=None).order_by("-removed_at")

    def highest_running_number(self, body_id: int, year: int) -> int:
        """The highest running number drawn in the body's year, 0 when none is."""
        return self.filter(body=body_id, year=year).aggregate(highest=Max("running_number"))["highest"] or 0

    def on_agenda(self) -> CaseQuerySet:
        """In the order of the meeting, withdrawn cases too."""
        return self.filter(removed_at=None).order_by("position", "pk")


class Case(models.Model):
    """A case (sak): on a meeting's agenda, or waiting in its body's queue.

    Three things are kept apart: the place in the order (`position`), the number people know it by
    (`number`, `display_number`, frozen when the meeting is called) and the identity (the key). `year` and
    `running_number` count the body's cases of a year for the archive, which takes integers only
    (Fiks Arkiv: moetesaksaar, moetesakssekvensnummer).
    """

    body = models.ForeignKey("cooperation.Body", verbose_name=_("body"), on_delete=models.PROTECT, related_name="cases")
    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
    )
    position = models.PositiveIntegerField(_("place in the order"), default=0)
    number = models.PositiveSmallIntegerField(_("number in the meeting"), null=True, blank=True, editable=False)
    display_number = models.CharField(_("case number"), max_length=60, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    running_number = models.PositiveIntegerField(_("running number in the year"), null=True, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=CaseKind.choices, default=CaseKind.DECISION)
    title = models.CharField(_("title"), max_length=300, blank=True)
    public_title = models.CharField(_("public title"), max_length=300, blank=True)
    background = models.TextField(_("background"), blank=True)
    assessment = models.TextField(_("assessment"), blank=True)
    recommendation = models.TextField(_("recommendation"), blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    decision = models.TextField(_("decision"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=24, choices=Outcome.choices, blank=True, default="")
    is_late = models.BooleanField(_("added after the notice"), default=False)
    approves = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("approves the minutes of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approval_cases",
    )
    approves_version = models.ForeignKey(
        "meetings.Circulation",
        verbose_name=_("the version it approves"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="approval_cases",
    )
    continues = models.ForeignKey(
        "self",
        verbose_name=_("continues"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [models.Index(fields=["meeting", "position"], name="case_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], condition=Q(number__isnull=False), name="case_number_once_in_meeting"
            ),
            models.UniqueConstraint(
                fields=["body", "display_number"],
                condition=~Q(display_number=""),
                name="case_display_number_once_in_body",
            ),
            models.UniqueConstraint(
                fields=["body", "year", "running_number"],
                condition=Q(running_number__isnull=False),
                name="case_running_number_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(number=None, display_number="", running_number=None, year=None)
                | (Q(number__isnull=False, running_number__isnull=False, year__isnull=False) & ~Q(display_number="")),
                name="case_numbers_all_or_none",
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(meeting__isnull=False), name="case_with_number_has_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.display_number} {self.title}".strip()

    @property
    def is_withdrawn(self) -> bool:
        return self.outcome == Outcome.WITHDRAWN

    def get_absolute_url(self) -> str:
        return reverse("meetings:case_page", args=[self.pk])
