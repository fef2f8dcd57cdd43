import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from cooperation.actions.change import broken_log, head_file, log_change, seal_log
from cooperation.models import Change
from cooperation.models.change import AppendOnly
from cooperation.rules.hash_chain import Break
from tests.factories import make_person, make_secretary

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def log(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    person, by = make_person(), make_secretary()
    for step in range(4):
        log_change(person, "save", by=by, before={"step": step}, after={"step": step + 1, "ø": [1.5, None]})
    assert seal_log() == 4
    return Change.objects.sealed()


def tamper(sql):
    """As somebody with the database in hand would: past the program and past the database's own guard."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'cooperation%'"
            )
            guards = cursor.fetchall()
            for name, _made in guards:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(sql)
            for _name, made in guards:
                cursor.execute(made)
        else:
            tables = ("cooperation_change", "cooperation_loghead")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(sql)
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_an_untouched_log_holds(log, capsys):
    assert broken_log() is None
    call_command("verify_log")
    assert capsys.readouterr().out.startswith("4 lines, unbroken.")


def test_sealing_goes_on_from_the_end(log):
    log_change(make_person(), "save", by=None)
    assert [seal_log(), seal_log()] == [1, 0]
    assert broken_log() is None
    assert [row.place for row in Change.objects.sealed()] == [1, 2, 3, 4, 5]


def test_a_changed_line_shows(log):
    tamper("UPDATE cooperation_change SET verb = 'delete' WHERE place = 2")
    assert broken_log() == Break(2, "changed")


def test_a_deleted_line_shows(log):
    tamper("DELETE FROM cooperation_change WHERE place = 2")
    assert broken_log() == Break(2, "missing")


def test_a_line_put_in_between_shows(log):
    first = log.get(place=1)
    tamper("UPDATE cooperation_change SET place = 5 WHERE place = 4")
    models.QuerySet(Change).bulk_create(
        [Change(by=first.by, subject=first.subject, verb="save", place=4, previous_sha256="a" * 64, sha256="b" * 64)]
    )
    assert broken_log() == Break(4, "moved")


def test_lines_that_changed_places_show(log):
    tamper("UPDATE cooperation_change SET place = 99 WHERE place = 2")
    tamper("UPDATE cooperation_change SET place = 2 WHERE place = 3")
    tamper("UPDATE cooperation_change SET place = 3 WHERE place = 99")
    assert broken_log() == Break(2, "moved")


def test_an_end_that_is_cut_off_shows(log):
    tamper("DELETE FROM cooperation_change WHERE place = 4")
    assert broken_log() == Break(3, "cut")


def test_an_end_cut_off_with_its_head_shows_by_the_file(log, capsys):
    third = log.get(place=3)
    tamper("DELETE FROM cooperation_change WHERE place = 4")
    tamper(f"UPDATE cooperation_loghead SET lines = 3, sha256 = '{third.sha256}'")
    assert broken_log() == Break(3, "cut")
    with pytest.raises(SystemExit):
        call_command("verify_log")
    assert capsys.readouterr().err == "Line 3: the log ends here, but was longer.\n"


def test_a_log_written_anew_shows_by_the_file(log):
    head_file().write_text(json.dumps({"lines": 2, "sha256": "c" * 64}))
    assert broken_log() == Break(2, "changed")


def test_the_program_itself_cannot_change_it(log):
    with pytest.raises(AppendOnly):
        Change.objects.update(verb="x")
    with pytest.raises(AppendOnly):
        Change.objects.all().delete()


def test_the_database_refuses_too(log):
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet(Change).filter(place=1).update(verb="x")
