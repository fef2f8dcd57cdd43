"""Where each municipality stands, compared in one table and written by the municipality itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cooperation.models import Municipality
from cooperation.web import SignedInRequest, allow
from docs_vision.access import can_read_vision, can_state_where_we_stand
from docs_vision.actions.standing import state_where_we_stand
from docs_vision.models import LocalStateChoice
from docs_vision.queries.standing import can_state_for, municipalities_seen_by, state_table


@allow(can_read_vision)
@require_GET
def state_page(request: SignedInRequest) -> HttpResponse:
    table = state_table(request.user)
    writable = [one for one in table.municipalities if can_state_for(request.user, one)]
    groups = [(_("Solutions"), table.solutions), (_("Prerequisites"), table.prerequisites)]
    return render(request, "docs_vision/state_page.html", {"table": table, "writable": writable, "groups": groups})


def _own(request: SignedInRequest, number: str) -> Municipality:
    seen = [one.pk for one in municipalities_seen_by(request.user) if can_state_for(request.user, one)]
    found: Municipality = get_object_or_404(Municipality.objects.filter(pk__in=seen), number=number)
    return found


@allow(can_state_where_we_stand)
@require_http_methods(["GET", "POST"])
def state_edit(request: SignedInRequest, number: str) -> HttpResponseBase:
    """One municipality's own states, all on one page; only what was changed is written."""
    municipality = _own(request, number)
    table = state_table(request.user)
    groups = [(_("Solutions"), table.solutions), (_("Prerequisites"), table.prerequisites)]
    rows = [
        (title, [(row, next(cell for cell in row.cells if cell.municipality == municipality)) for row in part])
        for title, part in groups
    ]
    if request.method == "POST":
        changed = 0
        for row, cell in (one for _title, part in rows for one in part):
            name = f"{row.noun}-{row.thing.pk}"
            if f"{name}-state" not in request.POST:
                continue
            state, note = request.POST[f"{name}-state"], request.POST.get(f"{name}-note", "").strip()
            if (state, note if state else "") != ((cell.state.state, cell.state.note) if cell.state else ("", "")):
                state_where_we_stand(row.thing, municipality=municipality, state=state, note=note, by=request.user)
                changed += 1
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return redirect("docs_vision:state_page")
    context = {"municipality": municipality, "groups": rows, "choices": LocalStateChoice.choices}
    return render(request, "docs_vision/state_edit.html", context)
