import pytest

from meetings.rules.series_audit import (
    CaseNumbers,
    Kind,
    MeetingNumber,
    Reason,
    Series,
    audit,
    duplicates,
    gaps,
)


def meeting(number, **facts):
    return MeetingNumber(number, f"2023/M{number}", **facts)


def case(meeting, number, running, **facts):
    display = f"2023/M{meeting}-{number:03}"
    return CaseNumbers(meeting, number, running, **{"display": display, "expected": display, **facts})


def found(meetings, cases, *, before=0, is_first_year=False):
    result = audit(meetings, cases, highest_running_before=before, is_first_year=is_first_year)
    return [(one.series, one.kind, one.numbers, one.reason) for one in result.findings]


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [([], []), ([1, 2, 3], []), ([3, 1, 7], [(2, 2), (4, 6)]), ([2], [(1, 1)]), ([9, 10, 999, 1000], [(1, 8), (11, 998)])],
)  # fmt: skip
def test_gaps_are_the_numbers_up_to_the_highest_that_are_missing(numbers, missing):
    assert gaps(numbers) == missing


def test_duplicates_are_told_once():
    assert duplicates([1, 2, 2, 2, 3, 3]) == [2, 3]


def test_a_year_in_order_has_only_its_new_start():
    assert found([meeting(1), meeting(2)], [case(1, 1, 1), case(1, 2, 2), case(2, 1, 3)], before=41) == [
        (Series.RUNNING, Kind.RESET, "41 → 1", Reason.NEW_YEAR)
    ]


def test_a_missing_meeting_has_no_reason_unless_it_was_before_the_first():
    assert found([meeting(2), meeting(4)], [], is_first_year=True) == [
        (Series.MEETINGS, Kind.GAP, "1", Reason.BEFORE_THE_FIRST),
        (Series.MEETINGS, Kind.GAP, "3", Reason.UNKNOWN),
    ]
    assert found([meeting(3)], []) == [(Series.MEETINGS, Kind.GAP, "1–2", Reason.UNKNOWN)]


def test_a_missing_case_of_minutes_that_were_brought_in_has_that_reason():
    assert found([meeting(1, brought_in=True)], [case(1, 2, 4)]) == [
        (Series.CASES, Kind.GAP, "1", Reason.BROUGHT_IN),
        (Series.RUNNING, Kind.GAP, "1–3", Reason.BROUGHT_IN),
    ]
    assert found([meeting(1)], [case(1, 2, 2)], is_first_year=True) == [
        (Series.CASES, Kind.GAP, "1", Reason.UNKNOWN),
        (Series.RUNNING, Kind.GAP, "1", Reason.BEFORE_THE_FIRST),
    ]


def test_duplicates_are_never_explained():
    assert found([meeting(1), meeting(1)], [case(1, 1, 1), case(1, 1, 1)]) == [
        (Series.MEETINGS, Kind.DUPLICATE, "1", Reason.UNKNOWN),
        (Series.CASES, Kind.DUPLICATE, "1", Reason.UNKNOWN),
        (Series.CASES, Kind.DUPLICATE, "1", Reason.UNKNOWN),
        (Series.RUNNING, Kind.DUPLICATE, "1", Reason.UNKNOWN),
    ]


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ("is_removed", Reason.REMOVED),
        ("is_withdrawn", Reason.WITHDRAWN),
        ("is_postponed", Reason.POSTPONED),
        ("is_late", Reason.LATE),
    ],
)
def test_a_number_that_is_kept_has_its_reason(fact, reason):
    assert found([meeting(1)], [case(1, 1, 1, **{fact: True})]) == [(Series.CASES, Kind.KEPT, "2023/M1-001", reason)]


def test_a_cancelled_meeting_keeps_its_numbers():
    assert found([meeting(1, is_cancelled=True)], [case(1, 1, 1)]) == [
        (Series.MEETINGS, Kind.KEPT, "1", Reason.CANCELLED),
        (Series.CASES, Kind.KEPT, "2023/M1-001", Reason.CANCELLED),
    ]


@pytest.mark.parametrize(("brought_in", "reason"), [(True, Reason.BROUGHT_IN), (False, Reason.OTHER_FORM)])
def test_a_number_in_another_form_is_told(brought_in, reason):
    cases = [case(1, 1, 1, display="1/23")]
    assert found([meeting(1, brought_in=brought_in)], cases) == [(Series.CASES, Kind.FORM, "1/23", reason)]


def test_counts_and_what_has_no_reason():
    result = audit(
        [meeting(1), meeting(3)], [case(1, 1, 1), case(1, 2, 2)], highest_running_before=0, is_first_year=False
    )
    assert [(count.series, count.where, count.drawn, count.highest) for count in result.counts] == [
        (Series.MEETINGS, "", 2, 3),
        (Series.CASES, "2023/M1", 2, 2),
        (Series.RUNNING, "", 2, 2),
    ]
    assert result.unexplained == 1
