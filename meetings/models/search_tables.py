"""The search index in the database's own language: full-text tables, and triggers that note what has changed.

Triggers, so that no write can forget the index: an action, a bulk update, an import and a hand in the database are
noted alike. What was noted is indexed before the next search (`meetings.actions.search`). SQLite loses triggers when a
migration makes a table anew, so they are looked after each `migrate`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

COLUMNS = ("title", "papers", "minutes", "decision")
PAPERS = ("title", "papers")
# PostgreSQL: a vector for each set of columns that is searched. One vector for all, with marks of where a word stands,
# would have to be read again for every case that a common word is in.
VECTORS = {("title",): "title_words", PAPERS: "paper_words", COLUMNS: "all_words"}
WORDS_TABLE = "meetings_search_words"


@dataclass(frozen=True)
class Watched:
    """A table whose rows a case is found by: which case a row belongs to, and which columns matter (all when none)."""

    table: str
    case: str
    columns: tuple[str, ...] = ()

    @property
    def of(self) -> str:
        return f" OF {', '.join(self.columns)}" if self.columns else ""


CASE_COLUMNS = (
    "title", "background", "assessment", "recommendation", "minutes", "decision", "display_number", "meeting_id",
)  # fmt: skip
WATCHED = (
    Watched("meetings_case", "id", CASE_COLUMNS),
    Watched("meetings_orientationpoint", "case_id"),
    Watched("meetings_attachment", "case_id"),
    Watched("meetings_action", "case_id", ("text", "removed_at", "case_id")),
)


def prepare_search(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing of the index and its triggers. Changes nothing when all is there."""
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite() -> list[str]:
    columns = ", ".join(COLUMNS)
    new = ", ".join(f"NEW.{column}" for column in COLUMNS)
    old = ", ".join(f"OLD.{column}" for column in COLUMNS)
    take_out = f"INSERT INTO {WORDS_TABLE}({WORDS_TABLE}, rowid, {columns}) VALUES ('delete', OLD.case_id, {old});"  # noqa: S608
    put_in = f"INSERT INTO {WORDS_TABLE}(rowid, {columns}) VALUES (NEW.case_id, {new});"  # noqa: S608
    made = [
        (
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS_TABLE} USING fts5({columns}, content='meetings_searchentry',"
            " content_rowid='case_id', tokenize='unicode61 remove_diacritics 0', prefix='3 4 5', detail='column')"
        ),
        _sqlite_trigger("search_entry_new", "INSERT ON meetings_searchentry", put_in),
        _sqlite_trigger("search_entry_gone", "DELETE ON meetings_searchentry", take_out),
        _sqlite_trigger("search_entry_changed", "UPDATE ON meetings_searchentry", take_out + put_in),
        _sqlite_trigger(
            "search_meeting",
            "UPDATE OF year, number ON meetings_meeting",
            "INSERT INTO meetings_searchchange(case_id) SELECT id FROM meetings_case WHERE meeting_id = NEW.id;",
        ),
    ]
    for watched in WATCHED:
        note_new = f"INSERT INTO meetings_searchchange(case_id) VALUES (NEW.{watched.case});"  # noqa: S608
        note_old = f"INSERT INTO meetings_searchchange(case_id) VALUES (OLD.{watched.case});"  # noqa: S608
        made += [
            _sqlite_trigger(f"search_{watched.table}_new", f"INSERT ON {watched.table}", note_new),
            _sqlite_trigger(f"search_{watched.table}_changed", f"UPDATE{watched.of} ON {watched.table}", note_new),
            _sqlite_trigger(f"search_{watched.table}_gone", f"DELETE ON {watched.table}", note_old),
        ]
    return made


def _sqlite_trigger(name: str, when: str, does: str) -> str:
    return f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {when} BEGIN {does} END"


def _postgresql() -> list[str]:
    note_all = "INSERT INTO meetings_searchchange(case_id) SELECT id FROM meetings_case WHERE meeting_id = NEW.id;"
    return [
        "ALTER TABLE meetings_searchentry DROP COLUMN IF EXISTS words",  # as it was before there were several
        *(_vector_column(columns, vector) for columns, vector in VECTORS.items()),
        *(
            f"CREATE INDEX IF NOT EXISTS search_entry_{vector} ON meetings_searchentry USING gin ({vector})"
            for vector in VECTORS.values()
        ),
        _postgresql_function("meetings_search_meeting", note_all),
        _postgresql_trigger("search_meeting", "UPDATE OF year, number ON meetings_meeting", "meetings_search_meeting"),
        *(_postgresql_function(f"meetings_search_{case}", _note(case)) for case in ("id", "case_id")),
        *(
            _postgresql_trigger(
                f"search_{watched.table}",
                f"INSERT OR DELETE OR UPDATE{watched.of} ON {watched.table}",
                f"meetings_search_{watched.case}",
            )
            for watched in WATCHED
        ),
    ]


def _vector_column(columns: tuple[str, ...], vector: str) -> str:
    words = " || ' ' || ".join(columns)
    return (
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'meetings_searchentry'::regclass"
        f" AND attname = '{vector}' AND NOT attisdropped) THEN ALTER TABLE meetings_searchentry"
        f" ADD COLUMN {vector} tsvector GENERATED ALWAYS AS (strip(to_tsvector('simple'::regconfig, {words}))) STORED;"
        " END IF; END $$"
    )


def _note(case: str) -> str:
    return (
        "IF TG_OP = 'DELETE' THEN "  # noqa: S608  # our own column
        f"INSERT INTO meetings_searchchange(case_id) VALUES (OLD.{case}); "
        f"ELSE INSERT INTO meetings_searchchange(case_id) VALUES (NEW.{case}); END IF;"
    )


def _postgresql_function(name: str, does: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does} RETURN NULL; END $$"
    )


def _postgresql_trigger(name: str, when: str, function: str) -> str:
    return f"CREATE OR REPLACE TRIGGER {name} AFTER {when} FOR EACH ROW EXECUTE FUNCTION {function}()"
