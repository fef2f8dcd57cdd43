import pytest
from django.urls import reverse

from cooperation.actions.rendered_file import make_waiting_files
from cooperation.documents.renderer import Renderer
from meetings.actions.case import add_case, withdraw_case
from meetings.actions.meeting import call_meeting
from meetings.models import Meeting, MinutesImport, State
from meetings.queries.series_audit import KINDS, REASONS, SERIES
from meetings.rules.series_audit import Kind, Reason, Series
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return factories.make_body()


@pytest.fixture
def secretary(client, body):
    secretary = factories.make_secretary(body)
    client.force_login(secretary)
    return secretary


def page(client, body, year):
    return client.get(reverse("meetings:series_page", args=[body.slug, year]))


def lines(client, body, year):
    return [
        (line.finding.kind, line.finding.numbers, line.finding.reason)
        for line in page(client, body, year).context["lines"]
    ]


def test_a_real_year_is_gone_through(client, body, secretary):
    for year in (2022, 2023):
        meeting = factories.make_meeting(body=body, year=year, number=1)
        call_meeting(meeting, by=secretary)
    add_case(body, title="Sein", meeting=meeting, by=secretary)
    withdraw_case(meeting.cases.get(number=2), by=secretary)
    cancelled = factories.make_meeting(body=body, number=3, state=State.CANCELLED, cases=[])
    assert lines(client, body, 2023) == [
        (Kind.GAP, "2", Reason.UNKNOWN),
        (Kind.KEPT, "3", Reason.CANCELLED),
        (Kind.KEPT, "2023/M1-002", Reason.WITHDRAWN),
        (Kind.KEPT, "2023/M1-003", Reason.LATE),
        (Kind.RESET, "2 → 1", Reason.NEW_YEAR),
    ]
    assert page(client, body, 2023).context["audit"].unexplained == 1
    MinutesImport.objects.create(meeting=cancelled, file_name="x", sha256="0", text="")
    Meeting.objects.filter(pk=cancelled.pk).update(number=2)
    assert page(client, body, 2023).context["audit"].unexplained == 0


def test_the_newest_year_comes_first_and_a_year_without_numbers_is_not_there(client, body, secretary):
    newest = reverse("meetings:series_newest", args=[body.slug])
    assert client.get(newest).status_code == 404
    factories.make_meeting(body=body, year=2022)
    factories.make_meeting(body=body, year=2023)
    assert client.get(newest).context["year"] == 2023
    assert page(client, body, 2021).status_code == 404


def test_the_number_of_queries_does_not_grow(client, body, secretary, django_assert_num_queries):
    for number in (1, 2):
        meeting = factories.make_meeting(body=body, number=number, cases=["Sak"] * (number * 2 - 1))
        call_meeting(meeting, by=secretary)
        page(client, body, 2023)
        with django_assert_num_queries(10):
            page(client, body, 2023)


def test_the_audit_is_a_pdf_too(client, body, secretary):
    factories.make_cooperation()
    call_meeting(factories.make_meeting(body=body), by=secretary)
    address = reverse("meetings:series_pdf", args=[body.slug, 2023])
    assert client.get(address).status_code == 202
    renderer = Renderer()
    try:
        assert make_waiting_files(renderer) == 1
    finally:
        renderer.stop()
    assert b"".join(client.get(address).streaming_content)[:5] == b"%PDF-"


def test_everything_found_has_words():
    assert (set(SERIES), set(KINDS), set(REASONS)) == (set(Series), set(Kind), set(Reason))
