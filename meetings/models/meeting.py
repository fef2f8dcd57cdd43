from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import DocumentLanguage, Role, User


class State(models.TextChoices):
    PLANNED = "planned", _("Planned")
    CALLED = "called", _("Called")
    STARTED = "started", _("Started")
    DRAFT_MINUTES = "draft_minutes", _("Draft minutes")
    CIRCULATED = "circulated", _("Circulated for remarks")
    APPROVED = "approved", _("Approved")
    CANCELLED = "cancelled", _("Cancelled")


class Mode(models.TextChoices):
    PHYSICAL = "physical", _("In person")
    REMOTE = "remote", _("Remote")
    HYBRID = "hybrid", _("In person and remote")
    WRITTEN = "written", _("In writing")


# A body's members read a meeting from the moment it is called, and its minutes when they are sent out.
STATES_FOR_MEMBERS = (
    State.CALLED,
    State.STARTED,
    State.DRAFT_MINUTES,
    State.CIRCULATED,
    State.APPROVED,
    State.CANCELLED,
)
STATES_WITH_MINUTES_FOR_MEMBERS = (State.CIRCULATED, State.APPROVED)
# The secretary writes until the minutes are approved: remarks to circulated minutes lead to corrections.
STATES_OPEN_FOR_WRITING = (State.PLANNED, State.CALLED, State.STARTED, State.DRAFT_MINUTES, State.CIRCULATED)
STATES_TAKING_CASES = (State.PLANNED, State.CALLED, State.STARTED, State.DRAFT_MINUTES)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> MeetingQuerySet:
        """Meetings that this user may read: all for leader and auditor, else those of the user's own bodies."""
        return self._open_to(user, STATES_FOR_MEMBERS)

    def showing_minutes_to(self, user: User) -> MeetingQuerySet:
        """Meetings whose minutes this user may read: `Meeting.shows_minutes_to`, for the database."""
        return self._open_to(user, STATES_WITH_MINUTES_FOR_MEMBERS)

    def _open_to(self, user: User, states_for_members: tuple[State, ...]) -> MeetingQuerySet:
        if user.has_role(Role.LEADER, Role.AUDITOR):
            return self
        written, read = user.bodies_as(Role.SECRETARY), user.bodies_as(Role.MEMBER)
        if not read:
            return self.filter(body__in=written)
        return self.filter(Q(body__in=written) | Q(body__in=read, state__in=states_for_members))

    def written_by(self, user: User) -> MeetingQuerySet:
        """Meetings that this user writes: those of the bodies whose secretary the user is."""
        return self.filter(body__in=user.bodies_as(Role.SECRETARY))

    def logged_for(self, user: User) -> MeetingQuerySet:
        """Meetings whose change log this user may read: an auditor all, a secretary those of the own bodies."""
        return self if user.has_role(Role.AUDITOR) else self.written_by(user)

    def in_order(self) -> MeetingQuerySet:
        return self.order_by("date", "start", "year", "number", "pk")


class Meeting(models.Model):
    """A meeting (møte) of a body: number in its year, when and where, and how far it has come.

    `revision` rises with every change to what its documents print; a stored document carries the revision
    it was made from.
    """

    body = models.ForeignKey(
        "cooperation.Body", verbose_name=_("body"), on_delete=models.PROTECT, related_name="meetings"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number in the year"))
    date = models.DateField(_("date"))
    start = models.TimeField(_("start"), null=True, blank=True)
    end = models.TimeField(_("end"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    mode = models.CharField(_("form"), max_length=10, choices=Mode.choices, default=Mode.PHYSICAL)
    language = models.CharField(
        _("language of the documents"),
        max_length=2,
        choices=DocumentLanguage.choices,
        default=DocumentLanguage.BOKMAL,
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.PLANNED)
    revision = models.PositiveBigIntegerField(default=1, editable=False)
    # How many came by the answers when a warning was last due that they are too few; empty when they suffice.
    shortfall_told = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["body", "-date"], name="meeting_by_date")]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="meeting_number_once_a_year"),
            models.CheckConstraint(condition=Q(number__gte=1), name="meeting_number_from_one"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")), name="meeting_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.label}"

    @property
    def label(self) -> str:
        """The meeting's number as it is written: 2023/M6."""
        return f"{self.year}/M{self.number}"

    @property
    def is_planned(self) -> bool:
        return self.state == State.PLANNED

    @property
    def has_frozen_numbers(self) -> bool:
        """Case numbers are provisional until the meeting is called, and never change after that."""
        return self.state != State.PLANNED

    @property
    def is_open_for_writing(self) -> bool:
        """The secretary can still change its texts."""
        return self.state in STATES_OPEN_FOR_WRITING

    @property
    def takes_cases(self) -> bool:
        """Cases can be added and ordered: not any more when the minutes have been sent out."""
        return self.state in STATES_TAKING_CASES

    def shows_minutes_to(self, user: User) -> bool:
        """Whether this user may read what is being written as minutes, before members get it for remarks."""
        if user.has_role(Role.LEADER, Role.AUDITOR) or self.body_id in user.bodies_as(Role.SECRETARY):
            return True
        return self.state in STATES_WITH_MINUTES_FOR_MEMBERS and self.body_id in user.bodies_as(Role.MEMBER)

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting_page", args=[self.pk])
