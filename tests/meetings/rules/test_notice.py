from datetime import date

from meetings.rules.notice import NoticeChange, ToldCase, ToldMeeting, changes_since, notice_is_short

A, B, C = ToldCase(1, "M6-001", "Innkalling"), ToldCase(2, "M6-002", "Økonomi"), ToldCase(3, "M6-003", "Ny")


def told(*cases, day="2023-12-13", place="Molde"):
    return ToldMeeting(day, "08:15", "11:00", place, "physical", cases)


def test_nothing_new():
    assert changes_since(told(A, B), told(A, B)) == []


def test_another_day_and_no_place():
    assert changes_since(told(A), told(A, day="2023-12-14", place="")) == [
        NoticeChange("day", "2023-12-13", "2023-12-14"),
        NoticeChange("place", "Molde", ""),
    ]


def test_added_before_or_after_the_notice():
    late = ToldCase(3, "M6-003", "Ny", is_late=True)
    assert changes_since(told(A), told(A, C, late.__class__(4, "", "Sen", True))) == [
        NoticeChange("added", after="M6-003 Ny"),
        NoticeChange("late", after="Sen"),
    ]


def test_withdrawn_removed_and_renamed():
    gone = ToldCase(1, "M6-001", "Innkalling", is_withdrawn=True)
    assert changes_since(told(A, B, C), told(gone, ToldCase(2, "M6-002", "Regnskap"))) == [
        NoticeChange("withdrawn", after="M6-001 Innkalling"),
        NoticeChange("renamed", "M6-002 Økonomi", "M6-002 Regnskap"),
        NoticeChange("removed", "M6-003 Ny"),
    ]


def test_another_order_is_told_once():
    assert changes_since(told(A, B, C), told(C, A)) == [
        NoticeChange("removed", "M6-002 Økonomi"),
        NoticeChange("order"),
    ]


def test_it_survives_storage():
    meeting = told(A, B)
    assert ToldMeeting.from_json(meeting.as_json()) == meeting


def test_days_of_notice():
    day = date(2023, 12, 13)
    assert [notice_is_short(day, date(2023, 12, on), 7) for on in (6, 7)] == [False, True]
