from __future__ import annotations

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cooperation.models import User

from .reach import kept_by, seen_by


class DeviceKind(models.TextChoices):
    PC = "pc", _("PC")
    TABLET = "tablet", _("Tablet")
    PHONE = "phone", _("Phone")


class Owner(models.TextChoices):
    MUNICIPALITY = "municipality", _("The municipality")
    POLITICIAN = "politician", _("The politician, with a subsidy")


class DeviceStatus(models.TextChoices):
    IN_USE = "in_use", _("In use")
    SPARE = "spare", _("Spare")
    REPLACEMENT_ORDERED = "replacement_ordered", _("Replacement ordered")
    LOST = "lost", _("Lost")
    RETURNED = "returned", _("Returned")
    BOUGHT_OUT = "bought_out", _("Bought out")
    RETIRED = "retired", _("Retired")


class Compliance(models.TextChoices):
    UNKNOWN = "", _("Unknown")
    COMPLIANT = "compliant", _("Compliant")
    NOT_COMPLIANT = "not_compliant", _("Not compliant")
    GRACE_PERIOD = "grace_period", _("In grace period")


# A device in one of these is with somebody or on the shelf; in the others the municipality no longer has it.
STATUSES_HELD = (DeviceStatus.IN_USE, DeviceStatus.SPARE, DeviceStatus.REPLACEMENT_ORDERED)


class DeviceQuerySet(models.QuerySet["Device"]):
    def visible_to(self, user: User) -> DeviceQuerySet:
        return self.filter(seen_by(user))

    def written_by(self, user: User) -> DeviceQuerySet:
        return self.filter(kept_by(user))

    def held(self) -> DeviceQuerySet:
        """Those that are with somebody or on the shelf."""
        return self.filter(status__in=STATUSES_HELD)

    def owned_by_municipality(self) -> DeviceQuerySet:
        return self.filter(owner=Owner.MUNICIPALITY)


class Device(models.Model):
    """A PC, tablet or phone that a politician uses (enhet), the municipality's or the politician's own."""

    municipality = models.ForeignKey(
        "cooperation.Municipality", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="devices"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DeviceKind.choices, default=DeviceKind.PC)
    owner = models.CharField(_("owner"), max_length=15, choices=Owner.choices, default=Owner.MUNICIPALITY)
    serial = models.CharField(_("serial number"), max_length=64, blank=True)
    name = models.CharField(_("device name"), max_length=120, blank=True)
    manufacturer = models.CharField(_("manufacturer"), max_length=80, blank=True)
    model = models.CharField(_("model"), max_length=120, blank=True)
    purchased_on = models.DateField(_("purchased"), null=True, blank=True)
    price = models.DecimalField(
        _("price in kroner"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    replace_on = models.DateField(
        _("to be replaced"),
        null=True,
        blank=True,
        help_text=_("Only where it differs from the date of purchase plus the lifetime of its kind."),
    )
    status = models.CharField(_("status"), max_length=20, choices=DeviceStatus.choices, default=DeviceStatus.IN_USE)
    note = models.CharField(_("note"), max_length=300, blank=True)

    # What device management (Intune) says of it.
    is_enrolled = models.BooleanField(_("enrolled"), default=False)
    enrolled_at = models.DateTimeField(_("enrolled at"), null=True, blank=True)
    last_check_in = models.DateTimeField(_("last check-in"), null=True, blank=True)
    compliance = models.CharField(
        _("compliance"), max_length=15, choices=Compliance.choices, default=Compliance.UNKNOWN, blank=True
    )
    enrolled_owner = models.CharField(
        _("owner as device management has it"), max_length=15, choices=Owner.choices, blank=True
    )
    os = models.CharField(_("operating system"), max_length=40, blank=True)
    os_version = models.CharField(_("version of the operating system"), max_length=40, blank=True)
    primary_upn = models.CharField(_("primary user"), max_length=254, blank=True)
    intune_id = models.CharField(_("Intune device ID"), max_length=64, blank=True)
    entra_id = models.CharField(_("Entra device ID"), max_length=64, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", "serial", "pk"]
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        indexes = [
            models.Index(fields=["municipality", "serial"], name="device_by_serial"),
            models.Index(fields=["municipality", "intune_id"], name="device_by_intune_id"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "serial"], condition=~Q(serial=""), name="device_serial_once"
            ),
            models.CheckConstraint(condition=Q(price=None) | Q(price__gte=0), name="device_price_not_negative"),
        ]

    def __str__(self) -> str:
        what = " ".join(part for part in (self.manufacturer, self.model) if part) or str(self.get_kind_display())
        return f"{what} ({self.serial})" if self.serial else what

    @property
    def is_held(self) -> bool:
        return self.status in STATUSES_HELD

    def get_absolute_url(self) -> str:
        return reverse("fleet:device_page", args=[self.pk])


class EndedAs(models.TextChoices):
    RETURNED = "returned", _("Returned")
    BOUGHT_OUT = "bought_out", _("Bought out")
    KEPT = "kept", _("Kept")
    REPLACED = "replaced", _("Replaced")
    LOST = "lost", _("Lost")
    CORRECTED = "corrected", _("Corrected")


class DeviceAssignmentQuerySet(models.QuerySet["DeviceAssignment"]):
    def visible_to(self, user: User) -> DeviceAssignmentQuerySet:
        return self.filter(seen_by(user, "device__municipality"))

    def written_by(self, user: User) -> DeviceAssignmentQuerySet:
        return self.filter(kept_by(user, "device__municipality"))

    def open(self) -> DeviceAssignmentQuerySet:
        """Not ended: the device is with the politician."""
        return self.filter(until=None)

    def on(self, day: date) -> DeviceAssignmentQuerySet:
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class DeviceAssignment(models.Model):
    """That a politician has a device from a day, perhaps until a day (utlevering). Ended ones are its history."""

    device = models.ForeignKey(Device, verbose_name=_("device"), on_delete=models.CASCADE, related_name="assignments")
    politician = models.ForeignKey(
        "fleet.Politician", verbose_name=_("politician"), on_delete=models.PROTECT, related_name="device_assignments"
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    ended_as = models.CharField(_("how it ended"), max_length=12, choices=EndedAs.choices, blank=True)
    price_paid = models.DecimalField(
        _("bought out for, in kroner"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    status_before = models.CharField(max_length=20, blank=True, editable=False)
    """The device's status until the assignment ended, for an undo."""
    ended_in = models.ForeignKey(
        "fleet.CouncilChange", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    opened_by_import = models.ForeignKey(
        "fleet.ImportBatch", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = DeviceAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("assignment of a device")
        verbose_name_plural = _("assignments of devices")
        constraints = [
            models.UniqueConstraint(fields=["device"], condition=Q(until=None), name="device_with_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="device_assignment_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(price_paid=None) | Q(ended_as=EndedAs.BOUGHT_OUT, price_paid__gte=0),
                name="price_paid_for_what_was_bought_out",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device}: {self.politician}"
