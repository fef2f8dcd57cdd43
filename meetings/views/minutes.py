"""A meeting's minutes on their way from draft to approved: sent out, remarked on, approved, opened again."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.documents.bell import ring
from cooperation.models import Role
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow, file_answer
from meetings.access import can_read_meetings, can_write_meetings
from meetings.actions.approval import approve_minutes, reopen_minutes, why_not_approve, why_not_reopen
from meetings.actions.approval_paper import open_approval_cases
from meetings.actions.circulation import circulate_minutes, receivers_of, why_not_circulate
from meetings.actions.document import ask_for_document
from meetings.actions.minutes_file import minutes_document
from meetings.actions.remark import why_not_remark
from meetings.forms.circulation import CirculationForm
from meetings.models import ApprovedMinutes, Case, Circulation, DocumentKind, DocumentState, Meeting, State
from meetings.queries.approval import FIELD_NAMES, cases_about, differences, mails_of, remarks_of, versions_of_minutes
from meetings.queries.gaps import blocking, gaps_of

DAYS_FOR_REMARKS = 14


def _written(request: SignedInRequest, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.written_by(request.user).select_related("body"), pk=pk)


@allow(can_read_meetings)
@require_GET
def minutes_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Versions, remarks and their answers; for the secretary what is in the way, and the next step."""
    meetings = Meeting.objects.showing_minutes_to(request.user).select_related("body")
    meeting = get_object_or_404(meetings, pk=pk)
    return render(request, "meetings/minutes_page.html", _context(request, meeting))


def _context(request: SignedInRequest, meeting: Meeting, form: CirculationForm | None = None) -> dict[str, object]:
    user, today = request.user, timezone.localdate()
    writes = meeting.body_id in user.bodies_as(Role.SECRETARY)
    versions = versions_of_minutes(meeting)
    circulation = next((version.circulation for version in versions if version.circulation), None)
    is_asked = bool(meeting.body_id in user.bodies_as(Role.MEMBER, Role.SECRETARY) and circulation)
    if circulation:
        circulation.meeting = meeting
    context: dict[str, object] = {
        "meeting": meeting,
        "writes": writes,
        "versions": versions,
        "circulation": circulation,
        "remarks": remarks_of(meeting),
        "cases": list(meeting.cases.on_agenda()),
        "approval_cases": cases_about(meeting),
        "why_not_remark": why_not_remark(circulation, on=today) if is_asked and circulation else [""],
    }
    if writes:
        context |= _next_step(meeting, form) | {
            "mails": mails_of(circulation),
            "why_not_reopen": why_not_reopen(meeting),
        }
    return context


def _next_step(meeting: Meeting, form: CirculationForm | None) -> dict[str, object]:
    """What the secretary can do next, and what has to be mended first."""
    if meeting.state not in (State.DRAFT_MINUTES, State.CIRCULATED):
        return {}
    document = minutes_document(meeting) or meeting.documents.filter(kind=DocumentKind.MINUTES).first()
    is_ready = minutes_document(meeting) is not None
    is_waiting = bool(not is_ready and document and document.state == DocumentState.WAITING)
    gaps = gaps_of(meeting)
    told = {gap.text for gap in gaps}
    approving = open_approval_cases(meeting)
    for case in approving:
        case.approves = meeting
    return {
        "gaps": gaps,
        "gaps_block": bool(blocking(gaps)),
        "document": document,
        "is_ready": is_ready,
        "is_waiting": is_waiting,
        "worker_listens": ring() if is_waiting else True,
        "why_not_circulate": [reason for reason in why_not_circulate(meeting) if reason not in told],
        "receivers": receivers_of(meeting),
        "approving": [(case, [reason for reason in why_not_approve(case) if reason not in told]) for case in approving],
        "form": form or CirculationForm(initial={"deadline": timezone.localdate() + timedelta(days=DAYS_FOR_REMARKS)}),
    }


@allow(can_write_meetings)
@require_POST
def minutes_prepare(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Have the PDF made that is to be sent out or approved."""
    meeting = _written(request, pk)
    ask_for_document(meeting, DocumentKind.MINUTES, again=True)
    return redirect("meetings:minutes_page", meeting.pk)


@allow(can_write_meetings)
@require_POST
def minutes_circulate(request: SignedInRequest, pk: int) -> HttpResponseBase:
    meeting = _written(request, pk)
    form = CirculationForm(request.POST)
    if form.is_valid():
        try:
            circulation = circulate_minutes(
                meeting,
                deadline=form.cleaned_data["deadline"],
                message=form.cleaned_data["message"],
                by=request.user,
                on=timezone.localdate(),
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(
                request,
                _("Version %(number)s is sent out for remarks.") % {"number": circulation.number},
            )
            return redirect("meetings:minutes_page", meeting.pk)
    meeting.refresh_from_db()
    return render(request, "meetings/minutes_page.html", _context(request, meeting, form), status=422)


@allow(can_write_meetings)
@require_POST
def case_approve(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Decide the case about minutes: they are approved and frozen."""
    cases = Case.objects.written_by(request.user).select_related("body", "meeting", "approves")
    case = get_object_or_404(cases, pk=pk)
    approved = approve_minutes(case, by=request.user)
    messages.success(
        request,
        _("The minutes of %(label)s are approved and frozen, as version %(number)s.")
        % {"label": approved.meeting.label, "number": approved.number},
    )
    return redirect("meetings:minutes_page", approved.meeting_id)


@allow(can_write_meetings)
@require_POST
def minutes_reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    meeting = _written(request, pk)
    reopen_minutes(meeting, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("The minutes are open again. Send them out anew when they are corrected."))
    return redirect("meetings:minutes_page", meeting.pk)


@allow(can_read_meetings)
@require_GET
def circulation_pdf(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file that was sent out."""
    circulations = Circulation.objects.visible_to(request.user).select_related("meeting")
    return version_file(request, get_object_or_404(circulations, pk=pk))


@allow(can_read_meetings)
@require_GET
def approved_pdf(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file that was approved."""
    approved = ApprovedMinutes.objects.visible_to(request.user).select_related("meeting")
    return version_file(request, get_object_or_404(approved, pk=pk))


def version_file(request: HttpRequest, version: Circulation | ApprovedMinutes) -> HttpResponseBase:
    meeting = version.meeting
    return file_answer(request, (version.sha256, f"minutes-{meeting.year}-M{meeting.number}-v{version.number}.pdf"))


@allow(can_read_meetings)
@require_GET
def minutes_differences(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two versions of the minutes side by side: as sent out and as approved, unless others are chosen."""
    meeting = get_object_or_404(Meeting.objects.showing_minutes_to(request.user).select_related("body"), pk=pk)
    versions = versions_of_minutes(meeting)
    if not versions:
        raise Http404
    by_number = {str(version.number): version for version in versions}
    newer = by_number.get(request.GET.get("newer", ""), versions[0])
    sent = newer.approved.circulation.number if newer.approved else None
    usual = next((one for one in versions if one.number < newer.number and sent in (None, one.number)), newer)
    older = by_number.get(request.GET.get("older", ""), usual)
    context = {
        "meeting": meeting,
        "versions": versions,
        "older": older,
        "newer": newer,
        "parts": differences(older, newer),
        "field_names": FIELD_NAMES,
    }
    return render(request, "meetings/minutes_differences.html", context)
