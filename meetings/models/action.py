from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical, Role, User


class ActionStatus(models.TextChoices):
    """How far one of those answerable has come."""

    OPEN = "open", _("Open")
    INFORMED = "informed", _("Informed")
    DECIDED = "decided", _("Decided locally")
    DONE = "done", _("Done")
    NOT_RELEVANT = "not_relevant", _("Not relevant")


ENDED = (ActionStatus.DONE, ActionStatus.NOT_RELEVANT)


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: User) -> ActionQuerySet:
        """Actions of the bodies this user reads; a contact's are those of the own municipality, a person's the own."""
        kept = self.filter(removed_at=None)
        if user.has_role(Role.LEADER, Role.AUDITOR):
            return kept
        mine = Q(assignees__municipality__in=user.municipalities_as_contact())
        if user.person_id:
            mine |= Q(assignees__person=user.person_id)
        return kept.filter(Q(case__body__in=user.bodies_as(Role.SECRETARY, Role.MEMBER)) | mine).distinct()

    def written_by(self, user: User) -> ActionQuerySet:
        return self.filter(removed_at=None, case__body__in=user.bodies_as(Role.SECRETARY))

    def still_open(self) -> ActionQuerySet:
        """With somebody who has not ended it."""
        return self.filter(removed_at=None, assignees__in=ActionAssignee.objects.exclude(status__in=ENDED)).distinct()


class Action(models.Model):
    """Something to be done after a case (oppfølging): what, by whom, by when. Each of those answerable has an own answer."""

    case = models.ForeignKey("meetings.Case", on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(_("what"), max_length=500)
    due_on = models.DateField(_("due"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    def __str__(self) -> str:
        return self.text


class ActionAssigneeQuerySet(models.QuerySet["ActionAssignee"]):
    def of(self, user: User) -> ActionAssigneeQuerySet:
        """Those that this user answers for: as the person, or as the municipality's contact."""
        mine = Q(municipality__in=user.municipalities_as_contact())
        return self.filter(mine | Q(person=user.person_id) if user.person_id else mine)

    def visible_to(self, user: User) -> ActionAssigneeQuerySet:
        """Of the bodies this user reads, all; else only those that the user answers for."""
        kept = self.filter(action__removed_at=None)
        if user.has_role(Role.LEADER, Role.AUDITOR):
            return kept
        read = Q(action__case__body__in=user.bodies_as(Role.SECRETARY, Role.MEMBER))
        return kept.filter(read | Q(pk__in=ActionAssignee.objects.of(user).values("pk")))

    def answered_by(self, user: User) -> ActionAssigneeQuerySet:
        """Those that this user may answer for: the own, and as a body's secretary anybody's."""
        written = Q(action__case__body__in=user.bodies_as(Role.SECRETARY))
        return self.filter(written | Q(pk__in=ActionAssignee.objects.of(user).values("pk")), action__removed_at=None)

    def not_ended(self) -> ActionAssigneeQuerySet:
        return self.exclude(status__in=ENDED)


class ActionAssignee(models.Model):
    """A person or a municipality that answers for an action (ansvarlig), and how far it has come there."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="assignees")
    person = models.ForeignKey("cooperation.Person", on_delete=models.PROTECT, null=True, related_name="+")
    municipality = models.ForeignKey("cooperation.Municipality", on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(_("status"), max_length=15, choices=ActionStatus.choices, default=ActionStatus.OPEN)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    done_on = models.DateField(_("done"), null=True)
    reminded = models.JSONField(default=list)

    objects = ActionAssigneeQuerySet.as_manager()

    class Meta:
        ordering = [
            "municipality__number",
            Alphabetical("person__family_name"),
            Alphabetical("person__given_name"),
            "pk",
        ]
        verbose_name = _("answerable")
        verbose_name_plural = _("answerable")
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, municipality__isnull=False) | Q(person__isnull=False, municipality=None),
                name="assignee_person_or_municipality",
            ),
            models.UniqueConstraint(
                fields=["action", "person"], condition=Q(municipality=None), name="assignee_person_once"
            ),
            models.UniqueConstraint(
                fields=["action", "municipality"], condition=Q(person=None), name="assignee_municipality_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.municipality)

    @property
    def is_ended(self) -> bool:
        return self.status in ENDED
