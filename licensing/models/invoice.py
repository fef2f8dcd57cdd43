from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical, Role, User

from .holding import READS_ALL


class Settlement(models.TextChoices):
    """Who bears the cost of a period."""

    INVOICED = "invoiced", _("Invoiced to the municipalities")
    CARRIED = "carried", _("Carried by the cooperation")


class InvoiceQuerySet(models.QuerySet["InvoiceBasis"]):
    def visible_to(self, user: User) -> InvoiceQuerySet:
        """The leader and auditors see all; the board and contacts what is approved. Whose rows: `InvoiceRow`."""
        if user.has_role(Role.LEADER, Role.AUDITOR):
            return self
        approved = self.exclude(approved_at=None)
        if user.has_role(*READS_ALL):
            return approved
        return approved.filter(rows__municipality__in=user.municipalities_as_contact()).distinct()

    def in_force(self) -> InvoiceQuerySet:
        """Approved, neither credited nor a credit note."""
        return self.exclude(approved_at=None).filter(credits=None, credited_by=None)


class InvoiceBasis(models.Model):
    """What the municipalities are to pay for some months of a year (fakturagrunnlag).

    A draft follows its scenario when it is worked out again; an approved one is frozen, and is taken back by a credit
    note with every sign turned.
    """

    scenario = models.ForeignKey("licensing.Scenario", on_delete=models.PROTECT, related_name="invoices")
    year = models.PositiveSmallIntegerField(_("year"))
    first_month = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)])
    last_month = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)])
    settlement = models.CharField(
        _("settlement"), max_length=10, choices=Settlement.choices, default=Settlement.INVOICED
    )
    vat_rate = models.DecimalField(
        _("VAT, per cent"),
        max_digits=4,
        decimal_places=2,
        default=Decimal(25),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(99))],
    )
    is_compensated = models.BooleanField(_("the municipality gets VAT compensation"), default=True)
    scenario_revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    credits = models.OneToOneField(
        "self", verbose_name=_("credits"), on_delete=models.PROTECT, null=True, related_name="credited_by"
    )

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-first_month", "-pk"]
        verbose_name = _("invoice basis")
        verbose_name_plural = _("invoice bases")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__lte=12, first_month__lte=F("last_month")),
                name="invoice_months_are_of_a_year",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="invoice_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(credits=None) | Q(approved_at__isnull=False), name="invoice_credit_is_approved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.period}"

    @property
    def period(self) -> str:
        """`2023`, `2023 Q2`, `2023-05`: as short as it can be said."""
        months = (self.first_month, self.last_month)
        if months == (1, 12):
            return str(self.year)
        if self.last_month - self.first_month == 2 and self.first_month % 3 == 1:
            return f"{self.year} Q{(self.first_month + 2) // 3}"
        if self.first_month == self.last_month:
            return f"{self.year}-{self.first_month:02}"
        return f"{self.year}-{self.first_month:02}–{self.last_month:02}"

    @property
    def is_frozen(self) -> bool:
        return self.approved_at is not None

    @property
    def is_credited(self) -> bool:
        return hasattr(self, "credited_by")

    def get_absolute_url(self) -> str:
        return reverse("licensing:invoice_page", args=[self.pk])


class InvoiceRowQuerySet(models.QuerySet["InvoiceRow"]):
    def visible_to(self, user: User) -> InvoiceRowQuerySet:
        """All rows for the cooperation's own people; a contact sees the own municipality's."""
        if user.has_role(*READS_ALL):
            return self
        return self.filter(municipality__in=user.municipalities_as_contact())


class InvoiceRow(models.Model):
    """What a municipality pays for a product in the period (fakturalinje). The product is named as it was then.

    `earlier` is the net of the year's months before: the VAT is what the year's VAT so far has grown by.
    """

    basis = models.ForeignKey(InvoiceBasis, on_delete=models.CASCADE, related_name="rows")
    municipality = models.ForeignKey("cooperation.Municipality", on_delete=models.PROTECT, related_name="invoice_rows")
    product = models.CharField(_("product"), max_length=120)
    quantity = models.IntegerField(_("quantity"))
    earlier = models.DecimalField(max_digits=14, decimal_places=2)
    net = models.DecimalField(_("net"), max_digits=14, decimal_places=2)
    vat = models.DecimalField(_("VAT"), max_digits=14, decimal_places=2)

    objects = InvoiceRowQuerySet.as_manager()

    class Meta:
        ordering = ["basis", "municipality__number", Alphabetical("product"), "pk"]
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        constraints = [
            models.UniqueConstraint(fields=["basis", "municipality", "product"], name="invoice_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.product}"

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat
