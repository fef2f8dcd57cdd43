"""The vision presented and reported: slides, PDF, and a report frozen with a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.documents.html import print_html
from cooperation.models import Cooperation
from cooperation.rules.table import Table
from cooperation.web import SignedInRequest, allow, pdf_of
from docs_vision.access import can_read_vision, can_write_vision
from docs_vision.actions.report import freeze_vision
from docs_vision.documents.deck import Presented, vision_deck
from docs_vision.documents.report import (
    benefit_table,
    prerequisite_table,
    solution_table,
    state_table_printed,
    worth_table,
)
from docs_vision.models import Milestone, Prerequisite, VisionSlide
from docs_vision.queries.estimate import estimate_tables, whole_cooperation
from docs_vision.queries.picture import picture
from docs_vision.queries.standing import state_table
from docs_vision.rules.benefit_map import lay_out
from meetings.queries.exhibit import cases_to_attach_to

WHOLE = "whole"


def presented(request: SignedInRequest) -> Presented:
    today = timezone.localdate()
    estimates = estimate_tables(request.user, today=today)
    return Presented(
        slides=list(VisionSlide.objects.all()),
        picture=picture(request.user, today=today),
        estimates=estimates,
        summary=whole_cooperation(estimates),
        prerequisites=list(Prerequisite.objects.all()),
        states=state_table(request.user),
        milestones=list(Milestone.objects.select_related("solution")),
    )


def report_tables(shown: Presented) -> dict[str, Table]:
    """The report's tables by name: each can be frozen with a case by itself."""
    return {
        "benefits": benefit_table(shown.picture.benefits),
        "solutions": solution_table(shown.picture),
        "worth": worth_table(shown.estimates, shown.summary),
        "prerequisites": prerequisite_table(shown.prerequisites),
        "municipalities": state_table_printed(shown.states),
    }


@allow(can_read_vision)
@require_GET
def report_page(request: SignedInRequest) -> HttpResponse:
    can_write = can_write_vision(request.user)
    context = {
        "tables": report_tables(presented(request)),
        "cases": cases_to_attach_to(request.user) if can_write else [],
        "can_write": can_write,
        "whole": WHOLE,
        "today": timezone.localdate(),
    }
    return render(request, "docs_vision/report_page.html", context)


@allow(can_write_vision)
@require_POST
def report_attach(request: SignedInRequest) -> HttpResponseBase:
    """Freeze the report or one of its tables with a case, in the language of the case's documents."""
    chosen = request.POST.get("case", "")
    case = get_object_or_404(
        cases_to_attach_to(request.user).select_related("meeting", "body"), pk=chosen if chosen.isdecimal() else 0
    )
    with override(case.meeting.language if case.meeting else case.body.language):
        tables = report_tables(presented(request))
        wanted = request.POST.get("table", "")
        if wanted != WHOLE and wanted not in tables:
            raise Http404
        frozen = list(tables.values()) if wanted == WHOLE else [tables[wanted]]
        day = timezone.localdate()
        label = _("Vision for documentation management, %(day)s") % {"day": day.strftime("%d.%m.%Y")}
    done = len(freeze_vision(case, frozen, label=label, by=request.user))
    messages.success(
        request,
        ngettext("%(count)s table is frozen with the case.", "%(count)s tables are frozen with the case.", done)
        % {"count": done},
    )
    return redirect(case)


@allow(can_read_vision)
@require_http_methods(["GET", "POST"])
def report_pdf(request: SignedInRequest) -> HttpResponseBase:
    context = {
        "title": _("Vision for documentation management"),
        "author": Cooperation.objects.current().name,
        "dated": timezone.localdate(),
        "tables": [table for table in report_tables(presented(request)).values() if table.rows],
    }
    return pdf_of(
        request,
        print_html("docs_vision/print/report.html", context, language=request.LANGUAGE_CODE),
        kind="docs_vision.report",
        subject=f"{request.user.pk}",
        name=f"{_('vision')}-{timezone.localdate():%Y-%m-%d}.pdf",
        heading=_("Report on the vision"),
        back=reverse("docs_vision:report_page"),
    )


@allow(can_read_vision)
@require_GET
def deck_page(request: SignedInRequest) -> HttpResponse:
    shown = presented(request)
    context = {
        "deck": vision_deck(shown, map_template="docs_vision/_deck_map.html"),
        "map": lay_out(shown.picture.nodes, shown.picture.edges),
        "deck_pdf": reverse("docs_vision:deck_pdf"),
        "deck_back": reverse("docs_vision:vision_page"),
    }
    return render(request, "docs_vision/deck_page.html", context)


@allow(can_read_vision)
@require_http_methods(["GET", "POST"])
def deck_pdf(request: SignedInRequest) -> HttpResponseBase:
    deck = vision_deck(presented(request))
    context = {
        "deck": deck,
        "title": deck.title,
        "author": Cooperation.objects.current().name,
        "dated": timezone.localdate(),
    }
    return pdf_of(
        request,
        print_html(
            "cooperation/print/deck.html", context, language=request.LANGUAGE_CODE, style="cooperation/print/deck.css"
        ),
        kind="docs_vision.deck",
        subject=f"{request.user.pk}",
        name=f"{_('slides')}-{_('vision')}.pdf",
        heading=_("Slides of the vision"),
        back=reverse("docs_vision:deck_page"),
    )
