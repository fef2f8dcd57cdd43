"""The audit of a body's numbers, as page and as PDF."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cooperation.documents.html import print_html
from cooperation.models import Body, Cooperation
from cooperation.web import SignedInRequest, allow, pdf_of
from meetings.access import can_audit_numbers
from meetings.queries.series_audit import SERIES, Line, bodies_audited_by, series_audit, years_with_numbers


def _audited(request: SignedInRequest, slug: str, year: int) -> dict[str, Any]:
    body = get_object_or_404(bodies_audited_by(request.user), slug=slug)
    years = years_with_numbers(body)
    if year not in years:
        raise Http404
    found = series_audit(body, year)
    return {
        "body": body,
        "year": year,
        "years": years,
        "audit": found,
        "counts": [(SERIES[count.series], count) for count in found.counts],
        "lines": [Line(finding) for finding in found.findings],
    }


@allow(can_audit_numbers)
@require_GET
def series_newest(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """The audit of the newest year that has numbers."""
    body: Body = get_object_or_404(bodies_audited_by(request.user), slug=slug)
    years = years_with_numbers(body)
    if not years:
        raise Http404
    return series_page(request, slug, years[0])


@allow(can_audit_numbers)
@require_GET
def series_page(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    return render(request, "meetings/series_page.html", _audited(request, slug, year))


@allow(can_audit_numbers)
@require_http_methods(["GET", "POST"])
def series_pdf(request: SignedInRequest, slug: str, year: int) -> HttpResponseBase:
    context = _audited(request, slug, year)
    body: Body = context["body"]
    title = _("Audit of numbers %(year)s") % {"year": year}
    context |= {"title": title, "author": Cooperation.objects.current().name, "subtitle": f"{body.name} · {year}"}
    return pdf_of(
        request,
        print_html(
            "meetings/print/series.html", context, language=request.LANGUAGE_CODE, style="meetings/print/style.css"
        ),
        kind="meetings.series",
        subject=f"{body.pk}-{year}",
        name=f"numbers-{body.slug}-{year}.pdf",
        heading=title,
        back=reverse("meetings:series_page", args=[body.slug, year]),
    )
