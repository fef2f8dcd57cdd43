"""What holds for all municipalities: terms of office, lifetimes and prices of devices."""

from __future__ import annotations

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.web import SignedInRequest, allow
from fleet.access import can_lead_fleet
from fleet.actions.settings import delete_lifetime, delete_term, save_lifetime, save_term
from fleet.forms.politician import LifetimeForm, TermForm
from fleet.models import Lifetime, Term


@allow(can_lead_fleet)
@require_GET
def settings_page(request: SignedInRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: SignedInRequest,
    *,
    term_form: ModelForm[Term] | None = None,
    lifetime_form: ModelForm[Lifetime] | None = None,
) -> HttpResponse:
    is_refused = term_form is not None or lifetime_form is not None
    context = {
        "terms": Term.objects.all(),
        "lifetimes": Lifetime.objects.select_related("municipality"),
        "term_form": term_form or TermForm(),
        "lifetime_form": lifetime_form or LifetimeForm(),
    }
    return render(request, "fleet/settings_page.html", context, status=422 if is_refused else 200)


@allow(can_lead_fleet)
@require_POST
def term_add(request: SignedInRequest) -> HttpResponseBase:
    form = TermForm(request.POST)
    if not form.is_valid():
        return _page(request, term_form=form)
    save_term(form.save(commit=False), by=request.user)
    messages.success(request, _("The term of office is registered."))
    return redirect("fleet:settings_page")


@allow(can_lead_fleet)
@require_POST
def term_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    delete_term(get_object_or_404(Term, pk=pk), by=request.user)
    messages.success(request, _("The term of office is removed."))
    return redirect("fleet:settings_page")


@allow(can_lead_fleet)
@require_POST
def lifetime_save(request: SignedInRequest) -> HttpResponseBase:
    """Register a lifetime; one of the same kind and municipality is replaced by it."""
    written = request.POST.get("municipality", "")
    municipality = int(written) if written.isdecimal() else None
    earlier = Lifetime.objects.filter(kind=request.POST.get("kind", ""), municipality=municipality).first()
    form = LifetimeForm(request.POST, instance=earlier)
    if not form.is_valid():
        return _page(request, lifetime_form=form)
    save_lifetime(form.save(commit=False), by=request.user)
    messages.success(request, _("The lifetime is registered."))
    return redirect("fleet:settings_page")


@allow(can_lead_fleet)
@require_POST
def lifetime_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    delete_lifetime(get_object_or_404(Lifetime, pk=pk), by=request.user)
    messages.success(request, _("The lifetime is removed."))
    return redirect("fleet:settings_page")
