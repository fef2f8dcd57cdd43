from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Role, User


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        """The leader and auditors see all; the board what the leader has shared."""
        if user.has_role(Role.LEADER, Role.AUDITOR):
            return self
        if user.has_role(Role.SECRETARY, Role.MEMBER):
            return self.filter(is_shared=True)
        return self.none()

    def written_by(self, user: User) -> ReportQuerySet:
        return self if user.has_role(Role.LEADER) else self.none()


class Report(models.Model):
    """An economy and activity report (økonomi- og aktivitetsrapport) of a year, up to a day.

    Budget and accounts are typed or imported; deviations, sums and per cents are worked out whenever they are shown.
    """

    title = models.CharField(_("title"), max_length=160)
    year = models.PositiveSmallIntegerField(_("year"))
    as_of = models.DateField(_("accounts and figures until"))
    comment = models.TextField(_("comment"), blank=True)
    is_shared = models.BooleanField(_("the board sees it"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-as_of", "-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("economy:report_page", args=[self.pk])
