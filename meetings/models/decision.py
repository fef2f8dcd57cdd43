from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .case import Outcome
from .meeting import State


class DecisionLinkKind(models.TextChoices):
    REPLACES = "replaces", _("Replaces")
    AMENDS = "amends", _("Amends")


# A decision stands once its meeting is over; a draft tells what the minutes say so far.
STATES_WITH_DECISIONS = (State.DRAFT_MINUTES, State.CIRCULATED, State.APPROVED)
OUTCOMES_IN_FORCE = (Outcome.ADOPTED, Outcome.ADOPTED_WITH_CHANGES)


class DecisionLinkQuerySet(models.QuerySet["DecisionLink"]):
    def in_effect(self, day: date) -> DecisionLinkQuerySet:
        """Those that hold on this day: their own decision is made, and the day has come."""
        return self.filter(
            from_on__lte=day,
            later__outcome__in=OUTCOMES_IN_FORCE,
            later__meeting__state__in=STATES_WITH_DECISIONS,
            later__removed_at=None,
        )


class DecisionLink(models.Model):
    """That one decision replaces or amends an earlier one, from a day (erstatter, endrer)."""

    later = models.ForeignKey("meetings.Case", on_delete=models.PROTECT, related_name="changes_decisions")
    earlier = models.ForeignKey("meetings.Case", on_delete=models.PROTECT, related_name="decision_changed_by")
    kind = models.CharField(max_length=10, choices=DecisionLinkKind.choices)
    from_on = models.DateField(_("from"))

    objects = DecisionLinkQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        verbose_name = _("change of a decision")
        verbose_name_plural = _("changes of decisions")
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="decision_link_once"),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="decision_link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.get_kind_display()} {self.earlier_id}"
