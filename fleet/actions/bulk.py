"""Save many rows at once, with the same few fields in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db import connection
from django.db.models import Model

Thing = TypeVar("Thing", bound=Model)


def save_many(things: Sequence[Thing], fields: Sequence[str]) -> None:
    """Write these fields (a foreign key as `…_id`) of each thing. One prepared statement for all: a CASE for each field would be far slower."""
    if not things:
        return
    meta = type(things[0])._meta
    columns = [column for column in meta.concrete_fields if column.attname in fields]
    quote = connection.ops.quote_name
    assignments = ", ".join(f"{quote(str(column.column))} = %s" for column in columns)
    statement = f"UPDATE {quote(meta.db_table)} SET {assignments} WHERE {quote(str(meta.pk.column))} = %s"  # noqa: S608
    rows = [
        [column.get_db_prep_save(getattr(thing, column.attname), connection) for column in columns] + [thing.pk]
        for thing in things
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
