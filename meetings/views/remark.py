"""Remarks to circulated minutes: with an account, or by the link in the mail."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.access import anyone
from cooperation.models import Person
from cooperation.rules.links import facts_in
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_remark, can_write_meetings
from meetings.actions.circulation import REMARK_LINK
from meetings.actions.remark import add_remark, decline_remark, take_up_remark, why_not_remark
from meetings.models import Case, Circulation, Remark, RemarkState

from .minutes import version_file

# A link opens the minutes for this long; remarks are taken until the deadline only.
LINK_LASTS = timedelta(days=90)


@allow(can_remark)
@require_POST
def remark_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A remark by somebody with an account."""
    circulations = Circulation.objects.remarked_by(request.user).select_related("meeting")
    circulation = get_object_or_404(circulations, pk=pk)
    add_remark(
        circulation,
        text=request.POST.get("text", ""),
        case=_case(request, circulation),
        person=request.user.person,
        by=request.user,
        on=timezone.localdate(),
    )
    messages.success(request, _("Your remark is sent to the secretary."))
    return redirect("meetings:minutes_page", circulation.meeting_id)


def _case(request: HttpRequest, circulation: Circulation) -> Case | None:
    """The case that a remark is to; none when it is to the minutes as a whole."""
    key = request.POST.get("case", "")
    return get_object_or_404(circulation.meeting.cases.on_agenda(), pk=int(key)) if key.isdecimal() else None


@allow(can_write_meetings)
@require_POST
def remark_answer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take a remark up, or decline it, with a word of reason."""
    remarks = Remark.objects.written_by(request.user).select_related("circulation__meeting", "case")
    remark = get_object_or_404(remarks, pk=pk)
    answer = request.POST.get("answer", "")
    if request.POST.get("state") == RemarkState.TAKEN:
        take_up_remark(remark, answer=answer, by=request.user)
    else:
        decline_remark(remark, answer=answer, by=request.user)
    messages.success(request, _("The remark is answered."))
    return redirect("meetings:minutes_page", remark.circulation.meeting_id)


def _by_link(token: str) -> tuple[Circulation, Person]:
    """The version and the member that a link is for. One that is forged, cut or too old leads nowhere."""
    try:
        circulation, person = facts_in(REMARK_LINK, token, valid_for=LINK_LASTS)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    circulations = Circulation.objects.select_related("meeting__body")
    return get_object_or_404(circulations, pk=circulation), get_object_or_404(Person, pk=person)


@allow(anyone)
@require_GET
def remark_link(request: HttpRequest, token: str) -> HttpResponse:
    """The minutes and a form for remarks, for a member who has no account or is not signed in. Reading changes nothing."""
    circulation, person = _by_link(token)
    return _link_page(request, token, circulation, person)


def _link_page(
    request: HttpRequest, token: str, circulation: Circulation, person: Person, refused: Refused | None = None
) -> HttpResponse:
    context = {
        "token": token,
        "circulation": circulation,
        "meeting": circulation.meeting,
        "person": person,
        "cases": circulation.source["cases"],
        "remarks": circulation.remarks.filter(person=person).select_related("case"),
        "why_not_remark": why_not_remark(circulation, on=timezone.localdate()),
        "reasons": refused.reasons if refused else [],
        "text": request.POST.get("text", "") if refused else "",
        "chosen": request.POST.get("case", "") if refused else "",
    }
    response = render(request, "meetings/remark_link.html", context, status=422 if refused else 200)
    response["Cache-Control"] = "private, no-store"  # the address is a key
    return response


@allow(anyone)
@require_POST
def remark_link_add(request: HttpRequest, token: str) -> HttpResponseBase:
    circulation, person = _by_link(token)
    try:
        add_remark(
            circulation,
            text=request.POST.get("text", ""),
            case=_case(request, circulation),
            person=person,
            on=timezone.localdate(),
        )
    except Refused as refused:
        return _link_page(request, token, circulation, person, refused)
    messages.success(request, _("Your remark is sent to the secretary."))
    return redirect("meetings:remark_link", token)


@allow(anyone)
@require_GET
def remark_link_pdf(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file that was sent out, by the same link."""
    circulation, _person = _by_link(token)
    return version_file(request, circulation)
