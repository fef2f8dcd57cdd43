"""Tell the members of a meeting, see what was sent, and cancel it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cooperation.actions.mail import send_again
from cooperation.models import OutgoingMail
from cooperation.models.mail import concerning
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_write_meetings
from meetings.actions.notice import (
    cancel_meeting,
    remind_of_reply,
    send_notice,
    told_changes,
    try_notice_again,
    warnings_of,
    why_not_cancel,
    why_not_remind,
    why_not_send_notice,
)
from meetings.forms.notice import CancelForm, NoticeForm
from meetings.models import Meeting, Notice, State
from meetings.queries.notice import last_notice, receivers, reply_rows, sent_notices, told_meeting
from meetings.queries.room import expected_quorum
from meetings.rules.notice import ToldMeeting


def _written(request: SignedInRequest, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.written_by(request.user).select_related("body"), pk=pk)


def notice_context(meeting: Meeting, form: NoticeForm, cancel_form: CancelForm) -> dict[str, object]:
    before = last_notice(meeting)
    return {
        "meeting": meeting,
        "form": form,
        "cancel_form": cancel_form,
        "why_not": why_not_send_notice(meeting),
        "why_not_cancel": why_not_cancel(meeting),
        "can_remind": not why_not_remind(meeting),
        "warnings": warnings_of(meeting, on=timezone.localdate()),
        "receivers": receivers(meeting),
        "is_first": before is None,
        "changes": told_changes(ToldMeeting.from_json(before.facts), told_meeting(meeting), meeting) if before else [],
        "sent": sent_notices(meeting),
        "replies": reply_rows(meeting),
        "quorum": expected_quorum(meeting) if meeting.state == State.CALLED else None,
    }


@allow(can_write_meetings)
@require_GET
def notice_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would be sent now and to whom, what was sent, and what was answered."""
    context = notice_context(_written(request, pk), NoticeForm(), CancelForm())
    return render(request, "meetings/notice_page.html", context)


@allow(can_write_meetings)
@require_POST
def notice_send(request: SignedInRequest, pk: int) -> HttpResponseBase:
    meeting, form = _written(request, pk), NoticeForm(request.POST)
    if form.is_valid():
        try:
            send_notice(meeting, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("The notice goes out as soon as the agenda is made."))
            return redirect("meetings:notice_page", pk)
    context = notice_context(_written(request, pk), form, CancelForm())
    return render(request, "meetings/notice_page.html", context, status=422)


@allow(can_write_meetings)
@require_POST
def reply_remind(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask those who have not answered once more."""
    count = remind_of_reply(_written(request, pk), by=request.user)
    told = ngettext("%(count)s person is reminded.", "%(count)s people are reminded.", count) % {"count": count}
    messages.success(request, told)
    return redirect("meetings:notice_page", pk)


@allow(can_write_meetings)
@require_POST
def notice_again(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Try a notice once more whose agenda could not be made."""
    meetings = Meeting.objects.written_by(request.user)
    notice = get_object_or_404(Notice.objects.filter(meeting__in=meetings).select_related("meeting__body"), pk=pk)
    try_notice_again(notice, by=request.user)
    return redirect("meetings:notice_page", notice.meeting_id)


def _mail(request: SignedInRequest, pk: int, mail_pk: int) -> tuple[Meeting, OutgoingMail]:
    """A mail written for a notice of this meeting."""
    meeting = _written(request, pk)
    concerned = [concerning(notice) for notice in meeting.notices.all()]
    mails = OutgoingMail.objects.filter(concerns__in=concerned).select_related("person").prefetch_related("papers")
    return meeting, get_object_or_404(mails, pk=mail_pk)


@allow(can_write_meetings)
@require_GET
def notice_mail(request: SignedInRequest, pk: int, mail_pk: int) -> HttpResponse:
    """One mail as it was written, word for word."""
    meeting, mail = _mail(request, pk, mail_pk)
    return render(request, "meetings/notice_mail.html", {"meeting": meeting, "mail": mail})


@allow(can_write_meetings)
@require_POST
def notice_mail_again(request: SignedInRequest, pk: int, mail_pk: int) -> HttpResponseBase:
    _meeting, mail = _mail(request, pk, mail_pk)
    send_again(mail)
    return redirect("meetings:notice_page", pk)


@allow(can_write_meetings)
@require_POST
def meeting_cancel(request: SignedInRequest, pk: int) -> HttpResponseBase:
    meeting, form = _written(request, pk), CancelForm(request.POST)
    if form.is_valid():
        try:
            cancel_meeting(meeting, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("The meeting is cancelled. Those who were called are told."))
            return redirect(meeting)
    context = notice_context(_written(request, pk), NoticeForm(), form)
    return render(request, "meetings/notice_page.html", context, status=422)
