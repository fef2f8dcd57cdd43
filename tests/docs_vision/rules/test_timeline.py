from datetime import date

from docs_vision.rules.timeline import Event, lay_out


def test_marks_stand_by_date_and_say_what_is_late():
    drawn = lay_out(
        [Event("Sen", date(2025, 7, 1), None), Event("Først", date(2024, 1, 1), date(2024, 1, 1))],
        today=date(2025, 8, 1),
    )
    assert [(mark.event.title, mark.is_late, mark.anchor) for mark in drawn.marks] == [
        ("Først", False, "start"),
        ("Sen", True, "end"),
    ]
    assert [year for _x, year in drawn.years] == [2024, 2025, 2026]
    assert drawn.marks[0].x < drawn.marks[1].x < drawn.today_x


def test_today_outside_the_line_and_no_milestones():
    assert lay_out([Event("Før", date(2020, 1, 1), None)], today=date(2025, 1, 1)).today_x is None
    assert lay_out([], today=date(2025, 1, 1)).marks == ()


def test_the_last_year_there_is_and_a_long_title_are_drawn():
    drawn = lay_out([Event("Sent " * 40, date(9999, 12, 31), None)], today=date(2025, 8, 1))
    assert [year for _x, year in drawn.years] == [9998, 9999]
    assert len(drawn.marks[0].label) == 60


def test_a_long_time_names_some_of_its_years():
    drawn = lay_out([Event("A", date(1, 1, 1), None), Event("B", date(2025, 1, 1), None)], today=date(2025, 8, 1))
    assert len(drawn.years) <= 13
