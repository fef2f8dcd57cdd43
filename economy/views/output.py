"""A report as slides, PDF and workbook."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cooperation.documents.html import print_html
from cooperation.models import Cooperation
from cooperation.web import SignedInRequest, allow, pdf_of, workbook_answer
from economy.access import can_read_reports
from economy.documents.deck import report_deck as deck_of
from economy.documents.tables import printed_activity, printed_budget
from economy.documents.workbook import report_workbook as workbook_of
from economy.models import Report
from economy.queries.report import activity_of, budget_of


def _report(request: SignedInRequest, pk: int) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user), pk=pk)


@allow(can_read_reports)
@require_GET
def report_deck(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    context = {
        "report": report,
        "deck": deck_of(report, budget_of(report), activity_of(report)),
        "deck_pdf": reverse("economy:report_deck_pdf", args=[pk]),
        "deck_back": report.get_absolute_url(),
    }
    return render(request, "economy/report_deck.html", context)


@allow(can_read_reports)
@require_http_methods(["GET", "POST"])
def report_deck_pdf(request: SignedInRequest, pk: int) -> HttpResponseBase:
    report = _report(request, pk)
    deck = deck_of(report, budget_of(report), activity_of(report))
    context = {"deck": deck, **_printed(report)}
    return pdf_of(
        request,
        print_html(
            "cooperation/print/deck.html", context, language=request.LANGUAGE_CODE, style="cooperation/print/deck.css"
        ),
        kind="economy.deck",
        subject=str(pk),
        name=f"slides-{report.year}-{pk}.pdf",
        heading=_("Slides of %(name)s") % {"name": report.title},
        back=reverse("economy:report_deck", args=[pk]),
    )


def _printed(report: Report) -> dict[str, object]:
    return {
        "title": report.title,
        "author": Cooperation.objects.current().name,
        "dated": timezone.localdate(report.changed_at),
    }


@allow(can_read_reports)
@require_http_methods(["GET", "POST"])
def report_pdf(request: SignedInRequest, pk: int) -> HttpResponseBase:
    report = _report(request, pk)
    activity = activity_of(report)
    context = {
        **_printed(report),
        "subtitle": _("Until %(day)s") % {"day": f"{report.as_of:%d.%m.%Y}"},
        "comment": report.comment,
        "table": printed_budget(report, budget_of(report)),
        "activity": printed_activity(report, activity) if activity.rows else None,
    }
    return pdf_of(
        request,
        print_html("economy/print/report.html", context, language=request.LANGUAGE_CODE),
        kind="economy.report",
        subject=str(pk),
        name=f"report-{report.year}-{pk}.pdf",
        heading=report.title,
        back=report.get_absolute_url(),
    )


@allow(can_read_reports)
@require_GET
def report_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    content = workbook_of(report, budget_of(report), activity_of(report))
    return workbook_answer(content, f"report-{report.year}-{pk}.xlsx")
