from datetime import date

import pytest
from django.utils import translation

from cooperation.models import Change, MembershipRole, Person
from cooperation.rules.refusal import Refused
from meetings.actions.attendance import (
    add_guest,
    add_guest_by_name,
    person_by_name,
    record_all_present,
    record_attendance,
    record_case_attendance,
    record_case_attendance_by_name,
    remove_attendance,
    remove_case_attendance,
    send_deputy,
    send_deputy_by_name,
)
from meetings.models import CaseAttendanceKind, State
from meetings.queries.attendance import attendance_list, case_attendance, others_recorded, seat_rows
from tests.factories import make_body, make_case, make_meeting, make_membership, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def meeting(body):
    return make_meeting(body=body)


@pytest.fixture
def seat(body):
    return make_membership(body=body)


def revision(meeting):
    meeting.refresh_from_db()
    return meeting.revision


def reasons(refused):
    return refused.value.reasons


def presence(meeting):
    return {row.person: (row.status, row.stands_in_for) for row in meeting.attendance.all()}


def test_a_choice_replaces_the_one_before(meeting, seat, secretary):
    record_attendance(meeting, seat, "absent", by=secretary)
    record_attendance(meeting, seat, "present", note=" kom\nkl. 9 ", by=secretary)
    assert presence(meeting) == {seat.person: ("present", None)}
    assert meeting.attendance.get().note == "kom kl. 9"


def test_a_note_stays_until_another_is_written(meeting, seat, secretary):
    record_attendance(meeting, seat, "present", note="kl. 9", by=secretary)
    record_attendance(meeting, seat, "absent", by=secretary)
    assert meeting.attendance.get().note == "kl. 9"
    record_attendance(meeting, seat, "absent", note="", by=secretary)
    assert meeting.attendance.get().note == ""


def test_the_same_choice_twice_changes_nothing(meeting, seat, secretary):
    record_attendance(meeting, seat, "present", by=secretary)
    before, lines = revision(meeting), Change.objects.count()
    record_attendance(meeting, seat, "present", by=secretary)
    assert (revision(meeting), Change.objects.count()) == (before, lines)


def test_a_choice_makes_documents_old(meeting, seat, secretary):
    before = revision(meeting)
    record_attendance(meeting, seat, "present", by=secretary)
    assert revision(meeting) == before + 1


def test_every_reason_against_a_choice_is_told(meeting, secretary):
    elsewhere = make_membership(body=make_body(slug="annet", name="Annet"))
    meeting.state = State.APPROVED
    meeting.save()
    with pytest.raises(Refused) as refused:
        record_attendance(meeting, elsewhere, "guest", by=secretary)
    assert reasons(refused) == [
        "The minutes of this meeting are closed, so attendance cannot be changed.",
        "Choose present, apologies or absent.",
        "The member belongs to another body.",
    ]


def test_only_seats_of_the_day_are_recorded(meeting, body, secretary):
    gone = make_membership(body=body, until=date(2021, 1, 1))
    deputy = make_membership(body=body, role=MembershipRole.DEPUTY)
    for membership in (gone, deputy):
        with pytest.raises(Refused) as refused:
            record_attendance(meeting, membership, "present", by=secretary)
        assert reasons(refused) == [f"{membership.person} has no seat in the body on the day of the meeting."]


def test_all_others_are_present_at_once(meeting, body, secretary):
    seats = [make_membership(body=body) for _n in range(3)]
    record_attendance(meeting, seats[0], "absent", by=secretary)
    assert record_all_present(meeting, by=secretary) == 2
    assert record_all_present(meeting, by=secretary) == 0
    assert [presence(meeting)[seat.person][0] for seat in seats] == ["absent", "present", "present"]


def test_all_present_is_refused_when_the_minutes_are_closed(meeting, seat, secretary):
    meeting.state = State.APPROVED
    meeting.save()
    with pytest.raises(Refused):
        record_all_present(meeting, by=secretary)


def test_a_deputy_meets_for_a_member_who_is_away(meeting, seat, secretary):
    deputy = make_person()
    record_attendance(meeting, seat, "apologies", by=secretary)
    send_deputy(meeting, seat, deputy, by=secretary)
    assert presence(meeting) == {seat.person: ("apologies", None), deputy: ("present", seat)}
    lists = attendance_list(meeting)
    assert (lists.members_in_office, lists.seats_filled) == (1, 1)


def test_the_same_deputy_twice_changes_nothing(meeting, seat, secretary):
    deputy = make_person()
    record_attendance(meeting, seat, "apologies", by=secretary)
    send_deputy(meeting, seat, deputy, by=secretary)
    before = revision(meeting)
    send_deputy(meeting, seat, deputy, by=secretary)
    assert revision(meeting) == before


def test_another_deputy_or_none_takes_the_place(meeting, seat, secretary):
    first, second = make_person(), make_person()
    record_attendance(meeting, seat, "absent", by=secretary)
    send_deputy(meeting, seat, first, by=secretary)
    send_deputy(meeting, seat, second, by=secretary)
    assert presence(meeting) == {seat.person: ("absent", None), second: ("present", seat)}
    send_deputy(meeting, seat, None, by=secretary)
    assert presence(meeting) == {seat.person: ("absent", None)}


def test_a_member_who_came_after_all_needs_no_deputy(meeting, seat, secretary):
    record_attendance(meeting, seat, "apologies", by=secretary)
    send_deputy(meeting, seat, make_person(), by=secretary)
    record_attendance(meeting, seat, "present", by=secretary)
    assert presence(meeting) == {seat.person: ("present", None)}


def test_every_reason_against_a_deputy_is_told(meeting, seat, body, secretary):
    other = make_membership(body=body)
    with pytest.raises(Refused) as refused:
        send_deputy(meeting, seat, other.person, by=secretary)
    assert reasons(refused) == [
        "A deputy meets only for a member who is away. Record the apologies first.",
        f"{other.person} has a seat in the body and meets for that seat.",
    ]


def test_nobody_meets_for_two(meeting, seat, body, secretary):
    other, deputy = make_membership(body=body), make_person()
    for away in (seat, other):
        record_attendance(meeting, away, "apologies", by=secretary)
    send_deputy(meeting, seat, deputy, by=secretary)
    with pytest.raises(Refused) as refused:
        send_deputy(meeting, other, deputy, by=secretary)
    assert reasons(refused) == [f"{deputy} already meets for another member."]


def test_a_deputy_from_elsewhere_is_written_by_name_and_stays_in_the_choice(meeting, seat, secretary):
    record_attendance(meeting, seat, "apologies", by=secretary)
    send_deputy_by_name(meeting, seat, "Løvik, Tone", by=secretary)
    [row] = seat_rows(meeting)
    assert row.deputy_from_elsewhere.person.list_name == "Løvik, Tone"


def test_a_members_own_deputies_come_by_rank(meeting, seat, body, secretary):
    second = make_membership(body=body, role=MembershipRole.DEPUTY, deputy_for=seat, rank=2)
    first = make_membership(body=body, role=MembershipRole.DEPUTY, deputy_for=seat, rank=1)
    make_membership(body=body, role=MembershipRole.DEPUTY, deputy_for=make_membership(body=body), rank=1)
    record_attendance(meeting, seat, "apologies", by=secretary)
    send_deputy(meeting, seat, first.person, by=secretary)
    row = next(row for row in seat_rows(meeting) if row.membership == seat)
    assert row.deputies == [first, second]
    assert row.deputy_from_elsewhere is None


def test_a_guest_is_added_once(meeting, secretary):
    for _time in range(2):
        add_guest_by_name(meeting, "Hjelvik, Mona", note="revisor", by=secretary)
    [guest] = attendance_list(meeting).guests
    assert (guest.name, guest.note) == ("Hjelvik, Mona", "revisor")
    assert Person.objects.filter(family_name="Hjelvik").count() == 1


def test_a_member_or_somebody_on_the_list_is_no_guest(meeting, seat, secretary):
    record_attendance(meeting, seat, "present", by=secretary)
    with pytest.raises(Refused) as refused:
        add_guest(meeting, seat.person, by=secretary)
    assert reasons(refused) == [
        f"{seat.person} is already on the list.",
        f"{seat.person} is a member of the body, not a guest.",
    ]


def test_a_refused_guest_is_not_left_in_the_register(meeting, secretary):
    meeting.state = State.APPROVED
    meeting.save()
    with pytest.raises(Refused):
        add_guest_by_name(meeting, "Hjelvik, Mona", by=secretary)
    assert not Person.objects.filter(family_name="Hjelvik").exists()


def test_what_was_recorded_can_be_taken_away(meeting, secretary):
    add_guest(meeting, make_person(), by=secretary)
    [row] = others_recorded(meeting)
    remove_attendance(row, by=secretary)
    assert presence(meeting) == {}


def test_nothing_is_taken_from_closed_minutes(meeting, secretary):
    add_guest(meeting, make_person(), by=secretary)
    meeting.state = State.APPROVED
    meeting.save()
    with pytest.raises(Refused):
        remove_attendance(meeting.attendance.select_related("meeting").get(), by=secretary)


def test_people_can_join_or_leave_for_one_case(meeting, secretary):
    case = meeting.cases.get(title="Økonomi")
    record_case_attendance_by_name(case, "Frostad, Nils", "joined", by=secretary)
    person = make_person()
    record_case_attendance(case, person, CaseAttendanceKind.LEFT, by=secretary)
    before = revision(meeting)
    record_case_attendance(case, person, CaseAttendanceKind.LEFT, by=secretary)
    lists = case_attendance(case)
    assert [row.person.list_name for row in lists.joined] == ["Frostad, Nils"]
    assert [row.person for row in lists.left] == [person]
    assert revision(meeting) == before


def test_a_person_changes_from_one_to_the_other_and_is_taken_away(meeting, secretary):
    case, person = meeting.cases.first(), make_person()
    record_case_attendance(case, person, "joined", by=secretary)
    record_case_attendance(case, person, "left", by=secretary)
    [row] = case_attendance(case).left
    remove_case_attendance(row, by=secretary)
    assert case.attendance.count() == 0


def test_a_case_in_the_queue_has_no_attendance(body, secretary):
    with pytest.raises(Refused) as refused:
        record_case_attendance(make_case(body=body), make_person(), "there", by=secretary)
    assert reasons(refused) == [
        "The case is not on a meeting yet.",
        "Choose whether the person took part or was not present.",
    ]


def test_closed_minutes_keep_who_took_part(meeting, secretary):
    case = meeting.cases.first()
    record_case_attendance(case, make_person(), "joined", by=secretary)
    meeting.state = State.APPROVED
    meeting.save()
    with pytest.raises(Refused):
        remove_case_attendance(case.attendance.get(), by=secretary)


def test_a_name_finds_its_person_whatever_the_letters(secretary):
    kari = make_person(family_name="Myklebust", given_name="Kari")
    assert person_by_name(" myklebust ,  KARI", by=secretary) == kari


@pytest.mark.parametrize("text", ["Kari", "Kari Myklebust", ",", "Myklebust,", ", Kari", ""])
def test_a_name_has_two_parts(text, secretary):
    with pytest.raises(Refused):
        person_by_name(text, by=secretary)


def test_two_of_one_name_must_be_told_apart(secretary):
    for _time in range(2):
        make_person(family_name="Myklebust", given_name="Kari")
    with pytest.raises(Refused) as refused:
        person_by_name("Myklebust, Kari", by=secretary)
    assert reasons(refused) == ["Several people are called Myklebust, Kari. Tell them apart in the register first."]
