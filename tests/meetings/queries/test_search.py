"""What a search finds, in which order, and that nobody learns of what they may not read: not by a count either."""

import pytest
from django.core.files.base import ContentFile

from meetings.actions.attachment import add_attachments
from meetings.actions.point import add_point
from meetings.actions.search import catch_up_search
from meetings.models import (
    Action,
    Attendance,
    AttendanceStatus,
    Case,
    CaseAttendance,
    CaseAttendanceKind,
    Meeting,
    Outcome,
    State,
)
from meetings.queries.search import Asked, choices_for, find
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return factories.make_body()


def make_meeting(body, *, state=State.APPROVED, titles=("Anskaffelse av nettbrett",), **fields):
    """A meeting whose cases have their numbers."""
    meeting = factories.make_meeting(body=body, cases=[], state=state, **fields)
    for number, title in enumerate(titles, start=1):
        factories.make_case(
            meeting=meeting,
            title=title,
            number=number,
            display_number=f"{meeting.label}-{number:03}",
            year=meeting.year,
            running_number=meeting.number * 100 + number,
        )
    return meeting


def titles(user, words="", **asked):
    catch_up_search()
    found = find(user, Asked(words=words, **asked))
    assert found.total == len(found.cases)
    return [hit.case.title for hit in found.cases]


@pytest.mark.parametrize(
    "words",
    [
        "anskaffelsen",
        "ANSKAFFELSER nettbrettet",
        "nettb",
        "2023/M6-001",
        "M6-001",
        "m6-1",
        "2023/M6",
        "anskaffelse m6",
    ],
)
def test_a_case_is_found_by_its_words_and_its_number(body, words):
    make_meeting(body)
    assert titles(factories.make_secretary(body), words) == ["Anskaffelse av nettbrett"]


@pytest.mark.parametrize("words", ["brett", "anskaffelse lisens", "M6-002", "2022/M6-001", "anskaffelse' OR 1"])
def test_what_does_not_hold_all_of_it_is_not_found(body, words):
    make_meeting(body)
    assert titles(factories.make_secretary(body), words) == []


@pytest.mark.parametrize("field", ["background", "assessment", "recommendation", "minutes", "decision"])
def test_every_text_is_searched_and_shown_where_it_stands(body, field):
    meeting = make_meeting(body)
    Case.objects.update(**{field: "<p>Rådet ba om <strong>kostnadsfordelingen</strong> &amp; mer.</p>"})
    catch_up_search()
    [hit] = find(factories.make_secretary(body), Asked("kostnader")).cases
    assert [[(part.text, part.is_hit) for part in snippet.parts] for snippet in hit.snippets] == [
        [("Rådet ba om ", False), ("kostnadsfordelingen", True), (" & mer.", False)]
    ]
    assert hit.snippets[0].url == meeting.cases.get().get_absolute_url()


def test_points_and_names_of_papers_are_searched(body):
    by = factories.make_secretary(body)
    case = factories.make_case(body=body, title="Orientering")
    add_point(case, heading="Støtte til politikere", by=by)
    [paper] = add_attachments(case, [ContentFile(b"tekst", name="prisliste.txt")], by=by)
    assert titles(by, "politikerne") == ["Orientering"]
    [hit] = find(by, Asked("prisliste")).cases
    assert [(snippet.label, snippet.url) for snippet in hit.snippets] == [("Vedlegg", paper.get_absolute_url())]


def test_actions_are_searched_with_the_minutes(body):
    meeting = make_meeting(body, state=State.STARTED, titles=["Orientering"])
    action = Action.objects.create(case=meeting.cases.get(), text="Aukra tjeneste for politikere")
    by, member = factories.make_secretary(body), factories.make_member(body)
    assert (titles(by, "tjenesten"), titles(member, "tjenesten")) == (["Orientering"], [])
    [hit] = find(by, Asked("tjenester")).cases
    assert [part.text for part in hit.snippets[0].parts if part.is_hit] == ["tjeneste"]
    Action.objects.filter(pk=action.pk).update(removed_at=by.date_joined)
    assert titles(by, "tjenesten") == []


def test_the_best_match_has_the_words_in_its_title_and_the_newest_comes_first(body):
    by = factories.make_secretary(body)
    make_meeting(body, year=2021, number=1, titles=["Lisenser gamle"])
    make_meeting(body, year=2022, number=1, titles=["Lisenser nyere"])
    make_meeting(body, year=2023, number=1, titles=["Annet"])
    Case.objects.filter(title="Annet").update(minutes="<p>lisens</p>")
    assert titles(by, "lisenser") == ["Lisenser nyere", "Lisenser gamle", "Annet"]
    assert titles(by, "lisenser", newest_first=True) == ["Annet", "Lisenser nyere", "Lisenser gamle"]


def test_a_search_is_narrowed_by_year_kind_outcome_and_body(body):
    other = factories.make_body(slug="annet", name="Annet råd")
    leader = factories.make_leader()
    make_meeting(body, year=2022, titles=["A"])
    make_meeting(other, year=2023, titles=["B"])
    Case.objects.filter(title="B").update(kind="report", outcome="noted")
    assert titles(leader, year=2022) == ["A"]
    assert titles(leader, kind="report") == ["B"]
    assert titles(leader, outcome="noted") == ["B"]
    assert titles(leader, body=body.pk) == ["A"]


def test_a_person_is_found_where_the_person_took_part(body):
    person, other = factories.make_person(), factories.make_person()
    meeting = make_meeting(body, titles=["Hele", "Uten", "Gjest"])
    _whole, without, visited = meeting.cases.order_by("number")
    Attendance.objects.create(meeting=meeting, person=person, status=AttendanceStatus.PRESENT)
    CaseAttendance.objects.create(case=without, person=person, kind=CaseAttendanceKind.LEFT)
    CaseAttendance.objects.create(case=visited, person=other, kind=CaseAttendanceKind.JOINED)
    Attendance.objects.create(
        meeting=make_meeting(body, number=7, titles=["Fravær"]), person=person, status=AttendanceStatus.ABSENT
    )
    by = factories.make_secretary(body)
    assert titles(by, person=person.pk) == ["Hele", "Gjest"]
    assert titles(by, person=other.pk) == ["Gjest"]
    assert choices_for(by).people == [person, other]


def test_a_meeting_is_found_by_its_number(body):
    meeting = make_meeting(body)
    hidden = make_meeting(body, number=7, state=State.PLANNED)
    member = factories.make_member(body)
    assert find(member, Asked("2023/m6")).meeting == meeting
    assert find(member, Asked(hidden.label)).meeting is None
    assert find(member, Asked("anskaffelse")).meeting is None


def test_found_cases_come_in_pages(body):
    make_meeting(body, titles=[f"Sak {number}" for number in range(45)])
    by = factories.make_secretary(body)
    catch_up_search()
    pages = [find(by, Asked("sak"), page=page) for page in (1, 2, 3, 4)]
    assert [len(page.cases) for page in pages] == [20, 20, 5, 0]
    assert (pages[0].total, pages[0].pages) == (45, 3)


# What must not leak


def test_a_member_finds_minutes_only_when_they_are_sent_out(body):
    member = factories.make_member(body)
    meeting = make_meeting(body, state=State.DRAFT_MINUTES, titles=["Budsjett"])
    Case.objects.update(background="<p>grunnlag</p>", minutes="<p>hemmelighet</p>", decision="<p>vedtaket</p>")
    assert [titles(member, word) for word in ("grunnlag", "hemmelighet", "vedtak", "budsjett hemmelighet")] == [
        ["Budsjett"], [], [], [],
    ]  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(state=State.CIRCULATED)
    assert [titles(member, word) for word in ("grunnlag hemmelighet", "vedtak")] == [["Budsjett"], ["Budsjett"]]


def test_a_snippet_shows_no_minutes_before_they_are_sent_out(body):
    make_meeting(body, state=State.CALLED, titles=["Budsjett"])
    Case.objects.update(background="<p>budsjett</p>", minutes="<p>budsjett hemmelig</p>")
    catch_up_search()
    [hit] = find(factories.make_member(body), Asked("budsjett")).cases
    assert [snippet.label for snippet in hit.snippets] == ["Bakgrunn"]


def test_a_member_is_not_told_an_outcome_before_the_minutes_are_sent_out(body):
    member = factories.make_member(body)
    make_meeting(body, state=State.STARTED, titles=["Vedtatt", "Trukket"])
    Case.objects.filter(title="Vedtatt").update(outcome=Outcome.ADOPTED)
    Case.objects.filter(title="Trukket").update(outcome=Outcome.WITHDRAWN)
    assert titles(member, outcome=Outcome.ADOPTED) == []
    assert titles(member, outcome=Outcome.WITHDRAWN) == ["Trukket"]
    found = find(member, Asked(year=2023))
    assert [(hit.case.title, hit.outcome) for hit in found.cases] == [("Vedtatt", ""), ("Trukket", "Trukket")]


def test_a_member_is_not_told_who_took_part_in_a_case_before_the_minutes_are_sent_out(body):
    member = factories.make_member(body)
    meeting = make_meeting(body, state=State.STARTED, titles=["Sak"])
    person, visitor = factories.make_person(), factories.make_person()
    Attendance.objects.create(meeting=meeting, person=person, status=AttendanceStatus.PRESENT)
    case = meeting.cases.get()
    CaseAttendance.objects.create(case=case, person=person, kind=CaseAttendanceKind.LEFT)
    CaseAttendance.objects.create(case=case, person=visitor, kind=CaseAttendanceKind.JOINED)
    assert titles(member, person=visitor.pk) == []
    assert titles(member, person=person.pk) == ["Sak"]
    assert choices_for(member).people == [person]


def test_planned_meetings_waiting_and_removed_cases_and_other_bodies_stay_hidden(body):
    other = factories.make_body(slug="annet", name="Annet råd")
    make_meeting(body, state=State.PLANNED, number=1, year=2021, titles=["Ord planlagt"])
    factories.make_case(body=body, title="Ord ventende")
    make_meeting(other, number=2, year=2022, titles=["Ord annet råd"])
    removed = factories.make_case(meeting=make_meeting(body, number=3, titles=["Ord lest"]), title="Ord fjernet")
    by = factories.make_secretary(body)
    Case.objects.filter(pk=removed.pk).update(removed_at=by.date_joined)
    member = factories.make_member(body)
    assert titles(member, "ord") == ["Ord lest"]
    assert titles(by, "ord") == ["Ord ventende", "Ord lest", "Ord planlagt"]
    assert (choices_for(member).years, choices_for(member).bodies) == ([2023], [body])
    assert titles(factories.make_contact(), "ord") == []


def test_the_number_of_queries_does_not_grow(body, django_assert_num_queries):
    by = factories.make_secretary(body)
    by.held_grants
    for number in (1, 2):
        make_meeting(body, number=number, titles=["Sak"] * (number * 2 - 1))
        catch_up_search()
        with django_assert_num_queries(5):
            find(by, Asked("sak"))
