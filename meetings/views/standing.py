"""A body's standing cases and standard decision texts, edited in place."""

from __future__ import annotations

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.merging import one_at_a_time
from cooperation.models import Body, DocumentLanguage
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_keep_standing_texts
from meetings.actions.standing import (
    delete_standard_text,
    delete_standing_case,
    give_standard_texts,
    move_standing_case,
    save_standard_text,
    save_standing_case,
)
from meetings.forms.standing import StandardTextForm, StandingCaseForm
from meetings.models import StandardText, StandingCase
from meetings.queries.standing import bodies_with_texts_kept_by


def _body(request: SignedInRequest, slug: str) -> Body:
    return get_object_or_404(bodies_with_texts_kept_by(request.user), slug=slug)


def _case(request: SignedInRequest, pk: int) -> StandingCase:
    kept = StandingCase.objects.filter(body__in=bodies_with_texts_kept_by(request.user))
    return get_object_or_404(kept.select_related("body"), pk=pk)


def _text(request: SignedInRequest, pk: int) -> StandardText:
    kept = StandardText.objects.filter(body__in=bodies_with_texts_kept_by(request.user))
    return get_object_or_404(kept.select_related("body"), pk=pk)


@allow(can_keep_standing_texts)
@require_GET
def standing_page(request: SignedInRequest, slug: str) -> HttpResponse:
    body = _body(request, slug)
    language = request.GET.get("language", body.language)
    if language not in DocumentLanguage.values:
        language = body.language
    return _page(request, body, language)


def _page(
    request: SignedInRequest,
    body: Body,
    language: str,
    *,
    case_form: StandingCaseForm | None = None,
    text_form: StandardTextForm | None = None,
) -> HttpResponse:
    """The page of one language; a form that was refused stands where it was filled in."""
    cases = list(body.standing_cases.filter(language=language).order_by("position", "pk"))
    texts = list(body.standard_texts.filter(language=language).order_by("-kind", "pk"))
    edited_case, edited_text = request.GET.get("case", ""), request.GET.get("text", "")
    for case in cases:
        if case_form is None and str(case.pk) == edited_case:
            case_form = StandingCaseForm(instance=case, prefix=f"case-{case.pk}")
    for text in texts:
        if text_form is None and str(text.pk) == edited_text:
            text_form = StandardTextForm(instance=text, prefix=f"text-{text.pk}")
    refused = any(form and form.errors for form in (case_form, text_form))
    context = {
        "body": body,
        "language": language,
        "languages": DocumentLanguage.choices,
        "cases": cases,
        "texts": texts,
        "case_form": case_form,
        "text_form": text_form,
        "new_case_form": case_form if case_form and not case_form.instance.pk else StandingCaseForm(prefix="case-new"),
        "new_text_form": text_form if text_form and not text_form.instance.pk else StandardTextForm(prefix="text-new"),
    }
    return render(request, "meetings/standing_page.html", context, status=422 if refused else 200)


def _back(body: Body, language: str) -> HttpResponseBase:
    return redirect(f"{reverse('meetings:standing_page', args=[body.slug])}?language={language}")


def _refuse(form: ModelForm, reasons: list[str]) -> None:  # type: ignore[type-arg]
    for reason in reasons:
        form.add_error("text", reason)


@allow(can_keep_standing_texts)
@require_POST
def standing_give(request: SignedInRequest, slug: str) -> HttpResponseBase:
    body = _body(request, slug)
    give_standard_texts(body, by=request.user)
    messages.success(request, _("The usual standing cases and texts are in place. Change them as you like."))
    return redirect("meetings:standing_page", body.slug)


@allow(can_keep_standing_texts)
@require_POST
def standing_case_add(request: SignedInRequest, slug: str, language: DocumentLanguage) -> HttpResponseBase:
    body = _body(request, slug)
    return _save_case(request, StandingCase(body=body, language=language), "case-new")


@allow(can_keep_standing_texts)
@require_POST
@one_at_a_time
def standing_case_save(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _save_case(request, _case(request, pk), f"case-{pk}")


def _save_case(request: SignedInRequest, standing: StandingCase, prefix: str) -> HttpResponseBase:
    form = StandingCaseForm(request.POST, instance=standing, prefix=prefix)
    if not form.is_valid():
        return _page(request, standing.body, standing.language, case_form=form)
    save_standing_case(form.save(commit=False), by=request.user)
    messages.success(request, _("Saved: %(name)s.") % {"name": standing})
    return _back(standing.body, standing.language)


@allow(can_keep_standing_texts)
@require_POST
def standing_case_move(request: SignedInRequest, pk: int) -> HttpResponseBase:
    standing = _case(request, pk)
    move_standing_case(standing, steps=-1 if request.POST.get("to") == "up" else 1, by=request.user)
    return _back(standing.body, standing.language)


@allow(can_keep_standing_texts)
@require_POST
def standing_case_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    standing = _case(request, pk)
    delete_standing_case(standing, by=request.user)
    messages.success(request, _("Deleted: %(name)s.") % {"name": standing})
    return _back(standing.body, standing.language)


@allow(can_keep_standing_texts)
@require_POST
def standard_text_add(request: SignedInRequest, slug: str, language: DocumentLanguage) -> HttpResponseBase:
    body = _body(request, slug)
    return _save_text(request, StandardText(body=body, language=language), "text-new")


@allow(can_keep_standing_texts)
@require_POST
@one_at_a_time
def standard_text_save(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _save_text(request, _text(request, pk), f"text-{pk}")


def _save_text(request: SignedInRequest, text: StandardText, prefix: str) -> HttpResponseBase:
    form = StandardTextForm(request.POST, instance=text, prefix=prefix)
    if form.is_valid():
        try:
            save_standard_text(form.save(commit=False), by=request.user)
        except Refused as refused:
            _refuse(form, refused.reasons)
    if form.errors:
        return _page(request, text.body, text.language, text_form=form)
    messages.success(request, _("Saved: %(name)s.") % {"name": text})
    return _back(text.body, text.language)


@allow(can_keep_standing_texts)
@require_POST
def standard_text_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    text = _text(request, pk)
    delete_standard_text(text, by=request.user)
    messages.success(request, _("Deleted: %(name)s.") % {"name": text})
    return _back(text.body, text.language)
