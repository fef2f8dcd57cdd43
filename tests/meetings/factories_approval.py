"""Meetings whose minutes are ready to be sent out, sent out, and approved."""

from __future__ import annotations

from datetime import date, time
from functools import cache

from cooperation.documents.renderer import Renderer
from meetings.actions.approval import approve_minutes
from meetings.actions.attendance import record_all_present
from meetings.actions.case import add_case, describe_case, remove_case
from meetings.actions.circulation import circulate_minutes
from meetings.actions.document import ask_for_document, make_waiting_documents
from meetings.actions.meeting import call_meeting, end_meeting, plan_meeting, start_meeting
from meetings.actions.text import save_text
from meetings.models import CaseKind, DocumentKind, Meeting, Outcome, TextField
from tests import factories

TODAY = date(2023, 10, 20)


@cache
def renderer():
    """One warm process for all the tests that make a PDF: a daemon, it ends with them."""
    return Renderer()


def make_council():
    """A body with a member who has an address, and its secretary."""
    factories.make_cooperation()
    body = factories.make_body()
    person = factories.make_person(family_name="Ødegård", given_name="Åse", email="ase@example.org")
    factories.make_membership(body=body, person=person)
    return body, factories.make_secretary(body)


def hold_meeting(body, secretary, *, number=5, month=10, outcome=Outcome.NOTED):
    """A meeting that is over, with nothing missing in its minutes. It approves none: it is the first."""
    meeting = plan_meeting(
        Meeting(
            body=body,
            year=2023,
            number=number,
            date=date(2023, month, 11),
            start=time(8, 15),
            end=time(11),
            place="Aukra",
        ),
        by=secretary,
    )
    for case in meeting.cases.all():
        remove_case(case, by=secretary)
    case = add_case(body, title="Økonomi", kind=CaseKind.REPORT, meeting=meeting, by=secretary)
    call_meeting(meeting, by=secretary)
    start_meeting(meeting, by=secretary)
    record_all_present(meeting, by=secretary)
    save_text(case, TextField.MINUTES, "<p>Avviket stemte ikke.</p>", version=0, by=secretary)
    save_text(case, TextField.DECISION, "<p>Tatt til orientering.</p>", version=0, by=secretary)
    case.refresh_from_db()
    describe_case(case, kind=case.kind, outcome=outcome, by=secretary)
    end_meeting(meeting, by=secretary)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def prepare(meeting):
    """Have the PDF made, as the worker does."""
    meeting.refresh_from_db()
    ask_for_document(meeting, DocumentKind.MINUTES)
    make_waiting_documents(renderer())
    meeting.refresh_from_db()


def send_out(meeting, secretary, *, deadline=date(2023, 11, 1)):
    prepare(meeting)
    return circulate_minutes(meeting, deadline=deadline, by=secretary, on=TODAY)


def start_next(body, secretary, meeting, *, number=6, month=12):
    """The next meeting, started, and its case about the minutes of the one before."""
    following = plan_meeting(
        Meeting(
            body=body,
            year=2023,
            number=number,
            date=date(2023, month, 13),
            start=time(8, 15),
            end=time(11),
            place="Molde",
        ),
        by=secretary,
    )
    case = following.cases.get(kind=CaseKind.APPROVE_MINUTES)
    call_meeting(following, by=secretary)
    start_meeting(following, by=secretary)
    case.refresh_from_db()
    return case


def approve(case, secretary):
    prepare(case.approves)
    return approve_minutes(case, by=secretary)
