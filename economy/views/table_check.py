"""Check a table: paste it, and see which figures contradict each other."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from economy.access import can_check_tables
from economy.forms.table_check import TableCheckForm
from economy.imports.table_file import MAX_BYTES, cells_from_file, cells_from_text
from economy.rules.table_check import Checked, check_table


@allow(can_check_tables)
@require_http_methods(["GET", "POST"])
def table_check(request: SignedInRequest) -> HttpResponse:
    """Nothing is kept: the table is checked and shown, and that is all."""
    form = TableCheckForm(request.POST, request.FILES) if request.method == "POST" else TableCheckForm()
    checked: Checked | None = None
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            cells = cells_from_file(file.read(MAX_BYTES + 1)) if file else cells_from_text(form.cleaned_data["table"])
            checked = check_table(cells)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
    context = {"form": form, "checked": checked}
    return render(request, "economy/table_check.html", context, status=422 if form.errors else 200)
