from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from cooperation.actions.change import log_change
from cooperation.models import Change
from docs_vision.models import Solution
from meetings.actions.attendance import record_all_present, record_case_attendance
from meetings.actions.case import add_case, remove_case, take_to_queue
from meetings.actions.meeting import call_meeting, change_meeting
from meetings.actions.point import add_point
from meetings.actions.room import add_proposal, raise_impartiality, record_movement, record_votes, rule_impartiality
from meetings.actions.text import save_text
from meetings.models import State, TextField
from meetings.queries.log_words import Names, facts_told, sentence
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(body):
    return factories.make_meeting(body=body, cases=["Økonomi"])


@pytest.fixture
def signed_in(client, secretary):
    client.force_login(secretary)
    client.cookies["django_language"] = "en"
    return client


def told(client, thing, name="meeting_log", **asked):
    lines = client.get(reverse(f"meetings:{name}", args=[thing.pk]), asked).context["lines"]
    return [line.told for line in lines]


def test_a_meeting_s_log_holds_its_cases_too_newest_first(signed_in, meeting, secretary):
    case = meeting.cases.get()
    save_text(case, TextField.MINUTES, "<p>Ja</p>", version=0, by=secretary)
    call_meeting(meeting, by=secretary)
    assert told(signed_in, meeting) == ["Called the meeting", "Wrote a text"]
    assert told(signed_in, case, "case_log") == ["Wrote a text"]


def test_a_case_that_left_stays_in_the_log_of_the_meeting_it_left(signed_in, meeting, secretary):
    case = add_case(meeting.body, title="Flyttes", meeting=meeting, by=secretary)
    take_to_queue(case, by=secretary)
    gone = add_case(meeting.body, title="Fjernes", meeting=meeting, by=secretary)
    remove_case(gone, by=secretary)
    assert told(signed_in, meeting)[:2] == ["Removed the case", "Added the case"]
    assert "Added the case" in told(signed_in, case, "case_log")


def test_it_is_narrowed_by_who_when_and_what(signed_in, meeting, secretary):
    other = factories.make_secretary(meeting.body)
    record_all_present(meeting, by=other)
    add_point(meeting.cases.get(), heading="Punkt", by=secretary)
    factories.make_membership(body=meeting.body)
    record_all_present(meeting, by=other)
    assert told(signed_in, meeting, by=other.pk) == ["Recorded attendance"]
    assert told(signed_in, meeting, verb="case.add_point") == ["Added a point of orientation"]
    assert told(signed_in, meeting, since="2999-01-01") == []
    assert told(signed_in, meeting, until="1999-01-01") == []
    assert len(told(signed_in, meeting, since="no day", by="nobody")) == 2


def test_a_text_leads_to_where_both_versions_stand(signed_in, meeting, secretary):
    case = meeting.cases.get()
    save_text(case, TextField.MINUTES, "<p>Ja</p>", version=0, by=secretary)
    newer = save_text(case, TextField.MINUTES, "<p>Nei</p>", version=1, by=secretary)
    [line, _first] = signed_in.get(reverse("meetings:case_log", args=[case.pk])).context["lines"]
    address = reverse("meetings:case_text_versions", args=[case.pk, TextField.MINUTES])
    assert line.comparison_url == f"{address}?right={newer.pk}"
    sides = signed_in.get(line.comparison_url).context["comparison"].sides
    assert [side.text for side in sides] == ["<p>Ja</p>", "<p>Nei</p>"]


def test_an_auditor_reads_log_and_versions_and_restores_nothing(client, meeting, secretary, auditor):
    case = meeting.cases.get()
    version = save_text(case, TextField.MINUTES, "<p>Ja</p>", version=0, by=secretary)
    client.force_login(auditor)
    assert client.get(reverse("meetings:meeting_log", args=[meeting.pk])).status_code == 200
    page = client.get(reverse("meetings:case_text_versions", args=[case.pk, TextField.MINUTES]))
    assert page.context["can_write"] is False
    assert client.post(reverse("meetings:text_version_restore", args=[version.pk])).status_code == 403


def test_facts_are_told_with_names_and_words(meeting, secretary):
    person = factories.make_person(family_name="Ødegård", given_name="Åse")
    line = log_change(
        meeting,
        "attendance",
        by=secretary,
        before={"person": person.pk, "status": "absent", "note": "", "gone": 1},
        after={"person": person.pk, "status": "present", "note": "", "seat": 999, "is_new": True, "date": "no day"},
    )
    with override("en"):
        facts = {fact.name: (fact.before, fact.after) for fact in facts_told(line, Names([line]))}
    assert facts == {
        "Person": ("", "Åse Ødegård"),
        "Status": ("Absent", "Present"),
        "gone": ("1", ""),
        "Seat": ("", "#999"),
        "is_new": ("", "yes"),
        "Date": ("", "no day"),
    }


def test_a_verb_without_a_sentence_is_told_by_its_name(meeting):
    line = log_change(meeting, "dance", by=None)
    assert sentence(line).endswith("(meeting.dance)")


def test_the_log_costs_the_same_however_long_it_is(signed_in, meeting, secretary, django_assert_num_queries):
    case = meeting.cases.get()
    address = reverse("meetings:meeting_log", args=[meeting.pk])
    save_text(case, TextField.MINUTES, "<p>0</p>", version=0, by=secretary)
    signed_in.get(address)
    with CaptureQueriesContext(connection) as one:
        signed_in.get(address)
    for number in range(1, 4):
        save_text(case, TextField.MINUTES, f"<p>{number}</p>", version=number, by=secretary)
    with django_assert_num_queries(len(one)):
        signed_in.get(address)


def test_another_body_s_log_stays_closed(client, meeting):
    client.force_login(factories.make_secretary(factories.make_body(slug="annet", name="Annet")))
    assert client.get(reverse("meetings:meeting_log", args=[meeting.pk])).status_code == 404
    assert Change.objects.count() == 0


def test_the_room_s_lines_are_told_with_names_and_words(signed_in, body, secretary):
    seat = factories.make_membership(body=body)
    meeting = factories.make_meeting(body=body, state=State.STARTED, cases=["Økonomi"])
    case = meeting.cases.get()
    record_all_present(meeting, by=secretary)
    raised = raise_impartiality(case, seat.person, basis="other", by=secretary)
    rule_impartiality(raised, "impartial", left_at=None, returned_at=None, by=secretary)
    proposal = add_proposal(case, "Kontingenten økes.", by=secretary)
    record_votes(proposal, {seat.pk: "for"}, by=secretary)
    record_movement(case, seat.person, "left", at=time(9, 40), by=secretary)
    assert told(signed_in, case, "case_log") == [
        "Recorded that somebody came or left",
        "Recorded the votes",
        "Put a proposal to the vote",
        "Recorded the decision on somebody's impartiality",
        "Raised somebody's impartiality",
    ]
    record_case_attendance(case, seat.person, "left", by=secretary)
    facts = {}
    with override("en"):
        for change in Change.objects.filter(verb__in=["votes", "movement", "attendance"]):
            facts |= {(change.verb, fact.name): fact.after for fact in facts_told(change, Names([change]))}
    assert facts["votes", str(seat.person)] == "For"
    assert facts["movement", "Kind"] == "Left"
    assert facts["attendance", "Kind"] == "Not present in this case"


def test_times_are_told_without_seconds(signed_in, meeting, secretary):
    meeting.end = time(12, 30)
    change_meeting(meeting, by=secretary)
    [line] = signed_in.get(reverse("meetings:meeting_log", args=[meeting.pk])).context["lines"]
    assert [(fact.name, fact.before, fact.after) for fact in line.facts] == [("End", "", "12:30")]


def test_what_only_names_a_case_is_not_in_its_log(signed_in, meeting, secretary):
    solution = Solution.objects.create(title="Arkivløsning", case=meeting.cases.get())
    log_change(solution, "save", by=secretary, after={"title": "Arkivløsning"})
    assert told(signed_in, meeting) == told(signed_in, meeting.cases.get(), "case_log") == []
