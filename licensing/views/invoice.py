"""Invoice bases: listed, drafted, approved, credited, handed out to each municipality."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.models import Municipality
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow, pdf_of, workbook_answer
from licensing.access import can_read_all_costs, can_read_costs, can_write_costs
from licensing.actions.invoice import (
    approve_invoice,
    credit_invoice,
    draft_invoice,
    is_behind,
    throw_away,
    why_not_approve,
    why_not_credit,
    work_out_again,
)
from licensing.documents.invoice import (
    by_municipality,
    invoice_html,
    invoice_workbook,
    printed_municipalities,
    printed_rows,
)
from licensing.forms.invoice import InvoiceForm
from licensing.models import InvoiceBasis, InvoiceRow


@allow(can_read_costs)
@require_GET
def invoice_list(request: SignedInRequest) -> HttpResponse:
    bases = InvoiceBasis.objects.visible_to(request.user).select_related("scenario", "credits", "credited_by")
    context = {
        "bases": bases,
        "can_write": can_write_costs(request.user),
        "sees_all": can_read_all_costs(request.user),
    }
    return render(request, "licensing/invoice_list.html", context)


@allow(can_write_costs)
@require_http_methods(["GET", "POST"])
def invoice_new(request: SignedInRequest) -> HttpResponseBase:
    form = InvoiceForm(request.POST or None, user=request.user, initial={"scenario": request.GET.get("scenario")})
    if request.method == "POST" and form.is_valid():
        first, last = form.months
        try:
            basis = draft_invoice(
                form.cleaned_data["scenario"],
                first_month=first,
                last_month=last,
                settlement=form.cleaned_data["settlement"],
                vat_rate=form.cleaned_data["vat_rate"],
                is_compensated=form.cleaned_data["is_compensated"],
                by=request.user,
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            return redirect(basis)
    return render(request, "licensing/invoice_new.html", {"form": form}, status=422 if form.errors else 200)


def _readable(request: SignedInRequest, pk: int) -> tuple[InvoiceBasis, list[InvoiceRow]]:
    """A basis, and those of its rows that this reader may see."""
    bases = InvoiceBasis.objects.visible_to(request.user).select_related("scenario", "credits", "credited_by")
    basis = get_object_or_404(bases, pk=pk)
    return basis, list(basis.rows.visible_to(request.user).select_related("municipality"))


def _written(request: SignedInRequest, pk: int) -> InvoiceBasis:
    return get_object_or_404(InvoiceBasis.objects.visible_to(request.user).select_related("scenario"), pk=pk)


@allow(can_read_costs)
@require_GET
def invoice_page(request: SignedInRequest, pk: int) -> HttpResponse:
    basis, rows = _readable(request, pk)
    writes = can_write_costs(request.user)
    context = {
        "basis": basis,
        "summary": printed_municipalities(basis, rows),
        "places": [(place, printed_rows(basis, of_it)) for place, of_it in by_municipality(rows)],
        "can_write": writes,
        "why_not_approve": why_not_approve(basis) if writes and not basis.is_frozen else [],
        "is_behind": writes and not basis.is_frozen and is_behind(basis),
        "can_credit": writes and not why_not_credit(basis),
        "sees_all": can_read_all_costs(request.user),
    }
    return render(request, "licensing/invoice_page.html", context)


@allow(can_write_costs)
@require_POST
def invoice_work_out(request: SignedInRequest, pk: int) -> HttpResponseBase:
    basis = _written(request, pk)
    work_out_again(basis, by=request.user)
    messages.success(request, _("The draft follows the scenario again."))
    return redirect(basis)


@allow(can_write_costs)
@require_POST
def invoice_approve(request: SignedInRequest, pk: int) -> HttpResponseBase:
    basis = _written(request, pk)
    approve_invoice(basis, by=request.user)
    messages.success(request, _("Approved and frozen."))
    return redirect(basis)


@allow(can_write_costs)
@require_POST
def invoice_credit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    note = credit_invoice(_written(request, pk), by=request.user)
    messages.success(request, _("Credited: every line with its sign turned."))
    return redirect(note)


@allow(can_write_costs)
@require_POST
def invoice_throw_away(request: SignedInRequest, pk: int) -> HttpResponseBase:
    throw_away(_written(request, pk), by=request.user)
    messages.success(request, _("The draft is thrown away."))
    return redirect("licensing:invoice_list")


@allow(can_read_costs)
@require_GET
def invoice_book(request: SignedInRequest, pk: int) -> HttpResponse:
    """The workbook of all that the reader may see."""
    basis, rows = _readable(request, pk)
    return workbook_answer(invoice_workbook(basis, rows), f"invoice-basis-{basis.period}.xlsx")


def _of_municipality(
    request: SignedInRequest, pk: int, number: str
) -> tuple[InvoiceBasis, Municipality, list[InvoiceRow]]:
    basis, rows = _readable(request, pk)
    own = [row for row in rows if row.municipality.number == number]
    if not own:
        raise Http404
    return basis, own[0].municipality, own


@allow(can_read_costs)
@require_GET
def invoice_municipality_book(request: SignedInRequest, pk: int, number: str) -> HttpResponse:
    basis, _place, rows = _of_municipality(request, pk, number)
    return workbook_answer(invoice_workbook(basis, rows), f"invoice-basis-{basis.period}-{number}.xlsx")


@allow(can_read_costs)
@require_http_methods(["GET", "POST"])
def invoice_municipality_pdf(request: SignedInRequest, pk: int, number: str) -> HttpResponseBase:
    basis, place, rows = _of_municipality(request, pk, number)
    return pdf_of(
        request,
        invoice_html(basis, place, rows, language=place.language),
        kind="licensing.invoice",
        subject=f"{pk}-{number}",
        name=f"invoice-basis-{basis.period}-{number}.pdf",
        heading=_("Invoice basis of %(name)s, %(period)s") % {"name": place.name, "period": basis.period},
        back=basis.get_absolute_url(),
    )
