"""Send the demo's minutes out, remark on them and approve them, with the program's own actions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cooperation.documents.renderer import Renderer
from cooperation.models import MailState, OutgoingMail
from meetings.actions.approval import approve_minutes
from meetings.actions.circulation import circulate_minutes
from meetings.actions.document import ask_for_document, make_document
from meetings.actions.remark import add_remark, decline_remark, take_up_remark
from meetings.actions.text import save_text
from meetings.models import (
    ApprovedMinutes,
    Case,
    Circulation,
    DocumentKind,
    DocumentState,
    Meeting,
    Remark,
    TextField,
    TextVersion,
)

from .cast import Cast, dated
from .script import DemoMeeting, DemoRemark

DAYS_FOR_REMARKS = timedelta(days=30)


def send_out(meeting: Meeting, script: DemoMeeting, *, on: date, cast: Cast, renderer: Renderer) -> None:
    """Send the minutes to the members, who remark; a remark that is taken up is corrected at once."""
    _make_file(meeting, renderer)
    deadline = script.remarks_until or on + DAYS_FOR_REMARKS
    with dated(on, cast):
        circulation = circulate_minutes(meeting, deadline=deadline, by=cast.secretary, on=on)
    moment = timezone.make_aware(datetime.combine(on, time(9, 0)))
    Circulation.objects.filter(pk=circulation.pk).update(made_at=moment)
    OutgoingMail.objects.about(circulation).update(state=MailState.SENT, made_at=moment, sent_at=moment, tries=1)
    for days, remark in enumerate(script.remarks, start=2):
        with dated(on + timedelta(days=days), cast):
            _remark(circulation, remark, on=on + timedelta(days=days), cast=cast)


def _remark(circulation: Circulation, remark: DemoRemark, *, on: date, cast: Cast) -> None:
    case = circulation.meeting.cases.get(title=remark.case)
    made = add_remark(circulation, text=remark.text, case=case, person=cast.people[remark.by], on=on)
    if remark.correction:
        version = TextVersion.objects.filter(case=case, field=TextField.MINUTES).count()
        save_text(case, TextField.MINUTES, remark.correction, version=version, by=cast.secretary)
    if remark.answer:
        answer = take_up_remark if remark.correction else decline_remark
        answer(made, answer=remark.answer, by=cast.secretary)
    moment = timezone.make_aware(datetime.combine(on, time(12, 0)))
    Remark.objects.filter(pk=made.pk).update(made_at=moment)
    Remark.objects.filter(pk=made.pk).exclude(answered_at=None).update(answered_at=moment)


def approve(case: Case, *, cast: Cast, renderer: Renderer) -> None:
    """Decide the case about the minutes of the meeting before."""
    case.refresh_from_db()
    assert case.approves is not None
    assert case.meeting is not None
    _make_file(case.approves, renderer)
    approved = approve_minutes(case, by=cast.secretary)
    moment = timezone.make_aware(datetime.combine(case.meeting.date, time(9, 0)))
    ApprovedMinutes.objects.filter(pk=approved.pk).update(approved_at=moment)


def _make_file(meeting: Meeting, renderer: Renderer) -> None:
    """Have the PDF of the minutes made, as the worker does."""
    meeting.refresh_from_db()
    document = ask_for_document(meeting, DocumentKind.MINUTES)
    if document.state == DocumentState.WAITING:
        make_document(document, renderer)
