"""A page asks the database as much for one row as for three and for many, also when none of its parts is kept."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse

from meetings.actions.follow_up import add_action
from meetings.actions.point import add_point
from meetings.models import Attachment, Attendance, CaseAttendance, State
from tests.factories import make_case, make_cooperation, make_meeting, make_membership, make_person

pytestmark = pytest.mark.django_db
FEW_AND_MANY = pytest.mark.parametrize("rows", [1, 3, 30])


@pytest.fixture
def meeting(body, secretary, client):
    make_cooperation()
    client.force_login(secretary)
    return make_meeting(body=body, cases=[], state=State.DRAFT_MINUTES)


def written_case(meeting, secretary, rows):
    """A case with as many points, papers, actions and people as asked for."""
    case = make_case(meeting=meeting, title="Økonomi", minutes="<p>Drøftet.</p>")
    for index in range(rows):
        person = make_person(family_name=f"Navn {index}")
        make_membership(body=meeting.body, person=person)
        Attendance.objects.create(meeting=meeting, person=person, status="present")
        CaseAttendance.objects.create(case=case, person=person, kind="left")
        Attachment.objects.create(
            case=case, name=f"{index}.pdf", size=1, position=index, file=f"{index}.pdf", added_by=secretary
        )
        add_point(case, by=secretary)
        add_action(case, "svare", assignees=[f"person:{person.pk}"], due_on=None, by=secretary)
    return case


@FEW_AND_MANY
def test_the_list_of_meetings(client, body, meeting, rows, django_assert_num_queries):
    for index in range(rows):
        make_meeting(body=body, year=2024, number=index + 1, date=date(2024, 1, 1) + timedelta(days=index))
    with django_assert_num_queries(7):
        client.get(reverse("meetings:meeting_list"))


@FEW_AND_MANY
def test_a_meeting(client, meeting, secretary, rows, django_assert_num_queries):
    for _case in range(rows):
        written_case(meeting, secretary, 1)
    caches["pages"].clear()
    with django_assert_num_queries(20):
        client.get(meeting.get_absolute_url())


@FEW_AND_MANY
@pytest.mark.parametrize(("view", "queries"), [("case_page", 15), ("case_edit", 15)])
def test_a_case(client, meeting, secretary, *, rows, view, queries, django_assert_num_queries):
    case = written_case(meeting, secretary, rows)
    for _other in range(rows):
        make_case(meeting=meeting)
    caches["pages"].clear()
    with django_assert_num_queries(queries):
        client.get(reverse(f"meetings:{view}", args=[case.pk]))


@FEW_AND_MANY
@pytest.mark.parametrize(("view", "queries"), [("case_page", 5), ("case_edit", 6)])
def test_a_case_seen_before(client, meeting, secretary, *, rows, view, queries, django_assert_num_queries):
    address = reverse(f"meetings:{view}", args=[written_case(meeting, secretary, rows).pk])
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
