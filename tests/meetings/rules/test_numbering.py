from hypothesis import given
from hypothesis import strategies as st

from meetings.rules.numbering import CaseNumber, case_number, next_number, provisional_numbers

RORS = "{year}/M{meeting}-{case:03}"


def test_a_case_is_numbered_in_the_bodys_own_format():
    assert case_number(RORS, year=2023, meeting=6, number=3, running=41) == CaseNumber(3, "2023/M6-003", 41)


def test_other_boards_count_through_the_year():
    assert case_number("PS {running}/{yy:02}", year=2023, meeting=6, number=3, running=41).display == "PS 41/23"


def test_meeting_ten_and_case_one_thousand_are_written_out():
    assert case_number(RORS, year=2023, meeting=10, number=1000, running=1).display == "2023/M10-1000"


def test_provisional_numbers_follow_the_order_and_go_on_from_the_highest_running_number():
    numbers = provisional_numbers(RORS, year=2023, meeting=6, cases=2, highest_running=40)
    assert numbers == [CaseNumber(1, "2023/M6-001", 41), CaseNumber(2, "2023/M6-002", 42)]


def test_an_empty_agenda_has_no_numbers():
    assert provisional_numbers(RORS, year=2023, meeting=6, cases=0, highest_running=0) == []


@given(st.sets(st.integers(min_value=1, max_value=5000)))
def test_the_next_number_is_never_taken_and_never_fills_a_gap(taken):
    number = next_number(taken)
    assert number not in taken
    assert all(number > other for other in taken)
