from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from economy.rules.budget import Pair


class BudgetGroup(models.Model):
    """A group of budget lines with a sum of its own (gruppe), such as expenses or income."""

    report = models.ForeignKey("economy.Report", on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("group of budget lines")
        verbose_name_plural = _("groups of budget lines")
        constraints = [models.UniqueConstraint(fields=["report", "name"], name="budget_group_once")]

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """A line of the operating budget (linje): expenses with plus, income with minus. The deviation is never stored."""

    group = models.ForeignKey(BudgetGroup, on_delete=models.CASCADE, related_name="lines")
    name = models.CharField(_("name"), max_length=160)
    budget = models.DecimalField(_("budget"), max_digits=15, decimal_places=2, default=Decimal(0))
    accounts = models.DecimalField(
        pgettext_lazy("economy", "accounts"), max_digits=15, decimal_places=2, default=Decimal(0)
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")

    def __str__(self) -> str:
        return self.name

    @property
    def pair(self) -> Pair:
        return Pair(self.budget, self.accounts)
