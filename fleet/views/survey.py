"""Surveys: listed, made by the leader, compared, exported."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.documents.html import print_html
from cooperation.merging import one_at_a_time
from cooperation.models import Cooperation
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow, pdf_of
from fleet.access import can_lead_fleet, can_read_fleet
from fleet.actions.survey import (
    close_round,
    delete_question,
    delete_round,
    move_question,
    open_round,
    remind,
    save_question,
    save_round,
)
from fleet.documents.survey import (
    comparison_tables,
    survey_file,
    told_contradiction,
    told_practices,
    told_row,
    told_sum,
)
from fleet.forms.survey import QuestionForm, SurveyForm
from fleet.models import Question, SurveyAnswer, SurveyRound
from fleet.queries.survey import Comparison, comparison_of
from fleet.queries.survey_texts import texts_that_differ

from .paging import file_response


def _round(request: SignedInRequest, pk: int) -> SurveyRound:
    return get_object_or_404(SurveyRound.objects.visible_to(request.user), pk=pk)


@allow(can_read_fleet)
@require_GET
def survey_list(request: SignedInRequest) -> HttpResponse:
    answers = SurveyAnswer.objects.visible_to(request.user).select_related("municipality")
    by_round: dict[int, list[SurveyAnswer]] = {}
    for answer in answers:
        by_round.setdefault(answer.round_id, []).append(answer)
    rounds = [
        {
            "survey": survey,
            "asked": len(by_round.get(survey.pk, [])),
            "confirmed": sum(answer.is_confirmed for answer in by_round.get(survey.pk, [])),
            "is_overdue": survey.is_overdue(timezone.localdate()),
        }
        for survey in SurveyRound.objects.visible_to(request.user)
    ]
    return render(request, "fleet/survey_list.html", {"rounds": rounds, "can_lead": can_lead_fleet(request.user)})


@allow(can_lead_fleet)
@require_http_methods(["GET", "POST"])
def survey_new(request: SignedInRequest) -> HttpResponseBase:
    form = SurveyForm(request.POST or None, instance=SurveyRound())
    if request.method == "POST" and form.is_valid():
        save_round(form.instance, by=request.user, like=form.cleaned_data.get("like"))
        return redirect("fleet:survey_edit", form.instance.pk)
    return render(request, "fleet/survey_form.html", {"form": form, "survey": None}, status=422 if form.errors else 200)


@allow(can_lead_fleet)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def survey_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The round's own facts, its questions in order, and the way to opening it."""
    survey = _round(request, pk)
    form = SurveyForm(request.POST or None, instance=survey)
    if request.method == "POST" and form.is_valid() and _kept(form, survey, request):
        return redirect(survey if not survey.is_draft else reverse("fleet:survey_edit", args=[pk]))
    context = {"form": form, "survey": SurveyRound.objects.get(pk=pk), "questions": survey.questions.all()}
    return render(request, "fleet/survey_form.html", context, status=422 if form.errors else 200)


def _kept(form: SurveyForm, survey: SurveyRound, request: SignedInRequest) -> bool:
    try:
        save_round(survey, by=request.user)
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return False
    messages.success(request, _("Saved."))
    return True


@allow(can_lead_fleet)
@require_POST
def survey_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    delete_round(_round(request, pk), by=request.user)
    return redirect("fleet:survey_list")


@allow(can_lead_fleet)
@require_http_methods(["GET", "POST"])
def question_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _question(request, Question(round=_round(request, pk)))


@allow(can_lead_fleet)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def question_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _question(request, get_object_or_404(Question.objects.select_related("round"), pk=pk))


def _question(request: SignedInRequest, question: Question) -> HttpResponseBase:
    form = QuestionForm(request.POST or None, instance=question)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False)
        try:
            save_question(question, by=request.user)
            return redirect("fleet:survey_edit", question.round_id)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
    context = {"form": form, "survey": question.round, "question": question}
    return render(request, "fleet/question_form.html", context, status=422 if form.errors else 200)


@allow(can_lead_fleet)
@require_POST
def question_move(request: SignedInRequest, pk: int) -> HttpResponseBase:
    question = get_object_or_404(Question.objects.select_related("round"), pk=pk)
    move_question(question, steps=-1 if request.POST.get("to") == "up" else 1, by=request.user)
    return redirect(f"{reverse('fleet:survey_edit', args=[question.round_id])}#question-{pk}")


@allow(can_lead_fleet)
@require_POST
def question_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    question = get_object_or_404(Question.objects.select_related("round"), pk=pk)
    delete_question(question, by=request.user)
    return redirect("fleet:survey_edit", question.round_id)


@allow(can_lead_fleet)
@require_POST
def survey_open(request: SignedInRequest, pk: int) -> HttpResponseBase:
    survey = _round(request, pk)
    sent = open_round(survey, by=request.user, today=timezone.localdate())
    told = ngettext("The survey is open. %(count)d mail goes out.", "The survey is open. %(count)d mails go out.", sent)
    messages.success(request, told % {"count": sent})
    return redirect(survey)


@allow(can_lead_fleet)
@require_POST
def survey_close(request: SignedInRequest, pk: int) -> HttpResponseBase:
    survey = _round(request, pk)
    close_round(survey, by=request.user)
    messages.success(request, _("The survey is closed."))
    return redirect(survey)


@allow(can_lead_fleet)
@require_POST
def survey_remind(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Remind the ticked ones, or all that have not confirmed when `all` is sent."""
    survey = _round(request, pk)
    answers = survey.answers.select_related("municipality", "round").filter(confirmed_at=None)
    if not request.POST.get("all"):
        answers = answers.filter(pk__in=[pk for pk in request.POST.getlist("answer") if pk.isdecimal()])
    sent = remind(survey, answers=answers, by=request.user)
    told = ngettext("%(count)d reminder goes out.", "%(count)d reminders go out.", sent)
    messages.success(request, told % {"count": sent})
    return redirect(survey)


@allow(can_read_fleet)
@require_GET
def survey_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far each has come, the practices counted, the answers side by side. A contact sees the own municipality's."""
    survey = _round(request, pk)
    comparison = comparison_of(survey, request.user)
    context = {
        "survey": survey,
        "answers": comparison.answers,
        "parts": _parts(comparison),
        "practices": [
            {
                "counted": counted,
                "told": told_practices(counted),
                "texts": [
                    (told_contradiction(found), found.source.url) for found in texts_that_differ(counted, request.user)
                ],
            }
            for counted in comparison.counted
        ],
        "waiting": sum(not answer.is_confirmed for answer in comparison.answers),
        "is_overdue": survey.is_overdue(timezone.localdate()),
        "can_lead": can_lead_fleet(request.user),
        "own": request.user.municipalities_as_contact(),
        "compares": len(comparison.answers) > 1,
    }
    return render(request, "fleet/survey_page.html", context)


def _parts(comparison: Comparison) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "rows": [{"question": row.question, "cells": told_row(row), "sum": told_sum(row)} for row in rows],
            "is_numbers": all(row.is_number for row in rows),
            "has_sums": len(comparison.answers) > 1 and any(row.is_number for row in rows),
        }
        for label, rows in comparison.by_aspect
    ]


@allow(can_read_fleet)
@require_GET
def survey_export(request: SignedInRequest, pk: int, suffix: str) -> HttpResponse:
    return file_response(survey_file(comparison_of(_round(request, pk), request.user)), suffix)


@allow(can_read_fleet)
@require_http_methods(["GET", "POST"])
def survey_pdf(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The comparison on paper, of what this reader may see."""
    survey = _round(request, pk)
    comparison = comparison_of(survey, request.user)
    confirmed = [answer.confirmed_at for answer in comparison.answers if answer.confirmed_at]
    context = {
        "title": survey.title,
        "author": Cooperation.objects.current().name,
        "dated": timezone.localdate(max(confirmed)) if confirmed else None,
        "subtitle": _("%(confirmed)d of %(asked)d answers are confirmed")
        % {"confirmed": len(confirmed), "asked": len(comparison.answers)},
        "introduction": survey.introduction,
        "tables": comparison_tables(
            comparison, {one.question.pk: texts_that_differ(one, request.user) for one in comparison.counted}
        ),
    }
    seen = "-".join(str(answer.municipality_id) for answer in comparison.answers)
    return pdf_of(
        request,
        print_html("fleet/print/survey.html", context, language=request.LANGUAGE_CODE),
        kind="fleet.survey",
        subject=f"{pk}-{seen}"[:80],
        name=f"survey-{pk}.pdf",
        heading=survey.title,
        back=survey.get_absolute_url(),
    )
