from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Choice(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    BLANK = "blank", _("Blank")


class Proposal(models.Model):
    """A text that is voted on in a case (forslag), and who proposed it."""

    case = models.ForeignKey("meetings.Case", on_delete=models.CASCADE, related_name="proposals")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("proposal"))
    proposed_by = models.CharField(_("proposed by"), max_length=160, blank=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return self.text[:80]


class Vote(models.Model):
    """One vote on a proposal (stemme): a seat's, given by the member or by the deputy who met for it.

    In a body that votes by municipality the seats of one municipality share a vote, written on its first seat.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey("cooperation.Membership", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("cooperation.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=7, choices=Choice.choices)

    class Meta:
        ordering = ["seat__municipality__number", "pk"]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["proposal", "seat"], name="vote_once_a_seat")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display()}"
