"""What happens to a device: registered, changed, handed out, taken back, changed in bulk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cooperation.actions.change import log_change
from cooperation.actions.register import facts_of
from cooperation.models import User
from cooperation.rules.refusal import Refused
from fleet.models import CouncilChange, Device, DeviceAssignment, DeviceStatus, EndedAs, Politician

MOST_AT_ONCE = 5000
BULK_FIELDS = ("kind", "owner", "status", "purchased_on", "replace_on", "price")
STATUS_AFTER = {
    EndedAs.RETURNED: DeviceStatus.RETURNED,
    EndedAs.BOUGHT_OUT: DeviceStatus.BOUGHT_OUT,
    EndedAs.KEPT: DeviceStatus.RETIRED,
    EndedAs.REPLACED: DeviceStatus.RETURNED,
    EndedAs.LOST: DeviceStatus.LOST,
    EndedAs.CORRECTED: DeviceStatus.SPARE,
}


def why_not_save(device: Device) -> list[str]:
    """Every reason why a device, new or changed, makes no sense."""
    reasons = []
    if device.serial and (
        Device.objects.filter(municipality=device.municipality_id, serial=device.serial).exclude(pk=device.pk).exists()
    ):
        reasons.append(_("The municipality has a device with this serial number already."))
    if device.purchased_on and device.replace_on and device.replace_on < device.purchased_on:
        reasons.append(_("It is to be replaced before it was purchased."))
    if device.pk:
        reasons += _reasons_of_its_holder(device)
    return reasons


def _reasons_of_its_holder(device: Device) -> list[str]:
    holder = device.assignments.open().select_related("politician").first()
    if holder is None:
        return []
    reasons = []
    if not device.is_held or device.status == DeviceStatus.SPARE:
        reasons.append(_("%(name)s has it. Take it back first, and say how that ended.") % {"name": holder.politician})
    if device.municipality_id != holder.politician.municipality_id:
        reasons.append(_("%(name)s, who has it, belongs to another municipality.") % {"name": holder.politician})
    return reasons


@transaction.atomic
def save_device(device: Device, *, by: User) -> None:
    """Register a device or change what is registered of it."""
    device.serial = device.serial.replace(" ", "").upper()
    if reasons := why_not_save(device):
        raise Refused(reasons)
    before = Device.objects.filter(pk=device.pk).first() if device.pk else None
    try:
        with transaction.atomic():
            device.save()
    except IntegrityError as error:  # somebody else saved the same between the look and the save
        raise Refused([_("A device with this serial number has been registered meanwhile.")]) from error
    log_change(device, "save", by=by, before=told(before) if before else None, after=told(device))


def told(device: Device) -> dict[str, Any]:
    """A device's facts for the change log."""
    facts = facts_of(device)
    return facts | {
        name: value if value is None else str(value)
        for name, value in facts.items()
        if name in ("price", "enrolled_at", "last_check_in")
    }


def why_not_delete(device: Device) -> list[str]:
    if device.assignments.exists():
        return [_("It has been handed out, and that is kept. Set its status to retired instead.")]
    return []


@transaction.atomic
def delete_device(device: Device, *, by: User) -> None:
    """Delete a device that was registered by mistake: one that nobody ever had."""
    if reasons := why_not_delete(device):
        raise Refused(reasons)
    log_change(device, "delete", by=by, before=told(device))
    device.delete()


def why_not_assign(device: Device, politician: Politician, *, since: date) -> list[str]:
    """Every reason why a device cannot be handed to a politician from a day."""
    reasons = []
    if device.municipality_id != politician.municipality_id:
        reasons.append(_("The device and %(name)s belong to different municipalities.") % {"name": politician})
    if device.status not in (DeviceStatus.SPARE, DeviceStatus.IN_USE, DeviceStatus.RETURNED):
        reasons.append(_("The device is registered as: %(status)s.") % {"status": device.get_status_display()})
    holder = device.assignments.open().select_related("politician").first()
    if holder is not None:
        reasons.append(_("%(name)s has it. Take it back first.") % {"name": holder.politician})
    elif device.assignments.filter(until__gt=since).exists():
        reasons.append(_("Somebody else had it on that day. Choose a later one."))
    return reasons


@transaction.atomic
def assign_device(device: Device, politician: Politician, *, since: date, by: User) -> DeviceAssignment:
    """Hand a device to a politician."""
    device = Device.objects.select_for_update().get(pk=device.pk)
    if reasons := why_not_assign(device, politician, since=since):
        raise Refused(reasons)
    device.status = DeviceStatus.IN_USE
    device.save(update_fields=["status"])
    assignment = DeviceAssignment.objects.create(device=device, politician=politician, since=since)
    log_change(device, "assign", by=by, after={"politician": politician.pk, "since": since.isoformat()})
    return assignment


def why_not_take_back(
    assignment: DeviceAssignment, *, ended_as: str, on: date, price: Decimal | None = None
) -> list[str]:
    reasons = []
    if price is not None and ended_as != EndedAs.BOUGHT_OUT:
        reasons.append(_("Only a device that was bought out has a price."))
    if price is not None and price < 0:
        reasons.append(_("The price cannot be below zero."))
    if assignment.until is not None:
        reasons.append(_("This assignment has ended already."))
    if on < assignment.since:
        reasons.append(_("It was handed out after that day."))
    return reasons


@transaction.atomic
def take_back_device(
    assignment: DeviceAssignment,
    *,
    ended_as: str,
    on: date,
    by: User,
    price: Decimal | None = None,
    within: CouncilChange | None = None,
) -> None:
    """End an assignment: the device was returned, bought out, kept, replaced, lost, or never was with that person.

    `price` is what was paid for one bought out; `within` is the change of council in which it can be undone.
    """
    assignment = _held(assignment)
    if reasons := why_not_take_back(assignment, ended_as=ended_as, on=on, price=price):
        raise Refused(reasons)
    device = assignment.device
    assignment.until, assignment.ended_as, assignment.price_paid = on, ended_as, price
    assignment.status_before, assignment.ended_in = device.status, within
    assignment.save(update_fields=ENDING)
    device.status = STATUS_AFTER[EndedAs(ended_as)]
    device.save(update_fields=["status"])
    after = {"until": on.isoformat(), "ended_as": ended_as}
    if price is not None:
        after["price_paid"] = str(price)
    log_change(device, "take_back", by=by, after=after)


ENDING = ["until", "ended_as", "price_paid", "status_before", "ended_in"]


def _held(assignment: DeviceAssignment) -> DeviceAssignment:
    return (
        DeviceAssignment.objects.select_for_update(of=("self",))
        .select_related("device", "politician")
        .get(pk=assignment.pk)
    )


def why_not_give_back(assignment: DeviceAssignment) -> list[str]:
    """Every reason why the end of an assignment cannot be undone."""
    reasons = []
    device = assignment.device
    if assignment.until is None:
        reasons.append(_("%(name)s has %(device)s.") % {"name": assignment.politician, "device": device})
    elif device.status != STATUS_AFTER[EndedAs(assignment.ended_as)]:
        reasons.append(
            _("%(device)s is registered otherwise since: %(status)s.")
            % {"device": device, "status": device.get_status_display()}
        )
    holder = device.assignments.open().exclude(pk=assignment.pk).select_related("politician").first()
    if holder is not None:
        reasons.append(_("%(name)s has %(device)s now.") % {"name": holder.politician, "device": device})
    return reasons


@transaction.atomic
def give_back_device(assignment: DeviceAssignment, *, by: User) -> None:
    """Undo the end of an assignment that was registered by mistake: the device is where it was."""
    assignment = _held(assignment)
    if reasons := why_not_give_back(assignment):
        raise Refused(reasons)
    device = assignment.device
    before = {"until": str(assignment.until), "ended_as": assignment.ended_as}
    device.status = assignment.status_before or DeviceStatus.IN_USE
    assignment.until, assignment.ended_as, assignment.price_paid = None, "", None
    assignment.status_before, assignment.ended_in = "", None
    assignment.save(update_fields=ENDING)
    device.save(update_fields=["status"])
    log_change(device, "take_back_undo", by=by, before=before, after={"politician": assignment.politician_id})


def why_not_change(devices: QuerySet[Device], changes: dict[str, Any]) -> list[str]:
    """Every reason why these devices cannot all be changed so."""
    reasons = []
    count = devices.count()
    if not changes:
        reasons.append(_("Choose what to change."))
    if not count:
        reasons.append(_("Choose at least one device."))
    if count > MOST_AT_ONCE:
        reasons.append(
            _("At most %(most)d devices are changed at once; these are %(count)d.")
            % {"most": MOST_AT_ONCE, "count": count}
        )
    if "status" in changes and changes["status"] not in (DeviceStatus.IN_USE, DeviceStatus.REPLACEMENT_ORDERED):
        held = DeviceAssignment.objects.open().filter(device__in=devices).count()
        if held:
            reasons.append(
                _("%(count)d of them are with somebody. Take those back one by one first.") % {"count": held}
            )
    return reasons


@transaction.atomic
def change_devices(devices: QuerySet[Device], *, changes: dict[str, Any], by: User) -> int:
    """Give many devices the same value in some fields. How many were changed."""
    if reasons := why_not_change(devices, changes):
        raise Refused(reasons)
    changed = 0
    for device in devices.select_for_update(of=("self",)).order_by("pk"):
        before = {name: getattr(device, name) for name in changes}
        if before == changes:
            continue
        for name, value in changes.items():
            setattr(device, name, value)
        device.save(update_fields=list(changes))
        changed += 1
        log_change(device, "change_in_bulk", by=by, before=_texts(before), after=_texts(changes))
    return changed


def _texts(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value is None else str(value) for name, value in facts.items()}
