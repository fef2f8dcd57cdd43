"""A benefit: how far it has come, its measurements, what it is worth."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from docs_vision.access import can_read_vision, can_write_vision
from docs_vision.actions.measurement import (
    compute_measurements,
    record_measurement,
    record_measurements,
    remove_measurement,
    rows_again,
)
from docs_vision.forms.measurement import MeasurementFileForm, MeasurementForm
from docs_vision.imports.measurements import MeasurementFile, NewMeasurement, read_measurements
from docs_vision.models import Benefit, Measurement
from docs_vision.queries.benefit import measurement_rows, progress_of
from docs_vision.queries.estimate import estimate_tables
from docs_vision.queries.own_effect import own_figure

from .vision import _followed

FILE_SALT = "docs_vision.measurements"
FILE_SECONDS = 60 * 60


def benefit_context(request: SignedInRequest, benefit: Benefit, form: MeasurementForm) -> dict[str, object]:
    today = timezone.localdate()
    rows = measurement_rows(benefit, request.user)
    return _followed(request, f"benefit-{benefit.pk}") | {
        "benefit": benefit,
        "rows": rows,
        "dependents": benefit.dependents.all(),
        "progress": progress_of(benefit, rows, today=today),
        "estimates": estimate_tables(request.user, today=today, benefit=benefit),
        "figure": own_figure(benefit.measure, today=today) if benefit.measure else None,
        "form": form,
    }


@allow(can_read_vision)
@require_GET
def benefit_page(request: SignedInRequest, pk: int) -> HttpResponse:
    benefit = get_object_or_404(Benefit.objects.select_related("owner"), pk=pk)
    form = MeasurementForm(initial={"measured_on": timezone.localdate()})
    return render(request, "docs_vision/benefit_page.html", benefit_context(request, benefit, form))


@allow(can_write_vision)
@require_POST
def measurement_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    benefit = get_object_or_404(Benefit.objects.select_related("owner"), pk=pk)
    form = MeasurementForm(request.POST)
    if form.is_valid():
        try:
            new = NewMeasurement(benefit, **form.cleaned_data)
            record_measurement(new, by=request.user, today=timezone.localdate())
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("The measurement is kept."))
            return redirect(benefit)
    return render(request, "docs_vision/benefit_page.html", benefit_context(request, benefit, form), status=422)


@allow(can_write_vision)
@require_POST
def measurement_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    measurement = get_object_or_404(Measurement.objects.select_related("benefit"), pk=pk)
    remove_measurement(measurement, by=request.user)
    messages.success(request, _("The measurement is taken away."))
    return redirect(measurement.benefit)


@allow(can_write_vision)
@require_POST
def measurement_compute(request: SignedInRequest) -> HttpResponseBase:
    """Measure what the program knows about itself, today."""
    done = compute_measurements(today=timezone.localdate(), by=request.user)
    messages.success(
        request,
        ngettext("%(count)s figure is worked out.", "%(count)s figures are worked out.", done) % {"count": done},
    )
    return redirect("docs_vision:vision_page")


@allow(can_write_vision)
@require_http_methods(["GET", "POST"])
def measurement_import(request: SignedInRequest) -> HttpResponseBase:
    """A file is read and shown; nothing is written before it is confirmed."""
    form = MeasurementFileForm(request.POST or None, request.FILES or None)
    seen: MeasurementFile | None = None
    if request.method == "POST" and form.is_valid():
        try:
            seen = read_measurements(form.cleaned_data["file"], today=timezone.localdate())
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("file", reason)
    context = {"form": form, "seen": seen, "kept": signing.dumps(seen.plain, salt=FILE_SALT) if seen else ""}
    return render(request, "docs_vision/measurement_import.html", context, status=422 if form.errors else 200)


@allow(can_write_vision)
@require_POST
def measurement_import_confirm(request: SignedInRequest) -> HttpResponseBase:
    try:
        plain = signing.loads(request.POST.get("kept", ""), salt=FILE_SALT, max_age=FILE_SECONDS)
    except signing.BadSignature as error:
        raise Refused([_("The file was shown too long ago. Choose it again.")]) from error
    done = record_measurements(rows_again(plain), by=request.user, today=timezone.localdate())
    messages.success(
        request, ngettext("%(count)s measurement is kept.", "%(count)s measurements are kept.", done) % {"count": done}
    )
    return redirect("docs_vision:vision_page")
