"""Triggers by which the database itself refuses to change or remove lines of the change log.

A line may be changed once: to be sealed, with nothing else in it touched.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TOLD = "the change log is append-only"
FACTS = ("id", "at", "by_id", "subject", "within", "verb", "before", "after")
SQLITE_SAME = " AND ".join(f'NEW."{fact}" IS OLD."{fact}"' for fact in FACTS)
POSTGRESQL_SAME = " AND ".join(f'NEW."{fact}" IS NOT DISTINCT FROM OLD."{fact}"' for fact in FACTS)
SQLITE_LIFT = [
    "DROP TRIGGER IF EXISTS change_log_is_not_replaced",
    "DROP TRIGGER IF EXISTS change_log_head_is_not_replaced",
    "DROP TRIGGER IF EXISTS change_log_is_append_only",
    "DROP TRIGGER IF EXISTS change_log_is_kept",
    "DROP TRIGGER IF EXISTS change_log_head_is_kept",
    "DROP TRIGGER IF EXISTS change_log_head_goes_on",
]
SQLITE_GUARD = [
    # INSERT OR REPLACE takes the old row away without asking the trigger on DELETE.
    f"""CREATE TRIGGER change_log_is_not_replaced BEFORE INSERT ON cooperation_change
        WHEN EXISTS (SELECT 1 FROM cooperation_change WHERE id = NEW.id OR place = NEW.place)
        BEGIN SELECT RAISE(ABORT, '{TOLD}'); END""",  # noqa: S608  # our own words
    f"""CREATE TRIGGER change_log_head_is_not_replaced BEFORE INSERT ON cooperation_loghead
        WHEN EXISTS (SELECT 1 FROM cooperation_loghead WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{TOLD}'); END""",  # noqa: S608  # our own words
    f"""CREATE TRIGGER change_log_is_append_only BEFORE UPDATE ON cooperation_change
        WHEN OLD.sha256 <> '' OR NOT ({SQLITE_SAME}) BEGIN SELECT RAISE(ABORT, '{TOLD}'); END""",
    f"""CREATE TRIGGER change_log_is_kept BEFORE DELETE ON cooperation_change
        BEGIN SELECT RAISE(ABORT, '{TOLD}'); END""",
    f"""CREATE TRIGGER change_log_head_is_kept BEFORE DELETE ON cooperation_loghead
        BEGIN SELECT RAISE(ABORT, '{TOLD}'); END""",
    f"""CREATE TRIGGER change_log_head_goes_on BEFORE UPDATE ON cooperation_loghead
        WHEN NEW.lines <= OLD.lines BEGIN SELECT RAISE(ABORT, '{TOLD}'); END""",
]
POSTGRESQL_LIFT = [
    "DROP TRIGGER IF EXISTS change_log_is_append_only ON cooperation_change",
    "DROP TRIGGER IF EXISTS change_log_is_kept ON cooperation_change",
    "DROP TRIGGER IF EXISTS change_log_head_is_kept ON cooperation_loghead",
    "DROP TRIGGER IF EXISTS change_log_head_goes_on ON cooperation_loghead",
    "DROP FUNCTION IF EXISTS change_log_is_append_only()",
]
POSTGRESQL_GUARD = [
    f"""CREATE FUNCTION change_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{TOLD}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER change_log_is_append_only BEFORE UPDATE ON cooperation_change
        FOR EACH ROW WHEN (OLD.sha256 <> '' OR NOT ({POSTGRESQL_SAME})) EXECUTE FUNCTION change_log_is_append_only()""",
    """CREATE TRIGGER change_log_is_kept BEFORE DELETE OR TRUNCATE ON cooperation_change
        FOR EACH STATEMENT EXECUTE FUNCTION change_log_is_append_only()""",
    """CREATE TRIGGER change_log_head_is_kept BEFORE DELETE OR TRUNCATE ON cooperation_loghead
        FOR EACH STATEMENT EXECUTE FUNCTION change_log_is_append_only()""",
    """CREATE TRIGGER change_log_head_goes_on BEFORE UPDATE ON cooperation_loghead
        FOR EACH ROW WHEN (NEW.lines <= OLD.lines) EXECUTE FUNCTION change_log_is_append_only()""",
]


def guard_log(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place. A migration that makes the table anew on SQLite has to do so again."""
    lift_guard(connection)
    _execute(connection, SQLITE_GUARD if connection.vendor == "sqlite" else POSTGRESQL_GUARD)


def lift_guard(connection: BaseDatabaseWrapper) -> None:
    """Take them away: to empty the whole database, and for nothing else."""
    _execute(connection, SQLITE_LIFT if connection.vendor == "sqlite" else POSTGRESQL_LIFT)


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
