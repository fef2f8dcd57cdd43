from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import RequestFactory, TestCase

from cooperation.models import Municipality, Role, User
from fleet.models import SurveyRound
from fleet.queries.survey import awaiting_answer, comparison_of
from fleet.queries.survey_texts import texts_that_differ
from meetings.models import AttendanceStatus, Case, Meeting, Outcome, State, TextVersion
from ror_board.demo import PASSWORD, build_demo, sign_ins
from tests.factories import make_meeting, make_user
from tests.ror_board.untouched import IN_LISTS, merging_forms, open_and_send_all

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def made() -> list[tuple[object, ...]]:
    """Everything of the demo that a reader can see, without keys."""
    texts = TextVersion.objects.order_by("pk").values_list("case__title", "field", "number", "text", "saved_at")
    meetings = Meeting.objects.in_order().values_list("year", "number", "date", "state", "place")
    cases = Case.objects.order_by("pk").values_list("title", "display_number", "outcome", "removed_at")
    return [*meetings, *cases, *texts]


class DemoTest(TestCase):
    """What only looks at the demo: it is built once for all of these."""

    @classmethod
    def setUpTestData(cls):
        build_demo(today=TODAY)

    @pytest.fixture(autouse=True)
    def told(self, capsys):
        self.capsys = capsys

    def test_a_form_sent_as_it_stands_changes_nothing(self):
        seen, changed = open_and_send_all()
        assert changed == []
        assert seen == merging_forms() - IN_LISTS

    def test_the_year_2023_has_six_meetings_in_its_order(self):
        days = Meeting.objects.filter(year=2023).in_order().values_list("number", "date__month")
        assert list(days) == [(1, 2), (2, 4), (3, 6), (4, 8), (5, 10), (6, 12)]

    def test_the_meeting_of_december_2023_has_the_real_facts(self):
        meeting = Meeting.objects.get(year=2023, number=6)
        assert (meeting.date, meeting.start, meeting.end, meeting.place) == (
            date(2023, 12, 13),
            time(8, 15),
            time(11, 0),
            "",
        )
        assert [case.display_number for case in meeting.cases.on_agenda()] == [
            "2023/M6-001",
            "2023/M6-002",
            "2023/M6-003",
            "2023/M6-004",
        ]
        assert meeting.cases.get(number=2).decision == "<p>Møtereferat fra møtet 11.10.2023 godkjent.</p>"
        assert meeting.cases.get(number=4).points.count() == 5
        assert meeting.cases.get(number=4).attendance.count() == 2
        assert meeting.attendance.filter(status=AttendanceStatus.PRESENT).count() == 7

    def test_around_today_there_is_one_meeting_of_each_kind(self):
        around = Meeting.objects.filter(date__gte=date(2026, 11, 1)).in_order()
        assert [(meeting.date, meeting.state) for meeting in around] == [
            (date(2026, 11, 4), State.DRAFT_MINUTES),
            (date(2026, 12, 2), State.CALLED),
            (date(2027, 1, 6), State.PLANNED),
        ]

    def test_it_shows_late_withdrawn_and_waiting_cases(self):
        assert Case.objects.filter(is_late=True).count() == 2
        assert Case.objects.filter(outcome=Outcome.WITHDRAWN).count() == 1
        assert Case.objects.filter(meeting=None).count() == 3

    def test_everybody_can_sign_in_with_the_password_told(self):
        for role in Role:
            email = next(entry.email for entry in sign_ins() if entry.role == role)
            user = authenticate(RequestFactory().post("/"), email=email, password=PASSWORD)
            assert user is not None
            assert [grant.role for grant in user.grants.all()] == [role]

    def test_a_second_run_changes_nothing_and_tells_the_sign_ins_again(self):
        before = made()
        call_command("demo_data")
        assert made() == before
        assert self.capsys.readouterr().out.splitlines()[:2] == [
            f"Sign in with the password {PASSWORD} as",
            "  secretary@example.no       Secretary",
        ]

    def test_one_sign_in_is_told_for_each_role(self):
        call_command("demo_data", "--sign-ins")
        assert [line.split()[0] for line in self.capsys.readouterr().out.splitlines()[1:]] == [
            f"{role}@example.no" for role in Role
        ]

    def test_reset_refuses_when_others_can_sign_in(self):
        make_user(email="real.person@example.org")
        with pytest.raises(CommandError, match="not the demo's"):
            call_command("demo_data", "--reset")
        assert User.objects.count() == len(sign_ins()) + 1

    def test_the_five_municipalities_write_their_own_form_of_the_language(self):
        assert list(Municipality.objects.values_list("number", "language")) == [
            ("1506", "nb"),
            ("1535", "nn"),
            ("1539", "nb"),
            ("1547", "nn"),
            ("1579", "nb"),
        ]

    def test_the_surveys_say_what_was_found_and_what_is_awaited(self):
        leader = User.objects.get(email="leader@example.no")
        now, then = SurveyRound.objects.all()
        found = comparison_of(then, leader)
        assert (then.state, [row.sum for row in found.rows if row.is_number]) == (
            "closed",
            [Decimal(416), Decimal(295), Decimal(605000)],
        )
        [counted] = found.counted
        assert [[one.name for one in practice.who] for practice in counted.practices] == [
            ["Molde", "Vestnes"],
            ["Rauma", "Hustadvika"],
            ["Aukra"],
        ]
        assert [(one.said.number, one.counted) for one in texts_that_differ(counted, leader)] == [(4, 3)]
        assert [(one.is_confirmed, one.is_begun) for one in comparison_of(now, leader).answers] == [
            (True, True),
            (False, False),
            (True, True),
            (False, False),
            (False, True),
        ]
        contact = User.objects.get(email="contact@example.no")
        assert [answer.municipality.name for answer in awaiting_answer(contact)] == ["Aukra"]

    def test_the_same_day_gives_the_same_demo(self):
        first = made()
        connection.check_constraints()  # PostgreSQL empties no table that still has some to check
        call_command("demo_data", "--reset", "--quiet", "--today=2026-11-23")
        assert made() == first


def test_a_database_with_something_in_it_is_left_alone(capsys):
    make_meeting()
    before = made()
    call_command("demo_data")
    assert made() == before
    assert capsys.readouterr().out == ""


def test_telling_the_sign_ins_makes_nothing(capsys):
    call_command("demo_data", "--sign-ins")
    assert (User.objects.count(), capsys.readouterr().out) == (0, "")
