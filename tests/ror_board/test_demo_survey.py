"""The demo's surveys: the real facts of 2023, and one that is half answered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cooperation.models import User
from fleet.models import SurveyRound
from fleet.queries.survey import awaiting_answer, comparison_of
from fleet.queries.survey_texts import texts_that_differ
from ror_board.demo import build_demo


@pytest.mark.django_db
def test_the_surveys_say_what_was_found_and_what_is_awaited():
    build_demo(today=date(2026, 11, 23))
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
