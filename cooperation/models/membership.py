from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .alphabet import Alphabetical


class MembershipRole(models.TextChoices):
    LEADER = "leader", _("Leader")
    DEPUTY_LEADER = "deputy_leader", _("Deputy leader")
    MEMBER = "member", _("Member")
    DEPUTY = "deputy", _("Deputy member")
    SECRETARY = "secretary", _("Secretary")
    OBSERVER = "observer", _("Observer")


VOTING_ROLES = (MembershipRole.LEADER, MembershipRole.DEPUTY_LEADER, MembershipRole.MEMBER)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        """In force on that day, its first and its last day included."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def members(self) -> MembershipQuerySet:
        """Those with a seat: leader, deputy leader, member."""
        return self.filter(role__in=VOTING_ROLES)

    def deputies(self) -> MembershipQuerySet:
        return self.filter(role=MembershipRole.DEPUTY)


class Membership(models.Model):
    """That a person has a role in a body from a day, perhaps until a day (medlemskap)."""

    body = models.ForeignKey(
        "cooperation.Body", verbose_name=_("body"), on_delete=models.PROTECT, related_name="memberships"
    )
    person = models.ForeignKey(
        "cooperation.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="memberships"
    )
    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("represents"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole.choices, default=MembershipRole.MEMBER)
    deputy_for = models.ForeignKey(
        "self",
        verbose_name=_("deputy for"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_deputies",
        help_text=_("Empty: for all members of the same municipality."),
    )
    rank = models.PositiveSmallIntegerField(_("rank among the deputies"), null=True, blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = [
            "body",
            "municipality__number",
            "role",
            "rank",
            Alphabetical("person__family_name"),
            Alphabetical("person__given_name"),
            "pk",
        ]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="membership_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(role=MembershipRole.DEPUTY) | Q(deputy_for=None, rank=None),
                name="only_a_deputy_stands_in_for_somebody",
            ),
            models.UniqueConstraint(fields=["body", "person", "role", "since"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
