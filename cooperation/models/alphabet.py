"""The order of the alphabet, asked of the database: docs/decisions/alphabet.md."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler

from cooperation.rules.alphabet import DOUBLE_A, READINGS, RING_A, alphabetical_key

SQLITE_FUNCTION = "ALPHABETICAL"
FREQUENT = "ÆØÅæøåÄÖÜÉäöüé"


class Alphabetical(Func):
    """A name as Norwegians sort it: `order_by(Alphabetical("family_name"), "pk")`.

    Names that differ in capitals or accents only are equal, so something else always has to decide after it.
    """

    function = SQLITE_FUNCTION
    arity = 1

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, list[Any]]:
        """The key of `alphabetical_key` by functions that every PostgreSQL has, whatever its locale."""
        name, params = compiler.compile(self.get_source_expressions()[0])
        key = postgresql_key(name)
        return key, [*params] * key.count(name)


def postgresql_key(name: str) -> str:
    small = f'LOWER({name} COLLATE "C")'  # a–z only, on every cluster, and fast
    frequent = _translated(small, FREQUENT)
    # To translate takes time for each letter of the name and of the table, so most names shall not meet the whole table.
    letters = (
        f"CASE WHEN OCTET_LENGTH({name}) = LENGTH({name}) THEN {small} "
        f"WHEN OCTET_LENGTH({frequent}) = LENGTH({frequent}) THEN {frequent} "
        f"ELSE {_translated(small, ''.join(READINGS))} END"
    )
    return f"REPLACE({letters}, '{DOUBLE_A}', '{RING_A}')"


def _translated(text: str, letters: str) -> str:
    return f"TRANSLATE({text}, '{letters}', '{''.join(READINGS[letter] for letter in letters)}')"


def teach_alphabet(*, connection: BaseDatabaseWrapper, **told: Any) -> None:
    """Give a new connection to SQLite the function: it has none that reads other letters than a–z."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(SQLITE_FUNCTION, 1, _key_or_null, deterministic=True)


# Names recur, and SQLite asks for the key of each row of a register before it can tell which come first.
@lru_cache(maxsize=20_000)
def _key_or_null(name: str | None) -> str | None:
    return None if name is None else alphabetical_key(name)
