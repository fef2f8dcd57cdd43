from hypothesis import given
from hypothesis import strategies as st

from meetings.rules.attendance import AttendanceList, Presence, Recorded, Seat, attendance_list

ODA = Seat(key=1, person=11, name="Berge, Oda", municipality="Molde")
IVAR = Seat(key=2, person=12, name="Dahle, Ivar", municipality="Hustadvika", role="leader")


def names(lines):
    return [line.name for line in lines]


def test_without_anything_recorded_every_seat_is_named_as_unrecorded():
    lists = attendance_list([ODA, IVAR], [])
    assert names(lists.unrecorded) == ["Berge, Oda", "Dahle, Ivar"]
    assert (lists.members_in_office, lists.seats_filled) == (2, 0)


def test_a_body_without_seats_has_empty_lists():
    assert attendance_list([], []) == AttendanceList()


def test_members_are_listed_as_recorded_in_the_order_of_the_seats():
    recorded = [
        Recorded(person=12, name="Dahle, Ivar", presence=Presence.PRESENT, note="fra kl. 9"),
        Recorded(person=11, name="Berge, Oda", presence=Presence.PRESENT),
    ]
    lists = attendance_list([ODA, IVAR], recorded)
    assert names(lists.present) == ["Berge, Oda", "Dahle, Ivar"]
    assert [(line.municipality, line.role, line.note) for line in lists.present] == [
        ("Molde", "", ""),
        ("Hustadvika", "leader", "fra kl. 9"),
    ]


def test_a_deputy_is_present_for_the_member_who_sent_apologies():
    recorded = [
        Recorded(person=11, name="Berge, Oda", presence=Presence.APOLOGIES),
        Recorded(person=20, name="Eikrem, Liv", presence=Presence.PRESENT, stands_in_for=1),
    ]
    lists = attendance_list([ODA], recorded)
    [deputy], [away] = lists.present, lists.apologies
    assert (deputy.name, deputy.deputy_for, deputy.municipality, deputy.has_seat) == (
        "Eikrem, Liv",
        "Berge, Oda",
        "Molde",
        False,
    )
    assert (away.name, away.deputy) == ("Berge, Oda", "Eikrem, Liv")
    assert (lists.members_in_office, lists.seats_filled) == (1, 1)


def test_somebody_present_without_a_seat_is_listed_but_fills_none():
    lists = attendance_list([ODA], [Recorded(person=30, name="Gjerde, Per", presence=Presence.PRESENT)])
    assert [(line.name, line.has_seat) for line in lists.present] == [("Gjerde, Per", False)]
    assert (lists.members_in_office, lists.seats_filled) == (1, 0)


def test_a_deputy_for_a_seat_that_is_no_more_is_still_listed():
    lists = attendance_list(
        [ODA], [Recorded(person=20, name="Eikrem, Liv", presence=Presence.PRESENT, stands_in_for=9)]
    )
    assert [(line.name, line.deputy_for) for line in lists.present] == [("Eikrem, Liv", "")]


def test_a_member_recorded_as_guest_was_present():
    lists = attendance_list([ODA], [Recorded(person=11, name="Berge, Oda", presence=Presence.GUEST)])
    assert (names(lists.present), lists.guests) == (["Berge, Oda"], ())


def test_two_seats_of_one_person_count_once():
    lists = attendance_list([ODA, Seat(key=3, person=11, name="Berge, Oda")], [])
    assert names(lists.unrecorded) == ["Berge, Oda"]


people = st.integers(min_value=1, max_value=12)
seats = st.lists(people, unique=True, max_size=8).map(
    lambda chosen: [Seat(key=100 + person, person=person, name=f"P{person}") for person in chosen]
)
rows = st.lists(
    st.builds(
        Recorded,
        person=people,
        name=st.just("N"),
        presence=st.sampled_from(Presence),
        stands_in_for=st.one_of(st.none(), people.map(lambda person: 100 + person)),
    ),
    unique_by=lambda row: row.person,
    max_size=12,
)


@given(seats, rows)
def test_members_in_office_are_always_present_apologies_absent_and_unrecorded(seats, rows):
    lists = attendance_list(seats, rows)
    every = lists.present + lists.apologies + lists.absent + lists.guests + lists.unrecorded
    assert lists.members_in_office == len(seats)
    assert sorted(line.person for line in every if line.has_seat) == sorted(seat.person for seat in seats)
    assert {line.person for line in every} == {seat.person for seat in seats} | {row.person for row in rows}
    assert len(every) == len({line.person for line in every})
