"""The meeting while it is held: the secretary's view made for speed, and the projector that follows it."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cooperation.models import Person
from cooperation.rules.refusal import Refused
from cooperation.web import SignedInRequest, allow
from meetings.access import can_read_meetings, can_write_meetings
from meetings.actions.room import (
    add_proposal,
    ask_for_floor,
    give_floor,
    leave_floor,
    raise_impartiality,
    record_movement,
    record_votes,
    remove_impartiality,
    remove_movement,
    remove_proposal,
    rule_impartiality,
    set_speaking_time,
    show_case,
)
from meetings.forms.editor import editor_media
from meetings.models import (
    Case,
    CaseKind,
    Choice,
    Impartiality,
    ImpartialityBasis,
    ImpartialityRuling,
    Meeting,
    Movement,
    Outcome,
    Proposal,
    Room,
    SpeakerTurn,
)
from meetings.queries.action import actions_of_case
from meetings.queries.attendance import people_to_choose
from meetings.queries.case import editable_case, standard_texts
from meetings.queries.meeting import agenda
from meetings.queries.room import (
    counted_proposals,
    meeting_facts,
    quorum_of,
    seats_in_room,
    speakers_of,
    voting_seats,
)


def _written(request: SignedInRequest, pk: int) -> Case:
    cases = Case.objects.written_by(request.user).exclude(meeting=None)
    return get_object_or_404(cases.select_related("body", "meeting__body", "approves"), pk=pk)


@allow(can_write_meetings)
@require_GET
def room_page(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The current case, with everything that is done in the meeting. The first case when none is shown yet."""
    meeting = get_object_or_404(Meeting.objects.written_by(request.user).select_related("body"), pk=pk)
    room = Room.objects.filter(meeting=meeting).first()
    lines = agenda(meeting)
    if not lines:
        return redirect(meeting)
    chosen = request.GET.get("case") or str(room.case_id if room else "")
    here = next((place for place, line in enumerate(lines) if str(line.case.pk) == chosen), 0)
    case = lines[here].case
    case.body = meeting.body
    facts = meeting_facts(meeting)
    seats = seats_in_room(case, facts)
    context = {
        "meeting": meeting,
        "case": case,
        "room": room,
        "lines": lines,
        "line": lines[here],
        "previous": lines[here - 1] if here else None,
        "next": lines[here + 1] if here + 1 < len(lines) else None,
        "can_write": meeting.is_open_for_writing,
        "language": meeting.language,
        "editor_media": editor_media(str(request.csp_nonce)),  # type: ignore[attr-defined]
        "editable": editable_case(case),
        "standard_texts": standard_texts(case, meeting.language),
        "kinds": CaseKind.choices,
        "outcomes": Outcome.choices,
        "seats": seats,
        "voting": voting_seats(case, seats),
        "quorum": quorum_of(case, seats),
        "movements": facts.movements.get(case.pk, []),
        "impartiality": facts.impartiality.get(case.pk, []),
        "bases": ImpartialityBasis.choices,
        "rulings": ImpartialityRuling.choices,
        "proposals": counted_proposals(case),
        "choices": [
            choice for choice in Choice.choices if choice[0] != Choice.BLANK or meeting.body.allows_blank_votes
        ],
        "speakers": speakers_of(case),
        "people": people_to_choose(),
        "action_rows": actions_of_case(case, today=timezone.localdate()),
        "now": timezone.localtime(),
    }
    return render(request, "meetings/room_page.html", context)


def _back(case: Case) -> HttpResponseBase:
    response = redirect("meetings:room_page", case.meeting_id)
    response["Location"] += f"?case={case.pk}"
    return response


@allow(can_write_meetings)
@require_POST
def room_show(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Turn the projector to a case, or from its recommendation to its decision, and go there."""
    case = _written(request, pk)
    show_case(case, decision=request.POST.get("shows") == "decision", by=request.user)
    return _back(case)


@allow(can_write_meetings)
@require_POST
def movement_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    person = get_object_or_404(Person, pk=_number(request.POST.get("person")))
    at = _moment(request.POST.get("at", "")) or timezone.localtime().time().replace(second=0, microsecond=0)
    record_movement(case, person, request.POST.get("kind", ""), at=at, by=request.user)
    return _back(case)


@allow(can_write_meetings)
@require_POST
def movement_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    step = get_object_or_404(Movement.objects.select_related("case__meeting"), pk=pk)
    case = _written(request, step.case_id)
    remove_movement(step, by=request.user)
    return _back(case)


@allow(can_write_meetings)
@require_POST
def impartiality_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    person = get_object_or_404(Person, pk=_number(request.POST.get("person")))
    raise_impartiality(
        case, person, basis=request.POST.get("basis", ""), note=request.POST.get("note", ""), by=request.user
    )
    return _back(case)


@allow(can_write_meetings)
@require_POST
def impartiality_rule(request: SignedInRequest, pk: int) -> HttpResponseBase:
    raised = get_object_or_404(Impartiality.objects.select_related("case__meeting", "person"), pk=pk)
    case = _written(request, raised.case_id)
    rule_impartiality(
        raised,
        request.POST.get("ruling", ""),
        left_at=_moment(request.POST.get("left_at", "")),
        returned_at=_moment(request.POST.get("returned_at", "")),
        by=request.user,
    )
    return _back(case)


@allow(can_write_meetings)
@require_POST
def impartiality_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    raised = get_object_or_404(Impartiality.objects.select_related("case__meeting"), pk=pk)
    case = _written(request, raised.case_id)
    remove_impartiality(raised, by=request.user)
    return _back(case)


@allow(can_write_meetings)
@require_POST
def proposal_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    add_proposal(case, request.POST.get("text", ""), proposed_by=request.POST.get("proposed_by", ""), by=request.user)
    return _back(case)


@allow(can_write_meetings)
@require_POST
def proposal_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    proposal = get_object_or_404(Proposal.objects.select_related("case__meeting"), pk=pk)
    case = _written(request, proposal.case_id)
    remove_proposal(proposal, by=request.user)
    return _back(case)


@allow(can_write_meetings)
@require_POST
def proposal_votes(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """All the votes on a proposal at once: what was chosen for each seat."""
    proposal = get_object_or_404(Proposal.objects.select_related("case__meeting__body", "case__body"), pk=pk)
    case = _written(request, proposal.case_id)
    choices = {
        int(name.removeprefix("seat-")): str(value)
        for name, value in request.POST.items()
        if name.startswith("seat-") and name.removeprefix("seat-").isdecimal() and value
    }
    record_votes(proposal, choices, by=request.user)
    messages.success(request, _("The votes are kept."))
    return _back(case)


@allow(can_write_meetings)
@require_POST
def speaker_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    ask_for_floor(case, get_object_or_404(Person, pk=_number(request.POST.get("person"))))
    return _back(case)


@allow(can_write_meetings)
@require_POST
def speaker_next(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The next one speaks; without anybody waiting, the one who speaks is done."""
    case = _written(request, pk)
    give_floor(case, case.speakers.filter(started_at=None).first(), now=timezone.now())
    return _back(case)


@allow(can_write_meetings)
@require_POST
def speaker_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    turn = get_object_or_404(SpeakerTurn.objects.select_related("case__meeting"), pk=pk)
    case = _written(request, turn.case_id)
    leave_floor(turn)
    return _back(case)


@allow(can_write_meetings)
@require_POST
def speaking_time(request: SignedInRequest, pk: int) -> HttpResponseBase:
    case = _written(request, pk)
    assert case.meeting is not None
    minutes = request.POST.get("minutes", "")
    set_speaking_time(case.meeting, int(minutes) if minutes.isdecimal() and 0 < int(minutes) < 1000 else None)
    return _back(case)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _moment(text: str) -> time | None:
    """A time of day as HH:MM, None when nothing is written. Raises Refused when it is no time."""
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007  # a time of day has no zone
    except ValueError as error:
        raise Refused([_("“%(text)s” is not a time. Write it like 09:45.") % {"text": text}]) from error


@allow(can_read_meetings)
@require_GET
def projector_page(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The current case for the whole room. A script asks for `projector_state` and puts it in place."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("body"), pk=pk)
    return render(request, "meetings/projector_page.html", projector_context(meeting))


@allow(can_read_meetings)
@require_GET
def projector_state(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """What the projector shows, or 304 while nothing is new. Asked for more than once a second, so it is cheap."""
    marks = Meeting.objects.visible_to(request.user).filter(pk=pk).values_list("revision", "room__version")
    seen = marks.first()
    if seen is None:
        raise Http404
    etag = f'"{seen[0]}-{seen[1] or 0}-{request.LANGUAGE_CODE}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    meeting = Meeting.objects.select_related("body").get(pk=pk)
    response: HttpResponse = render(request, "meetings/projector_page.html#shown", projector_context(meeting))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def projector_context(meeting: Meeting) -> dict[str, object]:
    """Only what stands on the agenda and what the room decides: nothing that only the secretary writes for later."""
    room = Room.objects.filter(meeting=meeting).first()
    lines = agenda(meeting)
    line = next((one for one in lines if room and one.case.pk == room.case_id), None)
    case = line.case if line else None
    if case is not None:
        case.body = meeting.body
    return {
        "meeting": meeting,
        "room": room,
        "lines": lines,
        "line": line,
        "case": case,
        "proposals": counted_proposals(case) if case else [],
        "speakers": speakers_of(case) if case else None,
        "outcomes": dict(Outcome.choices),
    }
