"""Where each municipality stands, compared in one table and written by the municipality itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cooperation.models import Municipality
from cooperation.web import SignedInRequest, allow
from docs_vision.access import can_read_vision, can_state_where_we_stand
from docs_vision.actions.standing import state_where_we_stand, why_not_state
from docs_vision.models import LocalStateChoice
from docs_vision.queries.standing import StateRow, can_state_for, municipalities_seen_by, state_table


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


@dataclass
class Said:
    """What stands in the form for one solution or prerequisite: what is kept, or what was just sent."""

    row: StateRow
    kept: tuple[str, str]
    state: str
    note: str
    reasons: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.row.noun}-{self.row.thing.pk}"

    def fill(self, sent: QueryDict) -> None:
        """Take what was sent. Whoever takes the state back need not empty the note that stood with it."""
        if f"{self.name}-state" not in sent:
            return
        self.state = str(sent[f"{self.name}-state"])
        self.note = str(sent.get(f"{self.name}-note", "")).strip()
        if not self.state and self.note == self.kept[1]:
            self.note = ""
        self.reasons = why_not_state(self.state, self.note)

    @property
    def is_changed(self) -> bool:
        return (self.state, self.note) != self.kept


def _said(rows: list[StateRow], municipality: Municipality) -> list[Said]:
    found = []
    for row in rows:
        cell = next(cell for cell in row.cells if cell.municipality == municipality)
        kept = (cell.state.state, cell.state.note) if cell.state else ("", "")
        found.append(Said(row, kept, *kept))
    return found


@allow(can_state_where_we_stand)
@require_http_methods(["GET", "POST"])
def state_edit(request: SignedInRequest, number: str) -> HttpResponseBase:
    """One municipality's own states, all on one page; only what was changed is written, and nothing if one is wrong."""
    municipality = _own(request, number)
    table = state_table(request.user)
    groups = [
        (_("Solutions"), _said(table.solutions, municipality)),
        (_("Prerequisites"), _said(table.prerequisites, municipality)),
    ]
    every = [said for _title, part in groups for said in part]
    if request.method == "POST":
        for said in every:
            said.fill(request.POST)
        if not any(said.reasons for said in every):
            changed = [said for said in every if said.is_changed]
            with transaction.atomic():
                for said in changed:
                    state_where_we_stand(
                        said.row.thing, municipality=municipality, state=said.state, note=said.note, by=request.user
                    )
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("docs_vision:state_page")
    has_faults = any(said.reasons for said in every)
    context = {
        "municipality": municipality,
        "groups": groups,
        "choices": LocalStateChoice.choices,
        "has_faults": has_faults,
    }
    return render(request, "docs_vision/state_edit.html", context, status=422 if has_faults else 200)
