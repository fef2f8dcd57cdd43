import pytest

from cooperation.models import MembershipRole
from meetings.actions.attendance import record_all_present, record_case_attendance
from meetings.queries.attendance import attendance_list, case_attendance, others_recorded, seat_rows
from tests.factories import make_meeting, make_membership, make_municipality, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("members", [1, 3, 30])
def test_the_lists_ask_as_little_however_many_members(members, body, secretary, django_assert_num_queries):
    for number in range(members):
        make_membership(body=body, municipality=make_municipality(number=f"{1500 + number}", name=f"K{number}"))
    meeting = make_meeting(body=body)
    record_all_present(meeting, by=secretary)
    with django_assert_num_queries(2):
        assert len(attendance_list(meeting).present) == members
    with django_assert_num_queries(3):
        assert len([str(row.membership.municipality) for row in seat_rows(meeting)]) == members
    with django_assert_num_queries(2):
        assert others_recorded(meeting) == []


@pytest.mark.parametrize("people", [1, 3, 30])
def test_a_case_asks_once(people, body, secretary, django_assert_num_queries):
    case = make_meeting(body=body).cases.first()
    for _number in range(people):
        record_case_attendance(case, make_person(), "joined", by=secretary)
    with django_assert_num_queries(1):
        assert len([str(row.person) for row in case_attendance(case).joined]) == people


def test_seats_of_a_municipality_and_those_who_joined_a_case_come_by_the_alphabet(body, secretary):
    case = make_meeting(body=body).cases.first()
    for name in ("Åsen", "Ærø", "Aas", "berg", "Østby"):
        person = make_person(family_name=name)
        make_membership(body=body, person=person)
        record_case_attendance(case, person, "joined", by=secretary)
    expected = ["berg", "Ærø", "Østby", "Aas", "Åsen"]
    assert [row.membership.person.family_name for row in seat_rows(case.meeting)] == expected
    assert [row.person.family_name for row in case_attendance(case).joined] == expected


def test_seats_come_by_municipality_and_leaders_first(body):
    molde = make_municipality()
    hustadvika = make_municipality(number="1579", name="Hustadvika")
    last = make_membership(body=body, municipality=hustadvika)
    second = make_membership(body=body, municipality=molde)
    first = make_membership(body=body, municipality=molde, role=MembershipRole.LEADER)
    names = [line.name for line in attendance_list(make_meeting(body=body)).unrecorded]
    assert names == [seat.person.list_name for seat in (first, second, last)]


def test_deputies_of_a_municipality_stand_in_for_all_its_members(body):
    molde = make_municipality()
    seat = make_membership(body=body, municipality=molde)
    deputy = make_membership(body=body, municipality=molde, role=MembershipRole.DEPUTY, rank=1)
    make_membership(
        body=body, municipality=make_municipality(number="1579", name="Hustadvika"), role=MembershipRole.DEPUTY
    )
    [row] = seat_rows(make_meeting(body=body))
    assert (row.membership, row.deputies) == (seat, [deputy])
