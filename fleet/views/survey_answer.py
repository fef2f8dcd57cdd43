"""A municipality's answer to a survey: written, saved half-way, confirmed, read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from fleet.access import can_answer_surveys, can_read_fleet
from fleet.actions.survey_answer import ChangedMeanwhile, confirm_answer, save_answer, take_back_answer
from fleet.documents.survey import told_value
from fleet.forms.survey import AnswerForm
from fleet.models import SurveyAnswer
from fleet.queries.survey import Start, starts_of


@allow(can_read_fleet)
@require_GET
def answer_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a municipality has answered. Its contact goes on from here."""
    answers = SurveyAnswer.objects.visible_to(request.user).select_related(
        "round", "municipality", "changed_by", "confirmed_by"
    )
    answer = get_object_or_404(answers, pk=pk)
    given = dict(answer.values.values_list("question_id", "value"))
    own = answer.municipality_id in request.user.municipalities_as_contact()
    if own and answer.round.is_open and not answer.is_confirmed:
        return redirect("fleet:answer_edit", pk)
    context = {
        "answer": answer,
        "survey": answer.round,
        "rows": [
            (question, told_value(question, given.get(question.pk, ""))) for question in answer.round.questions.all()
        ],
        "can_take_back": own and answer.round.is_open and answer.is_confirmed,
    }
    return render(request, "fleet/answer_page.html", context)


def _own(request: SignedInRequest, pk: int) -> SurveyAnswer:
    answers = SurveyAnswer.objects.answered_by(request.user).select_related("round", "municipality", "changed_by")
    return get_object_or_404(answers, pk=pk)


@allow(can_answer_surveys)
@require_http_methods(["GET", "POST"])
def answer_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The form. Written by a script it is saved in passing; by its buttons it is saved, or saved and confirmed."""
    answer = _own(request, pk)
    if request.method == "GET" and (answer.is_confirmed or not answer.round.is_open):
        return redirect(answer)
    form = AnswerForm(request.POST or None, starts=starts_of(answer, request.user, timezone.localdate()))
    if request.method == "GET":
        return _form(request, answer, form, answer.version)
    version = int(request.POST["version"]) if request.POST.get("version", "").isdecimal() else -1
    form.full_clean()
    if request.headers.get("HX-Request"):
        return _saved_in_passing(request, answer, form, version)
    return _form(request, answer, form, version) if form.errors else _saved(request, answer, form, version)


def _saved(request: SignedInRequest, answer: SurveyAnswer, form: AnswerForm, version: int) -> HttpResponseBase:
    try:
        saved = save_answer(answer, form.values, version=version, by=request.user)
        if request.POST.get("do") != "confirm":
            messages.success(request, _("Saved. You can go on later."))
            return redirect("fleet:answer_edit", answer.pk)
        confirm_answer(saved, by=request.user)
    except ChangedMeanwhile as meanwhile:
        return _form(request, _own(request, answer.pk), form, None, meanwhile.reasons)
    except Refused as refused:
        current = _own(request, answer.pk)
        return _form(request, current, form, current.version, refused.reasons)
    messages.success(request, _("The answer is confirmed. Thank you!"))
    return redirect("fleet:survey_page", answer.round_id)


def _form(
    request: SignedInRequest,
    answer: SurveyAnswer,
    form: AnswerForm,
    version: int | None,
    reasons: list[str] | None = None,
) -> HttpResponse:
    """The form with what was written. Without a version somebody else's text is shown beside it, to choose from."""
    others = {} if version is not None else dict(answer.values.values_list("question_id", "value"))
    context = {
        "answer": answer,
        "survey": answer.round,
        "form": form,
        "rows": [
            {
                "field": field,
                "label": start.question.text if start.question.is_required else "",
                "last": told_value(start.question, start.last),
                "registered": _registered(start),
                "other": _other(start, field.value(), others),
            }
            for start, field in form.rows
        ],
        "reasons": reasons or [],
        "version": answer.version if version is None else version,
        "is_conflict": version is None,
        "is_unsaved": bool(form.errors or reasons),
        "is_own": answer.changed_by_id == request.user.pk,
    }
    return render(request, "fleet/answer_edit.html", context, status=422 if form.errors or reasons else 200)


def _registered(start: Start) -> str:
    return "" if start.registered is None else told_value(start.question, str(start.registered))


def _other(start: Start, written: object, others: dict[int, str]) -> str | None:
    """What somebody else saved here, where it differs from what is written now."""
    if start.question.pk not in others:
        return None
    told = told_value(start.question, others[start.question.pk])
    return told if told != str(written or "").strip() else None


def _saved_in_passing(request: SignedInRequest, answer: SurveyAnswer, form: AnswerForm, version: int) -> HttpResponse:
    """Keep every field that can be read, and say which cannot."""
    reasons: list[str] = []
    try:
        answer = save_answer(answer, form.values, version=version, by=request.user)
    except Refused as refused:
        reasons = refused.reasons
    unread = [form[name].label for name in form.errors if name in form.fields]
    context = {
        "answer": answer,
        "reasons": reasons,
        "unread": unread,
        "version": version if reasons else answer.version,
    }
    return render(request, "fleet/answer_edit.html#saved", context)


@allow(can_answer_surveys)
@require_POST
def answer_take_back(request: SignedInRequest, pk: int) -> HttpResponseBase:
    take_back_answer(_own(request, pk), by=request.user)
    messages.success(request, _("The answer is open for change. Confirm it again when it is right."))
    return redirect(reverse("fleet:answer_edit", args=[pk]))
