"""Answer a notice: by a signed link without an account, or by the secretary for somebody."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cooperation.access import anyone
from cooperation.models import Membership, User
from cooperation.rules.links import facts_in
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_write_meetings
from meetings.actions.notice import REPLY_LINK
from meetings.actions.reply import reply_to_notice, why_not_reply
from meetings.forms.notice import ReplyForm
from meetings.models import Answer, Meeting
from meetings.queries.notice import deputies_of

VALID_FOR = timedelta(days=200)


def _asked(token: str) -> tuple[Meeting, Membership]:
    """The meeting and the membership that a link was made for. A link that is not ours, or too old, opens nothing."""
    try:
        meeting_pk, membership_pk = facts_in(REPLY_LINK, token, valid_for=VALID_FOR)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    meeting = get_object_or_404(Meeting.objects.select_related("body"), pk=meeting_pk)
    return meeting, get_object_or_404(Membership.objects.select_related("person"), pk=membership_pk)


@allow(anyone)
@never_cache
@require_http_methods(["GET", "POST"])
def reply_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """The member's own page for the answer. Opening it changes nothing: mail programs open links by themselves."""
    meeting, membership = _asked(token)
    deputies = [] if membership.role == "deputy" else deputies_of(membership, meeting)
    reply = meeting.replies.filter(membership=membership).first()
    initial = (
        {"answer": f"deputy-{reply.deputy_id}" if reply.deputy_id else reply.answer, "note": reply.note}
        if reply
        else {}
    )
    form = ReplyForm(request.POST or None, deputies=deputies, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer, deputy = form.chosen
        by = request.user if isinstance(request.user, User) else None
        try:
            reply_to_notice(meeting, membership, answer, deputy=deputy, note=form.cleaned_data["note"], by=by)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("Thank you. Your answer is kept, and can be changed until the meeting starts."))
            return redirect("meetings:reply_page", token)
    context = {
        "meeting": meeting,
        "membership": membership,
        "form": form,
        "reply": reply,
        "why_not": why_not_reply(meeting, membership, Answer.COMING, None),
    }
    return render(request, "meetings/reply_page.html", context, status=422 if form.errors else 200)


@allow(can_write_meetings)
@require_POST
def reply_save(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The secretary writes down what somebody answered by telephone."""
    meeting = get_object_or_404(Meeting.objects.written_by(request.user).select_related("body"), pk=pk)
    seat = request.POST.get("seat", "")
    membership = get_object_or_404(
        Membership.objects.filter(body=meeting.body_id).select_related("person"), pk=seat if seat.isdecimal() else 0
    )
    form = ReplyForm(request.POST, deputies=deputies_of(membership, meeting))
    if not form.is_valid():
        raise Refused([_("Choose one of the answers.")])
    answer, deputy = form.chosen
    reply_to_notice(meeting, membership, answer, deputy=deputy, note=form.cleaned_data["note"], by=request.user)
    messages.success(request, _("The answer of %(name)s is kept.") % {"name": membership.person})
    return redirect("meetings:notice_page", pk)
