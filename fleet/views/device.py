"""The register of devices: listed, one by one, handed out and taken back, changed in bulk, as a file, on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.merging import one_at_a_time
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from fleet.access import can_read_fleet, can_write_fleet
from fleet.actions.device import (
    assign_device,
    change_devices,
    delete_device,
    save_device,
    take_back_device,
    why_not_delete,
)
from fleet.documents.registers import device_file, verdict_told
from fleet.forms.device import AssignForm, DeviceBulkForm, DeviceFilterForm, DeviceForm, TakeBackForm
from fleet.models import Device, DeviceAssignment
from fleet.queries.changes import latest_changes
from fleet.queries.device import devices_found, in_order, with_holders
from fleet.queries.replacement import facts_from, lifetimes_in_force
from fleet.rules.replacement import judge

from .paging import file_response, kept_query, page_of

MOST_PRINTED = 2000


@allow(can_read_fleet)
@require_GET
def device_list(request: SignedInRequest) -> HttpResponse:
    form = DeviceFilterForm(request.GET, user=request.user)
    page = page_of(with_holders(_found(request, request.GET)), request.GET)
    context = {
        "form": form,
        "page": page,
        "query": kept_query(request.GET),
        "sort": request.GET.get("sort", ""),
        "sort_query": kept_query(request.GET, "sort"),
        "is_filtered": bool(form.wanted),
        "can_write": can_write_fleet(request.user),
        "bulk_form": DeviceBulkForm(),
        "today": timezone.localdate(),
    }
    return render(request, "fleet/device_list.html", context)


def _found(request: SignedInRequest, query: QueryDict) -> QuerySet[Device]:
    wanted = DeviceFilterForm(query, user=request.user).wanted
    found = devices_found(request.user, wanted, today=timezone.localdate())
    return in_order(found, query.get("sort", ""))


@allow(can_read_fleet)
@require_GET
def device_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    return file_response(device_file(_found(request, request.GET), today=timezone.localdate()), suffix)


@allow(can_read_fleet)
@require_GET
def device_print(request: SignedInRequest) -> HttpResponse:
    found = _found(request, request.GET)
    context = {
        "devices": with_holders(found)[:MOST_PRINTED],
        "count": found.count(),
        "most": MOST_PRINTED,
        "today": timezone.localdate(),
        "query": kept_query(request.GET),
    }
    return render(request, "fleet/device_print.html", context)


@allow(can_write_fleet)
@require_POST
def device_bulk(request: SignedInRequest) -> HttpResponseBase:
    """Change the devices that are ticked, or all that the list found."""
    query = QueryDict(request.POST.get("query", ""))
    written = Device.objects.written_by(request.user)
    if request.POST.get("all"):
        devices = written.filter(pk__in=_found(request, query).order_by().values("pk"))
    else:
        devices = written.filter(pk__in=[pk for pk in request.POST.getlist("pk") if pk.isdecimal()])
    form = DeviceBulkForm(request.POST)
    if not form.is_valid():
        raise Refused(
            [f"{form.fields[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()]
        )
    count = change_devices(devices, changes=form.changes, by=request.user)
    told = ngettext("%(count)d device is changed.", "%(count)d devices are changed.", count) % {"count": count}
    messages.success(request, told)
    return redirect(f"{reverse('fleet:device_list')}?{kept_query(query)}")


@allow(can_write_fleet)
@require_http_methods(["GET", "POST"])
def device_new(request: SignedInRequest) -> HttpResponseBase:
    device = Device()
    form = DeviceForm(request.POST or None, instance=device, initial=request.GET.dict(), user=request.user)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        messages.success(request, _("%(device)s is registered.") % {"device": device})
        return redirect(device)
    context = {"form": form, "device": None}
    return render(request, "fleet/device_form.html", context, status=422 if form.errors else 200)


@allow(can_write_fleet)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def device_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    device = get_object_or_404(Device.objects.written_by(request.user), pk=pk)
    form = DeviceForm(request.POST or None, instance=device, user=request.user)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        messages.success(request, _("%(device)s is saved.") % {"device": device})
        return redirect(device)
    registered = Device.objects.get(pk=pk)
    context = {"form": form, "device": registered, "why_not_delete": why_not_delete(registered)}
    return render(request, "fleet/device_form.html", context, status=422 if form.errors else 200)


def _saved(request: SignedInRequest, form: DeviceForm) -> bool:
    """Save what the form says; where it is refused, the form tells every reason."""
    try:
        save_device(form.instance, by=request.user)
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return False
    return True


@allow(can_write_fleet)
@require_POST
def device_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    device = get_object_or_404(Device.objects.written_by(request.user), pk=pk)
    told = str(device)
    delete_device(device, by=request.user)
    messages.success(request, _("Deleted: %(name)s.") % {"name": told})
    return redirect("fleet:device_list")


@allow(can_read_fleet)
@require_GET
def device_page(request: SignedInRequest, pk: int) -> HttpResponse:
    device = get_object_or_404(Device.objects.visible_to(request.user).select_related("municipality"), pk=pk)
    return render(request, "fleet/device_page.html", _page(request, device))


def _page(request: SignedInRequest, device: Device, **forms: Any) -> dict[str, Any]:
    today = timezone.localdate()
    history = list(device.assignments.select_related("politician"))
    can_write = Device.objects.written_by(request.user).filter(pk=device.pk).exists()
    judgement = judge(facts_from(device), lifetimes_in_force(), as_of=today)
    return {
        "device": device,
        "holder": next((one for one in history if one.until is None), None),
        "history": history,
        "judgement": judgement,
        "verdict": verdict_told(judgement.verdict),
        "can_write": can_write,
        "assign_form": AssignForm(device=device, initial={"since": today}) if can_write else None,
        "take_back_form": TakeBackForm(initial={"on": today}),
        "changes": latest_changes(device),
        "today": today,
    } | forms


@allow(can_write_fleet)
@require_POST
def device_assign(request: SignedInRequest, pk: int) -> HttpResponseBase:
    device = get_object_or_404(Device.objects.written_by(request.user).select_related("municipality"), pk=pk)
    form = AssignForm(request.POST, device=device)
    if not form.is_valid():
        return render(request, "fleet/device_page.html", _page(request, device, assign_form=form), status=422)
    given = form.cleaned_data
    assign_device(device, given["politician"], since=given["since"], by=request.user)
    messages.success(request, _("%(name)s has it now.") % {"name": given["politician"]})
    return redirect(device)


@allow(can_write_fleet)
@require_POST
def device_take_back(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """End the assignment with this key."""
    assignment = get_object_or_404(DeviceAssignment.objects.written_by(request.user).select_related("device"), pk=pk)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        page = _page(request, assignment.device, take_back_form=form)
        return render(request, "fleet/device_page.html", page, status=422)
    given = form.cleaned_data
    take_back_device(assignment, ended_as=given["ended_as"], on=given["on"], price=given["price"], by=request.user)
    messages.success(request, _("The assignment has ended."))
    return redirect(assignment.device)
