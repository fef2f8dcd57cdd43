"""The look of a body's Word documents."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cooperation.documents.store import path_of
from cooperation.documents.word import usual_layout
from cooperation.models import Body
from cooperation.rules.refusal import Refused
from cooperation.web import FILE_TYPES, SignedInRequest, allow
from meetings.access import can_keep_standing_texts
from meetings.actions.word_layout import MOST_BYTES, change_layout, use_usual_layout
from meetings.forms.word_layout import WordLayoutForm
from meetings.models import WordLayout
from meetings.queries.standing import bodies_with_texts_kept_by


def _body(request: SignedInRequest, slug: str) -> Body:
    return get_object_or_404(bodies_with_texts_kept_by(request.user), slug=slug)


@allow(can_keep_standing_texts)
@require_http_methods(["GET", "POST"])
def word_layout(request: SignedInRequest, slug: str) -> HttpResponseBase:
    body = _body(request, slug)
    form = WordLayoutForm(request.POST or None, request.FILES or None)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            change_layout(body, name=file.name, content=file.read(MOST_BYTES + 1), by=request.user)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Word documents now have the new look."))
            return redirect("meetings:word_layout", body.slug)
    layout = WordLayout.objects.filter(body=body).select_related("changed_by").first()
    context = {"body": body, "form": form, "layout": layout, "reasons": reasons}
    status = 422 if reasons or (request.method == "POST") else 200
    return render(request, "meetings/word_layout.html", context, status=status)


@allow(can_keep_standing_texts)
@require_GET
def word_layout_file(request: SignedInRequest, slug: str) -> HttpResponse:
    """The layout in use, to change in Word."""
    body = _body(request, slug)
    layout = WordLayout.objects.filter(body=body).first()
    content = path_of(layout.sha256, "docx").read_bytes() if layout else usual_layout()
    response = HttpResponse(content, content_type=FILE_TYPES["docx"])
    response["Content-Disposition"] = f'attachment; filename="layout-{body.slug}.docx"'
    return response


@allow(can_keep_standing_texts)
@require_POST
def word_layout_usual(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Back to the usual look."""
    body = _body(request, slug)
    use_usual_layout(body, by=request.user)
    messages.success(request, _("Word documents have the usual look again."))
    return redirect("meetings:word_layout", body.slug)
