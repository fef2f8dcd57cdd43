"""The papers of a case: added, read, named, ordered, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cooperation.models import Role
from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_meetings, can_write_meetings
from meetings.actions.attachment import (
    add_attachments,
    move_attachment,
    remove_attachment,
    rename_attachment,
    restore_attachment,
)
from meetings.models import Attachment, Case
from meetings.rules.file_kinds import KINDS, extension_of


@allow(can_read_meetings)
@require_safe
def attachment_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file itself, to those who may read its case. It can do nothing in the browser."""
    readable = Attachment.objects.in_order().filter(case__in=Case.objects.visible_to(request.user))
    attachment = get_object_or_404(readable, pk=pk)
    etag = f'"{attachment.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    kind = KINDS[extension_of(attachment.name)]
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=not kind.opens_in_browser,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@allow(can_write_meetings)
@require_POST
def attachment_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = get_object_or_404(Case.objects.written_by(request.user).select_related("meeting"), pk=pk)
    added = add_attachments(case, request.FILES.getlist("files"), by=request.user)
    return _answer(request, case, _("Added: %(count)s.") % {"count": len(added)})


def _written(request: SignedInRequest, pk: int) -> Attachment:
    mine = Attachment.objects.filter(case__body__in=request.user.bodies_as(Role.SECRETARY), case__removed_at=None)
    return get_object_or_404(mine.select_related("case__meeting", "case__body"), pk=pk)


@allow(can_write_meetings)
@require_POST
def attachment_rename(request: SignedInRequest, pk: int) -> HttpResponseBase:
    attachment = _written(request, pk)
    rename_attachment(attachment, title=request.POST.get("title", ""), by=request.user)
    return _answer(request, attachment.case, _("Saved."))


@allow(can_write_meetings)
@require_POST
def attachment_move(request: SignedInRequest, pk: int) -> HttpResponseBase:
    attachment = _written(request, pk)
    move_attachment(attachment, steps=-1 if request.POST.get("direction") == "up" else 1, by=request.user)
    return _answer(request, attachment.case, _("The order is saved."))


@allow(can_write_meetings)
@require_POST
def attachment_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    attachment = _written(request, pk)
    remove_attachment(attachment, by=request.user)
    return _answer(request, attachment.case, _("“%(name)s” is removed.") % {"name": attachment}, removed=attachment)


@allow(can_write_meetings)
@require_POST
def attachment_restore(request: SignedInRequest, pk: int) -> HttpResponseBase:
    attachment = _written(request, pk)
    restore_attachment(attachment, by=request.user)
    return _answer(request, attachment.case, _("“%(name)s” is back.") % {"name": attachment})


def _answer(request: SignedInRequest, case: Case, told: str, *, removed: Attachment | None = None) -> HttpResponseBase:
    if not request.headers.get("HX-Request"):
        messages.success(request, told)
        undo = f"?removed_attachment={removed.pk}" if removed else ""
        return redirect(reverse("meetings:case_edit", args=[case.pk]) + undo + "#attachments")
    context = {
        "case": case,
        "can_write": True,
        "attachments": case.attachments.in_order(),
        "told": told,
        "removed": removed,
    }
    return render(request, "meetings/_attachments.html", context)
