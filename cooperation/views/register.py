"""The administrator's pages: one list and one form for each noun of the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.access import can_administer, signed_in
from cooperation.actions.register import delete_entry, grant_role, save_entry, why_not_delete, withdraw_role
from cooperation.forms import (
    BodyForm,
    CooperationForm,
    GrantForm,
    MembershipForm,
    MunicipalityForm,
    PersonForm,
    UserForm,
)
from cooperation.merging import one_at_a_time
from cooperation.models import Body, Cooperation, Grant, Membership, Municipality, User
from cooperation.queries import lacks, people_found, users_found
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class Noun:
    """A kind of entry: what it is called, how it is listed and filled in."""

    many: StrOrPromise
    new: StrOrPromise
    form: type[ModelForm]  # type: ignore[type-arg]
    found: Callable[[str], QuerySet[Model]]


def _memberships(words: str) -> QuerySet[Membership]:
    found = Membership.objects.select_related("body", "person", "municipality")
    for word in words.split():
        found = found.filter(person__family_name__icontains=word) | found.filter(body__name__icontains=word)
    return found


NOUNS: dict[str, Noun] = {
    "municipalities": Noun(
        gettext_lazy("Municipalities"), gettext_lazy("New municipality"), MunicipalityForm,
        lambda words: Municipality.objects.filter(name__icontains=words),
    ),
    "bodies": Noun(
        gettext_lazy("Bodies"), gettext_lazy("New body"), BodyForm,
        lambda words: Body.objects.filter(name__icontains=words),
    ),
    "people": Noun(
        gettext_lazy("People"), gettext_lazy("New person"), PersonForm, people_found,
    ),
    "memberships": Noun(
        gettext_lazy("Memberships"), gettext_lazy("New membership"), MembershipForm, _memberships,
    ),
    "users": Noun(gettext_lazy("Users"), gettext_lazy("New user"), UserForm, users_found),
}  # fmt: skip


def _noun(name: str) -> Noun:
    if name not in NOUNS:
        raise Http404
    return NOUNS[name]


@allow(can_administer)
@require_GET
def administration(request: SignedInRequest) -> HttpResponse:
    nouns = [(name, noun, noun.found("").count()) for name, noun in NOUNS.items()]
    return render(request, "cooperation/administration.html", {"nouns": nouns, "lacks": lacks(timezone.localdate())})


@allow(can_administer)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def cooperation_edit(request: SignedInRequest) -> HttpResponseBase:
    form = CooperationForm(request.POST or None, request.FILES or None, instance=Cooperation.objects.current())
    if request.method == "POST" and form.is_valid():
        save_entry(form.save(commit=False), by=request.user)
        messages.success(request, _("The cooperation is saved."))
        return redirect("cooperation:administration")
    context = {"form": form, "title": _("The cooperation"), "noun": None, "entry": None}
    return render(request, "cooperation/entry_edit.html", context, status=422 if form.errors else 200)


@allow(can_administer)
@require_GET
def entry_list(request: SignedInRequest, noun: str) -> HttpResponse:
    kind = _noun(noun)
    words = request.GET.get("q", "").strip()
    page = Paginator(kind.found(words), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"noun": noun, "kind": kind, "page": page, "words": words}
    return render(request, "cooperation/entry_list.html", context)


@allow(can_administer)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def entry_edit(request: SignedInRequest, noun: str, pk: int | None = None) -> HttpResponseBase:
    kind = _noun(noun)
    model = kind.form.Meta.model  # type: ignore[attr-defined]
    entry = get_object_or_404(model, pk=pk) if pk is not None else None
    form = kind.form(request.POST or None, instance=entry, initial=None if entry else request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.save(commit=False)
            save_entry(saved, by=request.user)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            if isinstance(saved, User) and entry is None:
                invite(request, saved)
            messages.success(request, _("Saved: %(name)s.") % {"name": saved})
            if isinstance(saved, User):
                return redirect("cooperation:entry_edit", noun, saved.pk)
            if isinstance(saved, Membership):
                return redirect("cooperation:body_members", saved.body_id)
            return redirect("cooperation:entry_list", noun)
    context = {
        "form": form,
        "title": str(entry) if entry else kind.new,
        "noun": noun,
        "kind": kind,
        "entry": get_object_or_404(model, pk=pk) if pk is not None else None,
        "grants": entry.grants.select_related("body", "municipality") if isinstance(entry, User) else None,
        "grant_form": GrantForm() if isinstance(entry, User) else None,
    }
    return render(request, "cooperation/entry_edit.html", context, status=422 if form.errors else 200)


def invite(request: SignedInRequest, user: User) -> None:
    """Send a new user the mail with which they choose their password."""
    form = ResetPasswordForm({"email": user.email})
    if user.is_active and form.is_valid():
        form.save(request)
        messages.info(
            request, _("A mail with a link to choose a password is sent to %(email)s.") % {"email": user.email}
        )


@allow(can_administer)
@require_http_methods(["GET", "POST"])
def entry_delete(request: SignedInRequest, noun: str, pk: int) -> HttpResponseBase:
    """Asks first, or tells why the entry has to stay."""
    kind = _noun(noun)
    entry = get_object_or_404(kind.form.Meta.model, pk=pk)  # type: ignore[attr-defined]
    if request.method == "POST":
        told = str(entry)
        delete_entry(entry, by=request.user)
        messages.success(request, _("Deleted: %(name)s.") % {"name": told})
        return redirect("cooperation:entry_list", noun)
    context = {"entry": entry, "noun": noun, "kind": kind, "why_not": why_not_delete(entry)}
    return render(request, "cooperation/entry_delete.html", context)


@allow(can_administer)
@require_POST
def grant_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    user = get_object_or_404(User, pk=pk)
    form = GrantForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            grant_role(user, given["role"], body=given["body"], municipality=given["municipality"], by=request.user)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
    if form.errors:
        return render(request, "cooperation/entry_edit.html", _user_context(user, form), status=422)
    messages.success(request, _("The role is given."))
    return redirect(user)


def _user_context(user: User, grant_form: GrantForm) -> dict[str, object]:
    """A user's page with a role that was refused, as it was filled in."""
    return {
        "form": UserForm(instance=user),
        "title": str(user),
        "noun": "users",
        "kind": NOUNS["users"],
        "entry": user,
        "grants": user.grants.select_related("body", "municipality"),
        "grant_form": grant_form,
    }


@allow(can_administer)
@require_POST
def grant_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    grant = get_object_or_404(Grant.objects.select_related("user"), pk=pk)
    withdraw_role(grant, by=request.user)
    messages.success(request, _("The role is taken away."))
    return redirect("cooperation:entry_edit", "users", grant.user_id)


@allow(signed_in)
@require_GET
def account_page(request: SignedInRequest) -> HttpResponse:
    """Who I am here and what I may."""
    grants = request.user.grants.select_related("body", "municipality")
    return render(request, "cooperation/account_page.html", {"grants": grants})
