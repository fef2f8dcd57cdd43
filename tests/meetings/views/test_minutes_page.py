from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from cooperation.models import Change
from cooperation.rules.links import signed
from meetings.actions.circulation import REMARK_LINK, link_for
from meetings.actions.remark import add_remark
from meetings.models import ApprovedMinutes, Remark, State
from tests import factories
from tests.meetings.factories_approval import (
    TODAY,
    approve,
    hold_meeting,
    make_council,
    prepare,
    send_out,
    start_next,
)

pytestmark = pytest.mark.django_db
AHEAD = date(2999, 1, 1)


@pytest.fixture
def council(db):
    return make_council()


@pytest.fixture
def meeting(council):
    return hold_meeting(*council)


@pytest.fixture
def signed_in(client, council):
    client.force_login(council[1])
    client.cookies["django_language"] = "en"
    return client


def page(meeting):
    return reverse("meetings:minutes_page", args=[meeting.pk])


def test_the_secretary_sees_each_gap_with_the_place_where_it_is_mended(signed_in, meeting):
    meeting.cases.update(outcome="")
    meeting.end = None
    meeting.save()
    found = signed_in.get(page(meeting)).context["gaps"]
    case = meeting.cases.on_agenda().get()
    with override("en"):
        assert [(gap.text, gap.url) for gap in found] == [
            ("It is not said when the meeting ended.", reverse("meetings:meeting_edit", args=[meeting.pk])),
            ("2023/M5-001 Økonomi has no outcome.", reverse("meetings:case_edit", args=[case.pk])),
        ]


def test_the_loop_by_forms(signed_in, council, meeting):
    signed_in.post(reverse("meetings:minutes_prepare", args=[meeting.pk]))
    prepare(meeting)
    sent = signed_in.post(
        reverse("meetings:minutes_circulate", args=[meeting.pk]), {"deadline": "2999-01-01", "message": "Hei"}
    )
    assert sent.headers["Location"] == page(meeting)
    case = start_next(*council, meeting)
    prepare(meeting)
    approved = signed_in.post(reverse("meetings:case_approve", args=[case.pk]))
    assert approved.headers["Location"] == page(meeting)
    version = ApprovedMinutes.objects.get()
    served = signed_in.get(reverse("meetings:document_pdf", args=[meeting.pk, "minutes"]))
    assert served.headers["ETag"] == f'"{version.sha256}"'
    signed_in.post(reverse("meetings:minutes_reopen", args=[meeting.pk]), {"reason": "Feil navn"})
    meeting.refresh_from_db()
    assert meeting.state == State.DRAFT_MINUTES


def test_a_form_that_is_refused_shows_why(signed_in, meeting):
    answer = signed_in.post(reverse("meetings:minutes_circulate", args=[meeting.pk]), {"deadline": "1999-01-01"})
    assert (answer.status_code, len(answer.context["form"].non_field_errors())) == (422, 2)


def test_the_file_that_was_approved_is_served_whatever_changes_around_it(signed_in, council, meeting):
    send_out(meeting, council[1])
    approved = approve(start_next(*council, meeting), council[1])
    council[0].name = "Et nytt navn"
    council[0].save()
    meeting.documents.update(revision_key="gammel")
    served = signed_in.get(reverse("meetings:document_pdf", args=[meeting.pk, "minutes"]))
    assert served.headers["ETag"] == f'"{approved.sha256}"'


def test_a_member_reads_and_remarks_when_the_minutes_are_sent_out(client, council, meeting):
    member = factories.make_member(council[0])
    client.force_login(member)
    assert client.get(page(meeting)).status_code == 404
    circulation = send_out(meeting, council[1], deadline=AHEAD)
    assert client.get(page(meeting)).context["why_not_remark"] == []
    client.post(reverse("meetings:remark_add", args=[circulation.pk]), {"text": "Feil", "case": ""})
    assert Remark.objects.get().user == member


def test_the_page_costs_the_same_however_many_remarks(signed_in, council, meeting, django_assert_num_queries):
    circulation = send_out(meeting, council[1], deadline=AHEAD)
    add_remark(circulation, text="En", by=council[1], on=TODAY)
    signed_in.get(page(meeting))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        signed_in.get(page(meeting))
    for text in ("To", "Tre"):
        add_remark(circulation, text=text, case=meeting.cases.on_agenda()[0], by=council[1], on=TODAY)
    with django_assert_num_queries(len(one)):
        signed_in.get(page(meeting))


@pytest.fixture
def link(council, meeting):
    circulation = send_out(meeting, council[1], deadline=AHEAD)
    person = council[0].memberships.get().person
    return link_for(circulation, person).removeprefix("http://127.0.0.1:8000")


def test_reading_by_the_link_changes_nothing(client, link):
    lines = Change.objects.count()
    answer = client.get(link)
    assert (answer.status_code, answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == (
        200,
        "same-origin",  # the address goes nowhere else, and the form can be sent
        "private, no-store",
    )
    assert (Change.objects.count(), Remark.objects.count()) == (lines, 0)
    assert client.get(f"{link}minutes.pdf").headers["Content-Type"] == "application/pdf"


def test_a_remark_by_the_link_names_the_member(client, link):
    answer = client.post(f"{link}send/", {"text": "Feil tall"})
    remark = Remark.objects.get()
    assert (answer.headers["Location"], str(remark.person), remark.user) == (link, "Åse Ødegård", None)


def test_a_remark_that_is_refused_keeps_what_was_typed(client, link):
    answer = client.post(f"{link}send/", {"text": "x" * 5001})
    assert (answer.status_code, answer.context["text"]) == (422, "x" * 5001)


def test_a_link_that_is_forged_or_for_something_else_leads_nowhere(client, link):
    for token in ("noe", signed("another-purpose", 1, 1), signed(REMARK_LINK, 999, 999), signed(REMARK_LINK, 1)):
        assert client.get(reverse("meetings:remark_link", args=[token])).status_code == 404


def test_versions_stand_side_by_side(signed_in, council, meeting):
    from meetings.actions.text import save_text
    from meetings.models import TextField

    assert signed_in.get(reverse("meetings:minutes_differences", args=[meeting.pk])).status_code == 404
    send_out(meeting, council[1])
    case = meeting.cases.on_agenda()[0]
    save_text(case, TextField.MINUTES, "<p>Avviket stemte ikke i mai.</p>", version=1, by=council[1])
    send_out(meeting, council[1])
    context = signed_in.get(reverse("meetings:minutes_differences", args=[meeting.pk])).context
    assert (context["older"].number, context["newer"].number) == (1, 2)
    assert [difference.field for part in context["parts"] for difference in part.differences] == ["minutes"]
