"""Keys and versions go into a page as machines read them: a Norwegian writes 1234567 in groups of three."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import reverse

from tests.access.test_matrix import MATRIX, World

FIRST_KEY = 1_234_567
GROUPED = re.compile(r"\d[\u00a0\u202f ]\d{3}\b|\d&nbsp;\d{3}\b")
# What a machine reads of an element. What people read of it may be grouped: aria-label, title, placeholder, content.
READ_BY_MACHINES = re.compile(
    r"\b(id|name|value|for|form|href|src|action|formaction|list|data-[\w-]+|hx-[\w-]+|aria-describedby|"
    r"aria-labelledby|aria-controls)=(\"[^\"]*\"|'[^']*')"
)
# An amount that somebody types stands in its field as people write it.
TYPED = re.compile(r"<input[^>]*\binputmode=[^>]*>")


def number_from(first: int) -> None:
    """Let every table's next key be a large one."""
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names(cursor)
            if not name.startswith(("django_", "auth_")) and connection.introspection.get_sequences(cursor, name)
        ]
        for name in tables:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [first, name])
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, first])


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="pages are made in the same way on both databases")
def test_no_key_is_written_in_groups_of_three(client):
    number_from(FIRST_KEY)
    world = World()
    seen, wrong = 0, set()
    for name, row in MATRIX.items():
        may = [role for role, answer in row.items() if answer == "in" and world.users[role] is not None]
        address = reverse(name, kwargs=world.places.get(name, {}))
        for role in {*may[:1], *may[-1:]}:  # one who writes and one who mostly reads
            client.force_login(world.users[role])
            response = client.get(address)
            if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
                continue
            seen += 1
            page = TYPED.sub("", response.content.decode())
            wrong |= {f"{name}: {found[0]}" for found in READ_BY_MACHINES.finditer(page) if GROUPED.search(found[0])}
    assert seen > len(MATRIX) / 4
    assert wrong == set()
