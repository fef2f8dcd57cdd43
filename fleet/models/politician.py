from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical, User
from fleet.rules.email_domain import EmailDomain, email_domain

from .reach import kept_by, seen_by


class SeatRole(models.TextChoices):
    COUNCIL = "council", _("Council")
    DEPUTY = "deputy", _("Deputy")
    COMMITTEE = "committee", _("Committee")


class PoliticianQuerySet(models.QuerySet["Politician"]):
    def visible_to(self, user: User) -> PoliticianQuerySet:
        return self.filter(seen_by(user))

    def written_by(self, user: User) -> PoliticianQuerySet:
        return self.filter(kept_by(user))

    def sitting_on(self, day: date) -> PoliticianQuerySet:
        """Those with a seat, of any kind, on that day."""
        return self.filter(pk__in=Seat.objects.held_on(day).values("politician"))


class Politician(models.Model):
    """Somebody elected to a municipality's council or committees (folkevalgt), through all their terms."""

    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="politicians",
    )
    family_name = models.CharField(_("family name"), max_length=80)
    given_name = models.CharField(_("given names"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    party = models.CharField(_("party"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = PoliticianQuerySet.as_manager()

    class Meta:
        ordering = [Alphabetical("family_name"), Alphabetical("given_name"), "pk"]
        verbose_name = _("politician")
        verbose_name_plural = _("politicians")
        indexes = [models.Index(fields=["municipality", "family_name"], name="politician_by_name")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), "municipality", condition=~Q(email=""), name="politician_email_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def list_name(self) -> str:
        return ", ".join(part for part in (self.family_name, self.given_name) if part)

    @property
    def email_domain(self) -> EmailDomain:
        """How the address stands to the municipality's domain for politicians."""
        return email_domain(self.email, self.municipality.politician_domain)

    def get_absolute_url(self) -> str:
        return reverse("fleet:politician_page", args=[self.pk])


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, user: User) -> SeatQuerySet:
        return self.filter(seen_by(user, "politician__municipality"))

    def held_on(self, day: date) -> SeatQuerySet:
        """Seats of the term that runs on that day, taken up already and not given up yet."""
        return self.filter(
            Q(since=None) | Q(since__lte=day),
            Q(until=None) | Q(until__gte=day),
            term__since__lte=day,
            term__until__gte=day,
        )


class Seat(models.Model):
    """That a politician sits in a term, and as what. Dates only where they are not the term's own."""

    politician = models.ForeignKey(Politician, on_delete=models.CASCADE, related_name="seats")
    term = models.ForeignKey(
        "fleet.Term", verbose_name=_("term of office"), on_delete=models.PROTECT, related_name="seats"
    )
    role = models.CharField(_("sits in"), max_length=10, choices=SeatRole.choices, default=SeatRole.COUNCIL)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["-term__since", "role"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(fields=["politician", "term", "role"], name="seat_once_a_term"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="seat_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.term}"
