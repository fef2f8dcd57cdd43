"""The checker of tables: for everybody with a user."""

from tests.access.roles import PERSONAL

MATRIX = {"economy:table_check": PERSONAL}


def places(world):
    return {}
