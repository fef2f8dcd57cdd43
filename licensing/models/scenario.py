from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import Alphabetical, Role, User

from .price import Period
from .register_count import RegisterKind

READS_DRAFTS = (Role.LEADER, Role.AUDITOR)
READS_SHARED = (Role.SECRETARY, Role.MEMBER)


class PriceBasis(models.TextChoices):
    """Which prices of the price list a scenario is worked out with."""

    NEGOTIATED = "negotiated", _("negotiated prices, else list prices")
    LIST = "list", _("list prices")
    FORECAST = "forecast", _("forecast prices, else negotiated, else list")


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def visible_to(self, user: User) -> ScenarioQuerySet:
        """The leader and auditors read all; the board and municipalities' contacts those that are shared.

        Of one that a contact reads, only the own municipality's figures are shown: `queries.scenario` sees to it.
        """
        if user.has_role(*READS_DRAFTS):
            return self
        if user.has_role(*READS_SHARED) or user.municipalities_as_contact():
            return self.filter(is_shared=True)
        return self.none()

    def written_by(self, user: User) -> ScenarioQuerySet:
        return self if user.has_role(Role.LEADER) else self.none()


class Scenario(models.Model):
    """What the municipalities' products would cost in a year, under stated assumptions (kostnadsscenario).

    `revision` rises with each change to it or its lines.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990), MaxValueValidator(2199)])
    years = models.PositiveSmallIntegerField(
        _("years shown"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("This year and those after it, with prices moved by the index."),
    )
    assumptions = models.TextField(_("assumptions"), blank=True)
    price_basis = models.CharField(
        _("prices from the price list"), max_length=12, choices=PriceBasis.choices, default=PriceBasis.NEGOTIATED
    )
    key = models.ForeignKey(
        "licensing.AllocationKey",
        verbose_name=_("key for shared costs"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="scenarios",
    )
    is_shared = models.BooleanField(_("the board and the municipalities may read it"), default=False)
    copied_from = models.ForeignKey(
        "self", verbose_name=_("copied from"), on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["-year", Alphabetical("name"), "pk"]
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = [
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2199), name="scenario_year_is_a_year"),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=10), name="scenario_shows_some_years"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("licensing:scenario_page", args=[self.pk])


class QuantityFrom(models.TextChoices):
    """Where a line's quantity comes from."""

    TYPED = "typed", _("typed here")
    HOLDINGS = "holdings", _("the holdings")
    REGISTER = "register", _("a register")


class ScenarioLine(models.Model):
    """So many of a product for a municipality, or shared by all (scenariolinje). Without a price: the price list's."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(
        "licensing.Product", verbose_name=_("product"), on_delete=models.PROTECT, related_name="scenario_lines"
    )
    municipality = models.ForeignKey(
        "cooperation.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="scenario_lines",
        help_text=_("Empty: shared by all."),
    )
    quantity_from = models.CharField(
        _("quantity from"), max_length=10, choices=QuantityFrom.choices, default=QuantityFrom.TYPED
    )
    quantity = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    register = models.CharField(_("register"), max_length=20, choices=RegisterKind.choices, blank=True)
    price = models.DecimalField(
        _("price"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: from the price list."),
    )
    period = models.CharField(_("for"), max_length=8, choices=Period.choices, default=Period.MONTH)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["scenario", "product", "municipality__number", "since", "pk"]
        verbose_name = _("line of a scenario")
        verbose_name_plural = _("lines of scenarios")
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity_from=QuantityFrom.TYPED, quantity__isnull=False, register="")
                | Q(quantity_from=QuantityFrom.HOLDINGS, quantity=None, register="", municipality__isnull=False)
                | (Q(quantity_from=QuantityFrom.REGISTER, quantity=None, municipality__isnull=False) & ~Q(register="")),
                name="line_knows_its_quantity",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="line_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}, {self.municipality or _('shared')}"


class ScenarioVersion(models.Model):
    """A scenario's figures as they stood before a day's first change (tilstand): what later figures are held against.

    `state` is what the calculation was made of, in the form of `rules.state`. Rows are only ever added.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="versions")
    kept_on = models.DateField(_("kept on"))
    kept_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("cooperation.User", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("note"), max_length=200, blank=True)
    state = models.JSONField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("kept state of a scenario")
        verbose_name_plural = _("kept states of scenarios")

    def __str__(self) -> str:
        return f"{self.scenario} {self.kept_on}"
