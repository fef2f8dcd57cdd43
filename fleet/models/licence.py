"""What a municipality's Microsoft tenant says: accounts, the licences they hold, and what is paid for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical, User

from .reach import kept_by, seen_by


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, user: User) -> AccountQuerySet:
        return self.filter(seen_by(user))

    def written_by(self, user: User) -> AccountQuerySet:
        return self.filter(kept_by(user))

    def existing(self) -> AccountQuerySet:
        """Neither deleted in the tenant nor missing from its latest export."""
        return self.filter(is_deleted=False, is_gone=False)


class Account(models.Model):
    """An account in a municipality's tenant (konto), known by its user principal name, kept in small letters."""

    municipality = models.ForeignKey(
        "cooperation.Municipality", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="accounts"
    )
    upn = models.CharField(_("user principal name"), max_length=254)
    name = models.CharField(_("name"), max_length=160, blank=True)
    object_id = models.CharField(_("object ID"), max_length=64, blank=True)
    is_blocked = models.BooleanField(_("sign-in blocked"), default=False)
    is_deleted = models.BooleanField(_("deleted in the tenant"), default=False)
    is_gone = models.BooleanField(_("not in the latest export"), default=False)
    politician = models.ForeignKey(
        "fleet.Politician",
        verbose_name=_("politician"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="accounts",
    )

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", "upn"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(fields=["municipality", "upn"], name="account_once_in_a_tenant")]

    def __str__(self) -> str:
        return self.upn


class LicenceAssignmentQuerySet(models.QuerySet["LicenceAssignment"]):
    def visible_to(self, user: User) -> LicenceAssignmentQuerySet:
        return self.filter(seen_by(user, "account__municipality"))

    def written_by(self, user: User) -> LicenceAssignmentQuerySet:
        return self.filter(kept_by(user, "account__municipality"))

    def open(self) -> LicenceAssignmentQuerySet:
        """Held now: a licence of a blocked account is paid for as well."""
        return self.filter(until=None)


class LicenceAssignment(models.Model):
    """That an account holds a licence from a day, perhaps until a day. `product` is the key of a Microsoft SKU.

    The key is the SKU's part number where it is known (STANDARDPACK), else the product's name as the file has it.
    """

    account = models.ForeignKey(Account, verbose_name=_("account"), on_delete=models.CASCADE, related_name="licences")
    product = models.CharField(_("product"), max_length=120)
    product_name = models.CharField(_("product"), max_length=160)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    opened_by_import = models.ForeignKey(
        "fleet.ImportBatch", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    ended_in = models.ForeignKey(
        "fleet.CouncilChange", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    closed_by_import = models.ForeignKey(
        "fleet.ImportBatch", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = LicenceAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["account", Alphabetical("product_name"), "-since", "pk"]
        verbose_name = _("assignment of a licence")
        verbose_name_plural = _("assignments of licences")
        indexes = [models.Index(fields=["product", "until"], name="licence_by_product")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "product"], condition=Q(until=None), name="licence_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="licence_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.product_name}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def visible_to(self, user: User) -> SubscriptionQuerySet:
        return self.filter(seen_by(user))


class Subscription(models.Model):
    """How many licences of a product a tenant pays for, as Microsoft's list of subscribed SKUs said it."""

    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="subscriptions",
    )
    product = models.CharField(_("product"), max_length=120)
    product_name = models.CharField(_("product"), max_length=160)
    state = models.CharField(_("state"), max_length=40, blank=True)
    enabled = models.PositiveIntegerField(_("paid for"), default=0)
    warning = models.PositiveIntegerField(_("expiring"), default=0)
    suspended = models.PositiveIntegerField(_("suspended"), default=0)
    consumed = models.PositiveIntegerField(_("assigned"), default=0)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", Alphabetical("product_name"), "pk"]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "product"], name="subscription_once_in_a_tenant")
        ]

    def __str__(self) -> str:
        return f"{self.product_name}: {self.enabled}"
