"""The leader's lists and forms: one of each for every noun that the vision is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.merging import one_at_a_time
from cooperation.web import SignedInRequest, allow
from docs_vision.access import can_write_vision
from docs_vision.actions.entry import delete_entry, move_entry, save_entry
from docs_vision.forms.entry import (
    BenefitForm,
    ChallengeForm,
    EntryForm,
    EstimateForm,
    GoalForm,
    LawForm,
    MilestoneForm,
    PrerequisiteForm,
    SlideForm,
    SolutionForm,
    ThemeForm,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


@dataclass(frozen=True)
class Noun:
    """What a kind of entry is called, the form it is filled in with, and whether the leader arranges its order."""

    many: StrOrPromise
    new: StrOrPromise
    form: type[EntryForm]
    has_order: bool = True


NOUNS: dict[str, Noun] = {
    "themes": Noun(gettext_lazy("Themes"), gettext_lazy("New theme"), ThemeForm),
    "goals": Noun(gettext_lazy("Goals"), gettext_lazy("New goal"), GoalForm),
    "laws": Noun(gettext_lazy("Laws"), gettext_lazy("New law"), LawForm, has_order=False),
    "challenges": Noun(gettext_lazy("Challenges"), gettext_lazy("New challenge"), ChallengeForm),
    "solutions": Noun(gettext_lazy("Solutions"), gettext_lazy("New solution"), SolutionForm),
    "benefits": Noun(gettext_lazy("Benefits"), gettext_lazy("New benefit"), BenefitForm),
    "prerequisites": Noun(gettext_lazy("Prerequisites"), gettext_lazy("New prerequisite"), PrerequisiteForm),
    "milestones": Noun(gettext_lazy("Milestones"), gettext_lazy("New milestone"), MilestoneForm, has_order=False),
    "estimates": Noun(gettext_lazy("Estimates"), gettext_lazy("New estimate"), EstimateForm, has_order=False),
    "slides": Noun(gettext_lazy("Slides"), gettext_lazy("New slide"), SlideForm),
}


def _noun(name: str) -> Noun:
    if name not in NOUNS:
        raise Http404
    return NOUNS[name]


def _entry(kind: Noun, pk: int) -> Model:
    found: Model = get_object_or_404(kind.form._meta.model, pk=pk)
    return found


@allow(can_write_vision)
@require_GET
def contents(request: SignedInRequest) -> HttpResponse:
    """Everything the vision is made of, with how many of each."""
    nouns = [(name, kind, kind.form._meta.model._default_manager.count()) for name, kind in NOUNS.items()]
    return render(request, "docs_vision/contents.html", {"nouns": nouns})


@allow(can_write_vision)
@require_GET
def entry_list(request: SignedInRequest, noun: str) -> HttpResponse:
    kind = _noun(noun)
    entries = kind.form._meta.model._default_manager.all()
    ordered = entries.order_by("position", "pk") if kind.has_order else entries
    return render(request, "docs_vision/entry_list.html", {"noun": noun, "kind": kind, "entries": ordered})


@allow(can_write_vision)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def entry_edit(request: SignedInRequest, noun: str, pk: int | None = None) -> HttpResponseBase:
    kind = _noun(noun)
    entry = _entry(kind, pk) if pk is not None else None
    title = str(entry) if entry else kind.new
    form = kind.form(request.POST or None, instance=entry, user=request.user)
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        save_entry(saved, links=form.links, by=request.user)
        messages.success(request, _("Saved: %(name)s.") % {"name": saved})
        return redirect("docs_vision:entry_list", noun)
    context = {"form": form, "title": title, "noun": noun, "kind": kind, "entry": entry}
    return render(request, "docs_vision/entry_edit.html", context, status=422 if form.errors else 200)


@allow(can_write_vision)
@require_http_methods(["GET", "POST"])
def entry_delete(request: SignedInRequest, noun: str, pk: int) -> HttpResponseBase:
    """Asks first: what hangs on the entry goes with it."""
    entry = _entry(_noun(noun), pk)
    if request.method == "POST":
        told = str(entry)
        delete_entry(entry, by=request.user)
        messages.success(request, _("Deleted: %(name)s.") % {"name": told})
        return redirect("docs_vision:entry_list", noun)
    return render(request, "docs_vision/entry_delete.html", {"entry": entry, "noun": noun, "kind": _noun(noun)})


@allow(can_write_vision)
@require_POST
def entry_move(request: SignedInRequest, noun: str, pk: int) -> HttpResponseBase:
    kind = _noun(noun)
    if not kind.has_order:
        raise Http404
    move_entry(_entry(kind, pk), steps=-1 if request.POST.get("to") == "up" else 1, by=request.user)
    return redirect("docs_vision:entry_list", noun)
