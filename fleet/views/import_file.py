"""Bring a file in: upload, look at what it would change, apply, undo; what was rejected as a file; templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from fleet.access import can_read_fleet, can_write_fleet
from fleet.actions.import_batch import (
    MAPPED_KINDS,
    drop_import,
    is_last,
    map_import,
    progress_of,
    undo_import,
    upload_import,
    why_not_apply,
)
from fleet.actions.import_file import header_of
from fleet.actions.import_work import is_stuck, release_stuck, start_applying, start_reading
from fleet.documents.registers import device_template, politician_template, rejected_file
from fleet.forms.import_file import ImportFileForm, MappingForm
from fleet.imports.faults import UnreadableError
from fleet.models import ImportBatch, ImportState, RowOutcome
from fleet.queries.import_rows import shown_rows

from .paging import file_response

ROWS_ON_A_PAGE = 50
WORKING = (ImportState.WAITING, ImportState.READING, ImportState.APPLYING)


@allow(can_read_fleet)
@require_http_methods(["GET", "POST"])
def import_list(request: SignedInRequest) -> HttpResponseBase:
    can_write = can_write_fleet(request.user)
    form = ImportFileForm(request.POST or None, request.FILES or None, user=request.user, initial=request.GET.dict())
    if request.method == "POST" and can_write and form.is_valid():
        given = form.cleaned_data
        try:
            batch = upload_import(
                given["file"], kind=given["kind"], municipality=given["municipality"], by=request.user
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("file", reason)
        else:
            start_reading(batch)
            return redirect(batch)
    batches = ImportBatch.objects.visible_to(request.user).select_related("municipality", "uploaded_by")
    context = {
        "form": form if can_write else None,
        "page": Paginator(batches, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "fleet/import_list.html", context, status=422 if request.method == "POST" else 200)


def _batch(request: SignedInRequest, pk: int) -> ImportBatch:
    batches = ImportBatch.objects.visible_to(request.user).select_related("municipality", "uploaded_by")
    return get_object_or_404(batches, pk=pk)


def _written(request: SignedInRequest, pk: int) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.written_by(request.user).select_related("municipality"), pk=pk)


@allow(can_read_fleet)
@require_GET
def import_page(request: SignedInRequest, pk: int) -> HttpResponseBase:
    batch = _batch(request, pk)
    if batch.state == ImportState.MAPPING and _keeps(request, batch):
        return redirect("fleet:import_map", pk)
    return render(request, "fleet/import_page.html", _page(request, batch))


def _keeps(request: SignedInRequest, batch: ImportBatch) -> bool:
    return ImportBatch.objects.written_by(request.user).filter(pk=batch.pk).exists()


def _page(request: SignedInRequest, batch: ImportBatch) -> dict[str, Any]:
    outcomes = [(outcome, getattr(batch, outcome.value)) for outcome in RowOutcome]
    chosen = request.GET.get("outcome", "")
    if chosen not in RowOutcome.values:
        chosen = next((outcome.value for outcome, count in outcomes if count), RowOutcome.NEW.value)
    rows = batch.found.filter(outcome=chosen).order_by("pk")
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    keeps = _keeps(request, batch)
    return {
        "batch": batch,
        "outcomes": outcomes,
        "chosen": RowOutcome(chosen),
        "page": page,
        "rows": shown_rows(page.object_list),
        "is_working": batch.state in WORKING,
        "is_stuck": is_stuck(batch),
        "progress": progress_of(batch),
        "can_write": keeps,
        "can_map": keeps and batch.kind in MAPPED_KINDS and batch.state == ImportState.READY,
        "why_not_apply": why_not_apply(batch),
        "can_undo": keeps and batch.state == ImportState.APPLIED and is_last(batch),
        "is_large_gone": batch.gone > batch.unchanged + batch.changed and batch.gone > 5,
    }


@allow(can_read_fleet)
@require_GET
def import_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the work has come; when it is done the page is asked for anew."""
    batch = _batch(request, pk)
    if batch.state not in WORKING:
        return HttpResponse(headers={"HX-Redirect": batch.get_absolute_url()})
    return render(request, "fleet/import_page.html#progress", _page(request, batch))


@allow(can_write_fleet)
@require_http_methods(["GET", "POST"])
def import_map(request: SignedInRequest, pk: int) -> HttpResponseBase:
    batch = _written(request, pk)
    if batch.kind not in MAPPED_KINDS or not batch.file:
        return redirect(batch)
    try:
        header = header_of(Path(batch.file.path))
    except UnreadableError as unreadable:
        raise Refused([str(unreadable)]) from None
    form = MappingForm(request.POST or None, kind=batch.kind, header=header, mapping=batch.mapping)
    if request.method == "POST" and form.is_valid():
        try:
            map_import(batch, mapping=form.mapping, by=request.user)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            start_reading(batch)
            return redirect(batch)
    context = {"batch": batch, "form": form}
    return render(request, "fleet/import_map.html", context, status=422 if form.errors else 200)


@allow(can_write_fleet)
@require_POST
def import_apply(request: SignedInRequest, pk: int) -> HttpResponseBase:
    batch = _written(request, pk)
    start_applying(batch, by=request.user)
    batch.refresh_from_db()
    if batch.state == ImportState.APPLIED:
        messages.success(request, _("The file is applied."))
    return redirect(batch)


@allow(can_write_fleet)
@require_POST
def import_again(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Look at the file once more, against the register as it is now."""
    batch = _written(request, pk)
    release_stuck(batch)
    batch.refresh_from_db()
    if batch.state in (ImportState.WAITING, ImportState.READY):
        start_reading(batch)
    return redirect(batch)


@allow(can_write_fleet)
@require_POST
def import_drop(request: SignedInRequest, pk: int) -> HttpResponseBase:
    drop_import(_written(request, pk), by=request.user)
    messages.success(request, _("The file is dropped. Nothing of it is in the registers."))
    return redirect("fleet:import_list")


@allow(can_write_fleet)
@require_POST
def import_undo(request: SignedInRequest, pk: int) -> HttpResponseBase:
    batch = _written(request, pk)
    undo_import(batch, by=request.user, today=timezone.localdate())
    messages.success(request, _("The import is undone: the registers are as they were before it."))
    return redirect(batch)


@allow(can_read_fleet)
@require_GET
def import_rejected(request: SignedInRequest, pk: int) -> HttpResponse:
    return file_response(rejected_file(_batch(request, pk)), "csv")


@allow(can_read_fleet)
@require_GET
def import_template(request: SignedInRequest, noun: str, suffix: str) -> HttpResponse:
    """An empty list with the columns that are understood."""
    return file_response(device_template() if noun == "devices" else politician_template(), suffix)
