from datetime import time

import pytest

from cooperation.documents.renderer import Renderer
from meetings.actions.attendance import add_guest, record_all_present, record_case_attendance
from meetings.actions.case import add_case, describe_case, withdraw_case
from meetings.actions.meeting import call_meeting
from meetings.actions.point import add_point
from meetings.actions.text import save_text
from meetings.models import Meeting, TextField
from tests import factories


@pytest.fixture(scope="session")
def renderer():
    """One warm process for all the tests that make a PDF."""
    renderer = Renderer()
    yield renderer
    renderer.stop()


@pytest.fixture
def meeting():
    """A called meeting with a late case, a withdrawn one, points in levels, links, and letters of Sami."""
    factories.make_cooperation(name="Fjord-IKT")
    body = factories.make_body()
    by = factories.make_secretary(body)
    factories.make_membership(body=body, person=factories.make_person(family_name="Ødegård", given_name="Åse"))
    meeting = factories.make_meeting(
        body=body, cases=["Innkalling", "Økonomi- og aktivitetsrapport", "Trukket sak"], end=time(11), place="Molde"
    )
    call_meeting(meeting, by=by)
    record_all_present(meeting, by=by)
    add_guest(meeting, factories.make_person(family_name="Čáppa", given_name="Ánne"), note="rådgiver", by=by)
    case = meeting.cases.get(number=2)
    save_text(
        case,
        TextField.MINUTES,
        "<p>Avviket stemte ikke. Se <a href='https://example.org'>tabellen</a>.</p>",
        version=0,
        by=by,
    )
    save_text(case, TextField.DECISION, "<p>Saken tas til orientering.</p>", version=0, by=by)
    describe_case(case, kind="report", outcome="noted", by=by)
    record_case_attendance(case, factories.make_person(family_name="Gáisi", given_name="Biret"), "joined", by=by)
    point = add_point(case, heading="Støtte til politikere", by=by)
    text = "<ul><li><p>Fire prinsipper</p><ul><li><p>čđŋšŧž</p><p>ny linje</p></li></ul></li></ul>"
    save_text(case, TextField.TEXT, text, version=0, by=by, point=point)
    withdraw_case(meeting.cases.get(number=3), by=by)
    add_case(body, title="Sein sak", meeting=meeting, by=by)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)
