"""A warning days before a meeting when too few have said that they come."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperation.models import Change, OutgoingMail, QuorumRule, Role
from meetings.actions.meeting import change_meeting
from meetings.actions.reply import reply_to_notice
from meetings.actions.shortfall import warn_of_shortfalls
from meetings.models import Answer, Meeting, Notice, NoticeKind, State
from meetings.queries.notice import told_meeting
from tests.factories import (
    make_body,
    make_leader,
    make_meeting,
    make_membership,
    make_municipality,
    make_secretary,
    make_user,
)

pytestmark = pytest.mark.django_db
# The meeting is on 13 December 2023, a Wednesday.
TOO_EARLY, FOUR_DAYS_BEFORE, THE_DAY, AFTER = (date(2023, 12, day) for day in (8, 9, 13, 14))


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def seats(body):
    place = make_municipality()
    return [make_membership(body=body, municipality=place) for _number in range(3)]


@pytest.fixture
def meeting(body, seats):
    meeting = make_meeting(body=body, state=State.CALLED)
    Notice.objects.create(
        meeting=meeting,
        number=1,
        kind=NoticeKind.FIRST,
        facts=told_meeting(meeting).as_json(),
        mailed_at=timezone.now(),
    )
    return meeting


def told() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("text", flat=True))


def test_the_bodys_secretaries_and_the_leaders_are_warned_once(meeting, body, seats):
    addresses = [make_secretary(body).email, make_leader().email]
    make_secretary(make_body(slug="styret", name="Styret"))
    make_user((Role.SECRETARY, body), is_active=False)
    reply_to_notice(meeting, seats[0], Answer.COMING, by=None)
    assert [warn_of_shortfalls(today=day) for day in (TOO_EARLY, FOUR_DAYS_BEFORE, THE_DAY, AFTER)] == [0, 1, 0, 0]
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted(addresses)
    assert OutgoingMail.objects.get(to=addresses[0]).text == (
        "Samarbeidsrådet 2023/M6 er 13. desember 2023. Slik svarene er nå, er møtet ikke vedtaksført.\n\n"
        "1 av 3 medlemmer har sagt at de kommer eller sender vara; det trengs 2.\n\n"
        f"Se hvem som har svart, og minn de andre på det:\n{settings.PUBLIC_URL}/meetings/{meeting.pk}/notice/\n"
    )
    assert OutgoingMail.objects.get(to=addresses[1]).text.endswith(
        f"\n\nSekretæren minner dem som ikke har svart. Møtet:\n{settings.PUBLIC_URL}/meetings/{meeting.pk}/\n"
    )
    line = Change.objects.get(verb="shortfall")
    assert (line.after["coming"], line.after["needed"], line.by) == (1, 2, None)


def test_they_are_warned_again_only_when_it_gets_worse(meeting, body, seats):
    make_secretary(body)
    warned = []
    for seat, answer in (
        (seats[0], Answer.DECLINED),
        (seats[1], Answer.COMING),
        (seats[2], Answer.COMING),
        (seats[1], Answer.DECLINED),
        (seats[2], Answer.DECLINED),
    ):
        reply_to_notice(meeting, seat, answer, by=None)
        warned.append(warn_of_shortfalls(today=THE_DAY))
    assert warned == [1, 0, 0, 1, 1]


def test_municipalities_are_counted_where_the_body_counts_them(meeting, body, seats):
    body.quorum_rule = QuorumRule.MUNICIPALITIES
    body.save()
    make_leader()
    warn_of_shortfalls(today=THE_DAY)
    assert told()[0].split("\n\n")[1] == "0 av 1 kommuner har sagt at de kommer; det trengs 1."


@pytest.mark.parametrize("changed", [{"state": State.PLANNED}, {"state": State.STARTED}])
def test_a_meeting_that_is_not_called_warns_nobody(meeting, changed):
    make_leader()
    Meeting.objects.update(**changed)
    assert warn_of_shortfalls(today=THE_DAY) == 0


def test_a_meeting_without_a_notice_has_no_answers_to_wait_for(meeting):
    make_leader()
    Notice.objects.all().delete()
    assert warn_of_shortfalls(today=THE_DAY) == 0


def test_a_link_in_the_mail_may_be_opened_by_its_reader(client, meeting, body):
    readers = [make_secretary(body), make_leader()]
    warn_of_shortfalls(today=THE_DAY)
    for reader in readers:
        client.force_login(reader)
        link = OutgoingMail.objects.get(to=reader.email).text.split()[-1]
        assert client.get(link.removeprefix(settings.PUBLIC_URL)).status_code == 200


def test_too_few_on_another_day_is_told_anew(meeting, body):
    by = make_secretary(body)
    warned = [warn_of_shortfalls(today=THE_DAY)]
    meeting.refresh_from_db()
    meeting.date = date(2023, 12, 20)
    change_meeting(meeting, by=by)
    warned += [warn_of_shortfalls(today=day) for day in (THE_DAY, date(2023, 12, 17), date(2023, 12, 18))]
    assert warned == [1, 0, 1, 0]


def test_a_look_that_finds_nothing_new_locks_nothing(meeting, body):
    make_secretary(body)
    warn_of_shortfalls(today=THE_DAY)
    with CaptureQueriesContext(connection) as asked:
        warn_of_shortfalls(today=THE_DAY)
    assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT") or "FOR UPDATE" in one["sql"]] == []
