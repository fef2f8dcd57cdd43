"""Bringing in existing minutes: choose a file, correct what was understood, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cooperation.models import Body, Role
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_write_meetings
from meetings.actions.minutes_import import (
    MinutesSource,
    differences,
    import_minutes,
    is_brought_in,
    other_body_named,
    replace_with_minutes,
    stored_meeting,
    with_proposed_numbers,
)
from meetings.forms.minutes_import import MinutesDraft, MinutesFileForm, sealed_source, unsealed_source
from meetings.imports.faults import MAX_FILE_BYTES, UnreadableError
from meetings.imports.lines import MinutesText, shown_lines
from meetings.imports.minutes import parse_minutes
from meetings.imports.minutes_file import read_minutes_file
from meetings.imports.parsed_minutes import ParsedMinutes

# More lines than this are not shown beside the form: minutes are never so long, and the page would be slow.
MAX_LINES_SHOWN = 4000


@allow(can_write_meetings)
@require_http_methods(["GET", "POST"])
def minutes_import(request: SignedInRequest) -> HttpResponse:
    written = Body.objects.filter(pk__in=request.user.bodies_as(Role.SECRETARY))
    form = MinutesFileForm(request.POST or None, request.FILES or None, initial={"body": request.GET.get("body")})
    form.fields["body"].queryset = written  # type: ignore[attr-defined]  # a ModelChoiceField
    if request.method == "POST" and form.is_valid():
        body, file = form.cleaned_data["body"], form.cleaned_data["file"]
        data = file.read(MAX_FILE_BYTES + 1)
        try:
            text = read_minutes_file(file.name, data)
        except UnreadableError as unreadable:
            form.add_error("file", str(unreadable))
        else:
            source = MinutesSource.of(file.name, data, text.text)
            parsed = parse_minutes(text)
            draft = MinutesDraft.of(with_proposed_numbers(parsed, body=body, source=source))
            return check_page(request, body=body, source=source, text=text, parsed=parsed, draft=draft)
    return render(request, "meetings/minutes_import.html", {"form": form}, status=422 if form.errors else 200)


@allow(can_write_meetings)
@require_POST
def minutes_import_confirm(request: SignedInRequest) -> HttpResponseBase:
    written = Body.objects.filter(pk__in=request.user.bodies_as(Role.SECRETARY))
    body = get_object_or_404(written, slug=request.POST.get("body", ""))
    try:
        source, text = unsealed_source(request.POST.get("source", ""))
    except BadSignature:
        raise Refused([_("The text of the file did not come back whole. Choose the file once more.")]) from None
    draft = MinutesDraft.from_post(request.POST)
    parsed = parse_minutes(text)
    page: dict[str, Any] = {"body": body, "source": source, "text": text, "parsed": parsed, "draft": draft}
    if "add" in request.POST:
        draft.add(request.POST["add"])
        return check_page(request, **page)
    if reasons := draft.reasons():
        return check_page(request, **page, reasons=reasons)
    corrected = draft.parsed(parsed.unplaced)
    meeting = stored_meeting(corrected, body=body, source=source)
    try:
        if meeting is None:
            meeting = import_minutes(corrected, body=body, source=source, by=request.user)
            messages.success(request, _("The minutes are brought in as %(meeting)s.") % {"meeting": meeting})
        elif "replace" in request.POST:
            replace_with_minutes(meeting, corrected, source=source, by=request.user)
            messages.success(request, _("The meeting now says what the file says. The earlier texts are kept."))
        elif differences(corrected, meeting):
            return check_page(request, **page, asks=True)
        else:
            messages.info(request, _("This meeting is there already. Nothing was changed."))
    except Refused as refused:
        return check_page(request, **page, reasons=refused.reasons)
    return redirect(meeting)


def check_page(
    request: SignedInRequest,
    *,
    body: Body,
    source: MinutesSource,
    text: MinutesText,
    parsed: ParsedMinutes,
    draft: MinutesDraft,
    reasons: list[str] | None = None,
    asks: bool = False,
) -> HttpResponse:
    """What was understood beside the file's text; with the reasons why it was not brought in, if it was not."""
    corrected = draft.parsed(parsed.unplaced)
    stored = stored_meeting(corrected, body=body, source=source)
    unplaced = {entry.line for entry in parsed.unplaced}
    lines = shown_lines(text.text)
    context = {
        "body": body,
        "source": source,
        "sealed": sealed_source(source, text),
        "draft": draft,
        "problems": [*filter(None, [other_body_named(parsed, body)]), *parsed.problems],
        "lines": [(number, line, number in unplaced) for number, line in enumerate(lines[:MAX_LINES_SHOWN], 1)],
        "lines_hidden": max(len(lines) - MAX_LINES_SHOWN, 0),
        "unplaced_count": len(parsed.unplaced),
        "stored": stored,
        "is_brought_in": stored is not None and is_brought_in(stored, source),
        "differences": differences(corrected, stored) if stored else [],
        "reasons": reasons or [],
    }
    status = 422 if reasons else 409 if asks else 200
    return render(request, "meetings/minutes_import_confirm.html", context, status=status)
