"""The register of politicians: listed, one by one with seats and subsidies, changed in bulk, as a file, on paper."""

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
from fleet.actions.politician import (
    change_politicians,
    delete_politician,
    delete_seat,
    delete_subsidy,
    grant_subsidy,
    save_politician,
    save_seat,
)
from fleet.documents.registers import politician_file
from fleet.forms.politician import (
    PoliticianBulkForm,
    PoliticianFilterForm,
    PoliticianForm,
    SeatForm,
    SubsidyForm,
)
from fleet.models import Politician, Seat, Subsidy, Term
from fleet.queries.changes import latest_changes
from fleet.queries.politician import in_order, politicians_found, with_all_of_them, with_sitting
from fleet.rules.email_domain import EmailDomain, with_right_domain

from .paging import file_response, kept_query, page_of

MOST_PRINTED = 2000


@allow(can_read_fleet)
@require_GET
def politician_list(request: SignedInRequest) -> HttpResponse:
    form = PoliticianFilterForm(request.GET, user=request.user)
    context = {
        "form": form,
        "page": page_of(
            with_sitting(with_all_of_them(_found(request, request.GET)), timezone.localdate()), request.GET
        ),
        "query": kept_query(request.GET),
        "sort": request.GET.get("sort", ""),
        "sort_query": kept_query(request.GET, "sort"),
        "is_filtered": bool(form.wanted),
        "can_write": can_write_fleet(request.user),
        "bulk_form": PoliticianBulkForm(),
    }
    return render(request, "fleet/politician_list.html", context)


def _found(request: SignedInRequest, query: QueryDict) -> QuerySet[Politician]:
    wanted = PoliticianFilterForm(query, user=request.user).wanted
    return in_order(politicians_found(request.user, wanted, today=timezone.localdate()), query.get("sort", ""))


@allow(can_read_fleet)
@require_GET
def politician_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    return file_response(politician_file(_found(request, request.GET), today=timezone.localdate()), suffix)


@allow(can_read_fleet)
@require_GET
def politician_print(request: SignedInRequest) -> HttpResponse:
    found = _found(request, request.GET)
    context = {
        "politicians": with_all_of_them(found)[:MOST_PRINTED],
        "count": found.count(),
        "most": MOST_PRINTED,
        "today": timezone.localdate(),
        "query": kept_query(request.GET),
    }
    return render(request, "fleet/politician_print.html", context)


@allow(can_write_fleet)
@require_POST
def politician_bulk(request: SignedInRequest) -> HttpResponseBase:
    """Change the politicians that are ticked, or all that the list found."""
    query = QueryDict(request.POST.get("query", ""))
    written = Politician.objects.written_by(request.user)
    if request.POST.get("all"):
        politicians = written.filter(pk__in=_found(request, query).order_by().values("pk"))
    else:
        politicians = written.filter(pk__in=[pk for pk in request.POST.getlist("pk") if pk.isdecimal()])
    form = PoliticianBulkForm(request.POST)
    if not form.is_valid():
        raise Refused(
            [f"{form.fields[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()]
        )
    count = change_politicians(politicians, changes=form.changes, by=request.user)
    told = ngettext("%(count)d politician is changed.", "%(count)d politicians are changed.", count)
    messages.success(request, told % {"count": count})
    return redirect(f"{reverse('fleet:politician_list')}?{kept_query(query)}")


@allow(can_write_fleet)
@require_http_methods(["GET", "POST"])
def politician_new(request: SignedInRequest) -> HttpResponseBase:
    politician = Politician()
    form = PoliticianForm(request.POST or None, instance=politician, initial=request.GET.dict(), user=request.user)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        return redirect(politician)
    context = {"form": form, "politician": None}
    return render(request, "fleet/politician_form.html", context, status=422 if form.errors else 200)


@allow(can_write_fleet)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def politician_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    politician = get_object_or_404(Politician.objects.written_by(request.user), pk=pk)
    form = PoliticianForm(request.POST or None, instance=politician, user=request.user)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        return redirect(politician)
    context = {"form": form, "politician": Politician.objects.get(pk=pk)}
    return render(request, "fleet/politician_form.html", context, status=422 if form.errors else 200)


def _saved(request: SignedInRequest, form: PoliticianForm) -> bool:
    """Save what the form says, and say so; where it is refused, the form tells every reason."""
    politician = form.instance
    try:
        save_politician(politician, by=request.user)
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return False
    messages.success(request, _("%(name)s is saved.") % {"name": politician})
    return True


def address_told(politician: Politician) -> str:
    """What is unusual about the domain of an address."""
    domain = politician.municipality.politician_domain
    if politician.email_domain == EmailDomain.OTHER_SPELLING:
        return _("%(email)s is spelled in the other language form. Should it be %(right)s?") % {
            "email": politician.email,
            "right": with_right_domain(politician.email, domain),
        }
    return _("%(email)s is not on the municipality's domain %(domain)s.") % {
        "email": politician.email,
        "domain": domain,
    }


@allow(can_write_fleet)
@require_POST
def politician_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    politician = get_object_or_404(Politician.objects.written_by(request.user), pk=pk)
    told = str(politician)
    delete_politician(politician, by=request.user)
    messages.success(request, _("Deleted: %(name)s.") % {"name": told})
    return redirect("fleet:politician_list")


@allow(can_read_fleet)
@require_GET
def politician_page(request: SignedInRequest, pk: int) -> HttpResponse:
    politician = get_object_or_404(with_all_of_them(Politician.objects.visible_to(request.user)), pk=pk)
    return render(request, "fleet/politician_page.html", _page(request, politician))


def _page(request: SignedInRequest, politician: Politician, **forms: Any) -> dict[str, Any]:
    today = timezone.localdate()
    is_elsewhere = politician.email_domain in (EmailDomain.OTHER, EmailDomain.OTHER_SPELLING)
    return {
        "politician": politician,
        "address_told": address_told(politician) if is_elsewhere else "",
        "history": politician.device_assignments.select_related("device"),
        "subsidies": politician.subsidies.select_related("device", "term"),
        "can_write": Politician.objects.written_by(request.user).filter(pk=politician.pk).exists(),
        "seat_form": SeatForm(initial={"term": Term.objects.on(today)}),
        "subsidy_form": SubsidyForm(politician=politician, initial={"granted_on": today}),
        "changes": latest_changes(politician),
    } | forms


@allow(can_write_fleet)
@require_POST
def seat_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    politician = get_object_or_404(with_all_of_them(Politician.objects.written_by(request.user)), pk=pk)
    form = SeatForm(request.POST, instance=Seat(politician=politician))
    if not form.is_valid():
        return render(request, "fleet/politician_page.html", _page(request, politician, seat_form=form), status=422)
    save_seat(form.save(commit=False), by=request.user)
    messages.success(request, _("The seat is registered."))
    return redirect(politician)


@allow(can_write_fleet)
@require_POST
def seat_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    written = Seat.objects.filter(politician__in=Politician.objects.written_by(request.user))
    seat = get_object_or_404(written.select_related("politician", "term"), pk=pk)
    delete_seat(seat, by=request.user)
    messages.success(request, _("The seat is removed."))
    return redirect(seat.politician)


@allow(can_write_fleet)
@require_POST
def subsidy_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    politician = get_object_or_404(with_all_of_them(Politician.objects.written_by(request.user)), pk=pk)
    form = SubsidyForm(request.POST, instance=Subsidy(politician=politician), politician=politician)
    if not form.is_valid():
        page = _page(request, politician, subsidy_form=form)
        return render(request, "fleet/politician_page.html", page, status=422)
    grant_subsidy(form.save(commit=False), by=request.user)
    messages.success(request, _("The subsidy is registered."))
    return redirect(politician)


@allow(can_write_fleet)
@require_POST
def subsidy_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    subsidy = get_object_or_404(Subsidy.objects.written_by(request.user).select_related("politician"), pk=pk)
    delete_subsidy(subsidy, by=request.user)
    messages.success(request, _("The subsidy is removed."))
    return redirect(subsidy.politician)
