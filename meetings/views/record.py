"""Read a meeting back from its record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cooperation.models import Body, Role
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_write_meetings
from meetings.actions.record import import_record
from meetings.forms.record import RecordForm
from meetings.imports.record_file import MAX_FILE_BYTES, UnreadableRecordError, read_record


@allow(can_write_meetings)
@require_http_methods(["GET", "POST"])
def record_import(request: SignedInRequest) -> HttpResponseBase:
    form = RecordForm(request.POST or None, request.FILES or None)
    form.fields["body"].queryset = Body.objects.filter(pk__in=request.user.bodies_as(Role.SECRETARY))  # type: ignore[attr-defined]
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            file = read_record(form.cleaned_data["file"].read(MAX_FILE_BYTES + 1))
            meeting, notes = import_record(file, body=form.cleaned_data["body"], by=request.user)
        except UnreadableRecordError as error:
            reasons = [str(error)]
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Brought in as %(meeting)s.") % {"meeting": meeting})
            for note in notes:
                messages.warning(request, note)
            return redirect(meeting)
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/record_import.html", {"form": form, "reasons": reasons}, status=status)
