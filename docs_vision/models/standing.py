from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import Role, User


class LocalStateChoice(models.TextChoices):
    NOT_RELEVANT = "not_relevant", _("Not relevant for us")
    NOT_BEGUN = "not_begun", _("Not begun")
    PLANNED = "planned", _("Planned")
    BEGUN = "begun", _("Begun")
    IN_USE = "in_use", _("In use")


class LocalStateQuerySet(models.QuerySet["LocalState"]):
    def visible_to(self, user: User) -> LocalStateQuerySet:
        """All for those who see the whole cooperation; a contact sees the own municipality."""
        if user.has_role(Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.MEMBER):
            return self
        return self.filter(municipality__in=user.municipalities_as_contact())


class LocalState(models.Model):
    """How far one municipality says that it has come with a solution or a prerequisite (status i kommunen)."""

    municipality = models.ForeignKey("cooperation.Municipality", on_delete=models.PROTECT, related_name="+")
    solution = models.ForeignKey(
        "docs_vision.Solution", on_delete=models.CASCADE, null=True, blank=True, related_name="local_states"
    )
    prerequisite = models.ForeignKey(
        "docs_vision.Prerequisite", on_delete=models.CASCADE, null=True, blank=True, related_name="local_states"
    )
    state = models.CharField(_("state"), max_length=20, choices=LocalStateChoice.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    objects = LocalStateQuerySet.as_manager()

    class Meta:
        ordering = ["municipality__number"]
        verbose_name = _("state in a municipality")
        verbose_name_plural = _("states in municipalities")
        constraints = [
            models.CheckConstraint(
                condition=Q(solution=None, prerequisite__isnull=False) | Q(solution__isnull=False, prerequisite=None),
                name="local_state_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["municipality", "solution"], condition=Q(prerequisite=None), name="local_state_once_a_solution"
            ),
            models.UniqueConstraint(
                fields=["municipality", "prerequisite"],
                condition=Q(solution=None),
                name="local_state_once_a_prerequisite",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_state_display()}"
