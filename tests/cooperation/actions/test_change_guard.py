"""What guards the change log: the database, one chain for many writers, and what emptying everything does."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from cooperation.actions.change import broken_log, head_file, log_change, seal_log
from cooperation.models import Change, LogHead
from cooperation.models.change_guard import guard_log, lift_guard
from cooperation.rules.hash_chain import Break
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(django_capture_on_commit_callbacks):
    """Five sealed lines, with the head noted in its file."""
    body = factories.make_body()
    by = factories.make_secretary(body)
    for number in range(5):
        log_change(body, "save", by=by, before={"name": "å"}, after={"number": number})
    with django_capture_on_commit_callbacks(execute=True):
        seal_log()
    return Change.objects.order_by("place")


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE cooperation_change SET verb = 'x' WHERE place = 1",
        "DELETE FROM cooperation_change WHERE place = 1",
        "UPDATE cooperation_loghead SET lines = 1",
        "DELETE FROM cooperation_loghead",
    ],
)
def test_the_database_refuses_as_well(log, sql):
    with pytest.raises(DatabaseError), transaction.atomic():
        run(sql)
    assert broken_log() is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite puts a row in another's place by an INSERT")
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT OR REPLACE INTO cooperation_change SELECT * FROM cooperation_change WHERE place = 2",
        "REPLACE INTO cooperation_loghead SELECT * FROM cooperation_loghead",
        "UPDATE OR REPLACE cooperation_change SET place = 1 WHERE place = 2",
    ],
)
def test_no_line_is_put_in_another_s_place(log, sql):
    with pytest.raises(DatabaseError), transaction.atomic():
        run(sql)
    assert broken_log() is None


def test_a_line_put_in_as_sealed_shows(log):
    """The database takes it, since only the chain can tell that its hash is none."""
    last = log.last()
    Change.objects.create(subject=last.subject, verb="save", place=6, previous_sha256=last.sha256, sha256="a" * 64)
    assert broken_log() == Break(6, "changed")


def test_a_line_that_waits_to_be_sealed_cannot_be_changed_either(db):
    log_change(factories.make_body(), "save", by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        run("UPDATE cooperation_change SET verb = 'x'")


def test_the_guard_can_be_put_back(log):
    lift_guard(connection)
    guard_log(connection)
    with pytest.raises(DatabaseError), transaction.atomic():
        run("DELETE FROM cooperation_change")


def test_a_line_tells_what_its_thing_belonged_to(db):
    meeting = factories.make_meeting(cases=["Sak"])
    case = meeting.cases.get()
    lines = [log_change(thing, "save", by=None) for thing in (meeting.body, meeting, case)]
    assert [line.within for line in lines] == [
        "",
        f"cooperation.body:{meeting.body_id}",
        f"meetings.meeting:{meeting.pk}",
    ]


@pytest.mark.django_db(transaction=True)
def test_emptying_the_whole_database_lifts_the_guard_and_puts_it_back():
    log_change(factories.make_body(), "save", by=None)
    seal_log()
    call_command("flush", interactive=False, verbosity=0)
    assert (Change.objects.count(), head_file().exists()) == (0, False)
    log_change(factories.make_body(), "save", by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        run("DELETE FROM cooperation_change")


WRITE = """
from django.db import transaction
from cooperation.actions.change import log_change, seal_log
from cooperation.models import Body
for number in range(10):
    with transaction.atomic():
        log_change(Body.objects.get(), "save", by=None, after={"number": number})
    seal_log()
"""
READ = """
from cooperation.actions.change import broken_log
from cooperation.models import Change, LogHead
print(LogHead.objects.get().lines, Change.objects.filter(place=None).count(), broken_log())
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL the writers of one database are threads")
def test_many_processes_make_one_chain(tmp_path):
    """Real processes on a database file of their own."""
    settings = {"ROR_BOARD_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "ror_board.settings"}

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, env=os.environ | settings, check=True, capture_output=True, text=True).stdout

    manage("migrate", "-v0")
    manage("shell", "-v0", "-c", "from cooperation.models import Body; Body.objects.create(name='R', slug='r')")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _number: manage("shell", "-v0", "-c", WRITE), range(4)))
    assert manage("shell", "-v0", "-c", READ) == "40 0 None\n"


@pytest.mark.skipif(connection.vendor == "sqlite", reason="on SQLite the writers are processes")
@pytest.mark.django_db(transaction=True)
def test_many_threads_make_one_chain():
    body = factories.make_body()

    def write(number):
        try:
            with transaction.atomic():
                log_change(body, "save", by=None, after={"number": number})
            seal_log()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    seal_log()
    assert (LogHead.objects.get().lines, Change.objects.filter(place=None).count(), broken_log()) == (40, 0, None)
