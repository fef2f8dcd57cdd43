"""The people whom tests sign in as."""

from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def body(db):
    return factories.make_body()


@pytest.fixture
def secretary(body):
    return factories.make_secretary(body)


@pytest.fixture
def member(body):
    return factories.make_member(body)


@pytest.fixture
def leader(db):
    return factories.make_leader()


@pytest.fixture
def contact(db):
    return factories.make_contact()


@pytest.fixture
def auditor(db):
    return factories.make_auditor()


@pytest.fixture
def administrator(db):
    return factories.make_administrator()
