"""A change of council: started, worked through, finished."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from fleet.access import can_read_fleet, can_write_fleet
from fleet.actions.council import (
    do_for,
    finish_change,
    give_licence,
    hand_out,
    reopen_change,
    seat_again,
    seat_listed,
    start_change,
    unseat,
)
from fleet.documents.council import council_file
from fleet.forms.council import BuyOutForm, CouncilListForm, CouncilStartForm
from fleet.models import Account, CouncilChange, Device, EndedAs, Politician, SeatRole
from fleet.queries.council import council_state, devices_to_hand_out, products_of, sitting_before

from .paging import file_response


def _change(request: SignedInRequest, pk: int) -> CouncilChange:
    """One that the user may work in."""
    jobs = CouncilChange.objects.written_by(request.user).select_related("municipality", "term", "old_term")
    return get_object_or_404(jobs, pk=pk)


@allow(can_read_fleet)
@require_http_methods(["GET", "POST"])
def council_list(request: SignedInRequest) -> HttpResponseBase:
    """Every job that the reader may see; with a POST a new one is started."""
    can_write = can_write_fleet(request.user)
    form = CouncilStartForm(request.POST if request.method == "POST" and can_write else None, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            change = start_change(form.cleaned_data["municipality"], form.cleaned_data["term"], by=request.user)
            return redirect(change)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
    jobs = CouncilChange.objects.visible_to(request.user).select_related(
        "municipality", "term", "old_term", "started_by", "closed_by"
    )
    context = {"jobs": jobs, "form": form, "can_write": can_write}
    return render(request, "fleet/council_list.html", context, status=422 if form.errors else 200)


@allow(can_read_fleet)
@require_GET
def council_page(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


def _page(request: SignedInRequest, pk: int, form: CouncilListForm | None = None) -> HttpResponse:
    jobs = CouncilChange.objects.visible_to(request.user).select_related(
        "municipality", "term", "old_term", "closed_by"
    )
    change = get_object_or_404(jobs, pk=pk)
    can_work = CouncilChange.objects.written_by(request.user).filter(pk=pk).exists() and not change.is_closed
    context = {
        "change": change,
        "state": council_state(change),
        "before": sitting_before(change) if can_work else [],
        "shelf": devices_to_hand_out(change) if can_work else [],
        "products": products_of(change) if can_work else [],
        "roles": SeatRole.choices,
        "can_work": can_work,
        "can_reopen": change.is_closed and can_write_fleet(request.user),
        "form": form or CouncilListForm(),
        "buy_out_form": BuyOutForm(),
    }
    return render(request, "fleet/council_page.html", context, status=422 if form else 200)


@allow(can_read_fleet)
@require_GET
def council_export(request: SignedInRequest, pk: int, suffix: str) -> HttpResponse:
    jobs = CouncilChange.objects.visible_to(request.user).select_related("municipality", "term", "old_term")
    return file_response(council_file(council_state(get_object_or_404(jobs, pk=pk))), suffix)


def _ticked(request: SignedInRequest) -> list[int]:
    return [int(pk) for pk in request.POST.getlist("politician") if pk.isdecimal()]


@allow(can_write_fleet)
@require_POST
def council_stay(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Those ticked sit on."""
    change = _change(request, pk)
    role = request.POST.get("role", "")
    if role not in SeatRole.values:
        raise Refused([_("Choose what they sit in.")])
    count = seat_again(change, _ticked(request), role=role, by=request.user)
    told = ngettext("%(count)d sits on.", "%(count)d sit on.", count)
    messages.success(request, told % {"count": count})
    return redirect(f"{change.get_absolute_url()}#staying")


@allow(can_write_fleet)
@require_POST
def council_come(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Those on the pasted list sit in the new council. A list with a fault is shown again, and nobody is seated."""
    change = _change(request, pk)
    form = CouncilListForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form)
    try:
        new, known = seat_listed(change, form.cleaned_data["people"], by=request.user)
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error("people", reason)
        return _page(request, pk, form)
    messages.success(
        request,
        _("Seated: %(new)d who are new in the register, %(known)d who were known.") % {"new": new, "known": known},
    )
    return redirect(f"{change.get_absolute_url()}#coming")


@allow(can_write_fleet)
@require_POST
def council_do(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Do the same for those ticked, or for the one whose own button was pressed (`one`: verb and key).

    A price belongs to a buy-out: the one beside the button, or the one below for all that are ticked.
    """
    change = _change(request, pk)
    verb, keys, price = request.POST.get("do", ""), _ticked(request), "price"
    verb_of_one, _colon, key = request.POST.get("one", "").partition(":")
    if verb_of_one and key.isdecimal():
        verb, keys, price = verb_of_one, [int(key)], f"price-{key}"
    form = BuyOutForm({"price": request.POST.get(price, "") if verb == EndedAs.BOUGHT_OUT else ""})
    if not form.is_valid():
        raise Refused([str(error) for error in form.errors["price"]])
    count = do_for(change, keys, verb=verb, on=timezone.localdate(), by=request.user, price=form.cleaned_data["price"])
    told = ngettext("Done for %(count)d person.", "Done for %(count)d persons.", count)
    messages.success(request, told % {"count": count})
    group = "coming" if verb.removeprefix("not_").startswith("without") else "leaving"
    return redirect(f"{change.get_absolute_url()}#{group}")


def _politician(change: CouncilChange, key: str) -> Politician:
    return get_object_or_404(Politician, municipality=change.municipality_id, pk=int(key) if key.isdecimal() else 0)


@allow(can_write_fleet)
@require_POST
def council_hand_out(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Give one who comes what was chosen: a device from the shelf, or a licence."""
    change = _change(request, pk)
    politician = _politician(change, request.POST.get("politician", ""))
    today = timezone.localdate()
    if product := request.POST.get("product"):
        account = Account.objects.existing().filter(politician=politician).first()
        if account is None:
            raise Refused([_("%(name)s has no account.") % {"name": politician}])
        give_licence(change, account, product=product, since=today, by=request.user)
    else:
        key = request.POST.get("device", "")
        devices = Device.objects.filter(municipality=change.municipality_id, pk=int(key) if key.isdecimal() else 0)
        device = devices.first()
        if device is None:
            raise Refused([_("Choose a device.")])
        hand_out(change, politician, device, since=today, by=request.user)
    messages.success(request, _("Registered for %(name)s.") % {"name": politician})
    return redirect(f"{change.get_absolute_url()}#coming")


@allow(can_write_fleet)
@require_POST
def council_unseat(request: SignedInRequest, pk: int) -> HttpResponseBase:
    change = _change(request, pk)
    politician = _politician(change, request.POST.get("politician", ""))
    unseat(change, politician, by=request.user)
    messages.success(request, _("%(name)s does not sit in the new council.") % {"name": politician})
    return redirect(change)


@allow(can_write_fleet)
@require_POST
def council_finish(request: SignedInRequest, pk: int) -> HttpResponseBase:
    change = _change(request, pk)
    finish_change(change, by=request.user)
    messages.success(request, _("The change of council is finished."))
    return redirect(change)


@allow(can_write_fleet)
@require_POST
def council_reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    change = _change(request, pk)
    reopen_change(change, by=request.user)
    return redirect(reverse("fleet:council_page", args=[pk]))
