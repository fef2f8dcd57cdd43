import pytest
from django.conf import settings
from django.urls import reverse

from meetings.actions.attendance import add_guest, record_attendance, record_case_attendance
from meetings.models import State
from tests.factories import (
    make_body,
    make_cooperation,
    make_meeting,
    make_member,
    make_membership,
    make_person,
    make_secretary,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def seat(body):
    make_cooperation()
    return make_membership(body=body)


@pytest.fixture
def meeting(body, seat):
    return make_meeting(body=body, state=State.CALLED)


@pytest.fixture
def desk(client, secretary):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(secretary)
    return client


def address(name, thing):
    return reverse(f"meetings:{name}", args=[thing.pk])


def statuses(meeting):
    return {row.person: row.status for row in meeting.attendance.all()}


def test_a_choice_is_saved_and_told_in_place(desk, meeting, seat):
    data = {"seat": seat.pk, "status": "present", "note": "kl. 9"}
    response = desk.post(address("attendance_save", meeting), data, headers=HTMX)
    assert statuses(meeting) == {seat.person: "present"}
    text = response.content.decode()
    assert text.strip().startswith('<section id="register"')
    assert f'<p class="told" role="status">Saved: {seat.person}.</p>' in text


def test_without_a_script_the_page_comes_back(desk, meeting, seat):
    response = desk.post(address("attendance_save", meeting), {"seat": seat.pk, "status": "apologies"})
    assert (response.status_code, response.url) == (302, address("attendance_page", meeting))
    assert desk.get(response.url).status_code == 200


def test_a_deputy_is_chosen_or_written(desk, meeting, seat, secretary):
    record_attendance(meeting, seat, "apologies", by=secretary)
    deputy = make_person()
    url = address("attendance_save", meeting)
    desk.post(url, {"seat": seat.pk, "deputy": deputy.pk, "deputy_name": ""})
    assert statuses(meeting) == {seat.person: "apologies", deputy: "present"}
    desk.post(url, {"seat": seat.pk, "deputy": deputy.pk, "deputy_name": "Løvik, Tone"})
    assert meeting.attendance.get(stands_in_for=seat).person.list_name == "Løvik, Tone"
    desk.post(url, {"seat": seat.pk, "deputy": "", "deputy_name": ""})
    assert statuses(meeting) == {seat.person: "apologies"}


def test_all_others_guests_and_removal(desk, meeting, seat):
    desk.post(address("attendance_all_present", meeting))
    for _time in range(2):
        answer = desk.post(address("attendance_guest_add", meeting), {"name": "Hjelvik, Mona", "note": "revisor"})
        assert answer.status_code == 302
    guest = meeting.attendance.get(person__family_name="Hjelvik")
    assert statuses(meeting) == {seat.person: "present", guest.person: "guest"}
    desk.post(address("attendance_remove", guest))
    assert statuses(meeting) == {seat.person: "present"}


@pytest.mark.parametrize("seat_key", ["", "abc", "0", "999999"])
def test_an_unknown_seat_is_not_found(desk, meeting, seat_key):
    data = {"seat": seat_key, "status": "present"}
    assert desk.post(address("attendance_save", meeting), data).status_code == 404


def test_closed_minutes_refuse_and_show_the_lists(desk, meeting, seat):
    meeting.state = State.APPROVED
    meeting.save()
    answer = desk.post(address("attendance_save", meeting), {"seat": seat.pk, "status": "present"}, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#messages")
    page = desk.get(address("attendance_page", meeting)).content.decode()
    assert 'name="status"' not in page
    assert seat.person.list_name in page


@pytest.mark.parametrize("members", [1, 3, 30])
def test_the_page_asks_as_much_however_many_members(desk, meeting, body, members, django_assert_num_queries):
    for _number in range(members - 1):
        make_membership(body=body)
    with django_assert_num_queries(12):
        assert desk.get(address("attendance_page", meeting)).status_code == 200


def test_who_took_part_in_a_case(desk, meeting):
    case = meeting.cases.get(title="Økonomi")
    url = address("case_attendance_save", case)
    for _time in range(2):
        desk.post(url, {"name": "Frostad, Nils", "kind": "joined"})
    answer = desk.post(url, {"name": "Gjerde, Siv", "kind": "left"}, headers=HTMX).content.decode()
    assert answer.strip().startswith('<div id="case-attendance">')
    assert sorted((row.person.list_name, row.kind) for row in case.attendance.all()) == [
        ("Frostad, Nils", "joined"),
        ("Gjerde, Siv", "left"),
    ]
    desk.post(address("case_attendance_remove", case.attendance.get(kind="left")))
    assert [row.kind for row in case.attendance.all()] == ["joined"]


@pytest.mark.parametrize(
    ("user", "status"),
    [
        (make_secretary, 200),
        (make_member, 200),
        (lambda body: make_secretary(other_body()), 404),
        (lambda body: make_member(other_body()), 404),
    ],
)
def test_who_reads(client, body, meeting, user, status):
    client.force_login(user(body))
    assert client.get(address("attendance_page", meeting)).status_code == status


def other_body():
    return make_body(slug="annet", name="Annet")


def test_a_planned_meeting_is_not_for_members(client, body, meeting, member):
    meeting.state = State.PLANNED
    meeting.save()
    client.force_login(member)
    assert client.get(address("attendance_page", meeting)).status_code == 404


def test_a_member_reads_and_does_not_write(client, meeting, seat, member):
    client.force_login(member)
    page = client.get(address("attendance_page", meeting)).content.decode()
    assert 'name="status"' not in page
    assert client.post(address("attendance_save", meeting), {"seat": seat.pk, "status": "present"}).status_code == 403


def test_another_bodys_secretary_writes_nothing(client, meeting, seat, secretary):
    add_guest(meeting, make_person(), by=secretary)
    case = meeting.cases.first()
    record_case_attendance(case, make_person(), "joined", by=secretary)
    client.force_login(make_secretary(other_body()))
    answers = [
        client.post(address(name, thing), {"seat": seat.pk, "status": "present", "name": "A, B", "kind": "left"})
        for name, thing in [
            ("attendance_save", meeting),
            ("attendance_all_present", meeting),
            ("attendance_guest_add", meeting),
            ("attendance_remove", meeting.attendance.get()),
            ("case_attendance_save", case),
            ("case_attendance_remove", case.attendance.get()),
        ]
    ]
    assert [answer.status_code for answer in answers] == [404] * 6
    assert (meeting.attendance.count(), case.attendance.count()) == (1, 1)
